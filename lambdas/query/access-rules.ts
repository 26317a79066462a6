/** What the stack and the function must agree on about access; without imports, which keeps `cdk synth` light. */

/** Members may change rules; everybody else of the user pool may read. */
export const EDITORS = "editor";

/** Machines sign their requests and come by a path of their own: a route of an HTTP API has one authorizer. */
export const MACHINE_PREFIX = "/machine";

/** The one path that tells nothing and is open to whoever watches whether the archive lives. */
export const OPEN_PATH = "/health";
