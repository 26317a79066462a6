/** What the stack and the function must agree on about access; without imports, which keeps `cdk synth` light. */

/** Members may change rules; everybody else of the user pool may read. */
export const EDITORS = "editor";

/** Machines sign their requests and come by a path of their own: a route of an HTTP API has one authorizer. */
export const MACHINE_PREFIX = "/machine";

/** The one path that tells nothing and is open to whoever watches whether the archive lives. */
export const OPEN_PATH = "/health";

/** Below it, the address itself is the credential: one more segment, a feed token and the form of the feed. */
export const FEED_PREFIX = "/feed/";

/** A path as it may be logged: what stands behind the prefix is a secret. */
export function loggablePath(path: string): string {
  const at = path.indexOf(FEED_PREFIX);
  return at === -1 ? path : `${path.slice(0, at)}${FEED_PREFIX}…`;
}

/** What a page of one of the desk's origins may do: the gateway says so to browsers, here and in the cloud alike. */
export const CORS = {
  methods: ["GET", "HEAD", "POST", "PUT", "DELETE"],
  requestHeaders: ["accept", "authorization", "content-type", "if-match", "if-none-match"],
  exposedHeaders: ["etag", "link", "retry-after"],
  maxAgeSeconds: 600,
} as const;

/** In the OpenAPI document: what a route asks for that asks for no user. */
export const CREDENTIAL = "x-kivuwatch-credential";
