/**
 * Turns what zod found wrong with a request into words for the person who typed it.
 */
import type { ZodError } from "zod";
import { nearestNames } from "./nearest-names.ts";
import type { ParameterError } from "./problem.ts";

/** Unknown parameters that are named one by one; a flood of them is counted. */
const MAX_LISTED = 5;

/** Names are echoed no longer than this. */
const MAX_ECHO = 40;

/** @param known - the names that the route takes */
export function parameterErrors(error: ZodError, known: readonly string[]): ParameterError[] {
  return error.issues.flatMap((issue): ParameterError[] => {
    if (issue.code === "unrecognized_keys") return unknownParameters(issue.keys, known);
    const parameter = issue.path.join(".");
    // Everything in a query string is text, save for a name that stands there twice: that arrives as a list.
    if (issue.code === "invalid_type" && parameter !== "" && !issue.message.startsWith("must")) {
      return [{ parameter, detail: "is given more than once: give it once" }];
    }
    return [{ parameter, detail: issue.message }];
  });
}

function unknownParameters(names: readonly string[], known: readonly string[]): ParameterError[] {
  const errors = names.slice(0, MAX_LISTED).map((name) => {
    const near = nearestNames(name.toLowerCase(), known);
    const fix =
      near.length > 0
        ? `did you mean ${near.join(" or ")}?`
        : known.length > 0
          ? `the parameters are ${known.join(", ")}`
          : "this route takes none";
    return { parameter: name.slice(0, MAX_ECHO), detail: `unknown parameter: ${fix}` };
  });
  const rest = names.length - errors.length;
  return rest > 0 ? [...errors, { parameter: "…", detail: `and ${rest} more unknown parameters` }] : errors;
}
