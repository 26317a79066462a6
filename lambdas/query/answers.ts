/**
 * What the routes' descriptions for OpenAPI have in common.
 */
import { z } from "@hono/zod-openapi";
import { PROBLEM_TYPE, problemSchema } from "./problem.ts";

function problemAnswer(description: string) {
  return { description, content: { [PROBLEM_TYPE]: { schema: problemSchema } } };
}

/** A good answer of that form, or nothing when the client has it already. */
export function jsonAnswer<S extends z.ZodType>(description: string, schema: S) {
  return {
    200: { description, content: { "application/json": { schema } } },
    304: { description: "what If-None-Match names still holds" },
  };
}

/** A good answer in another form than JSON. */
export function textAnswer(description: string, mediaType: string) {
  return {
    200: { description, content: { [mediaType]: { schema: z.string() } } },
    304: { description: "what If-None-Match names still holds" },
  };
}

export const BAD_REQUEST = { 400: problemAnswer("a parameter is wrong; `errors` names each, and the fix") };

export const NOT_FOUND = { 404: problemAnswer("there is none of that id") };

export const FORBIDDEN = { 403: problemAnswer("only editors may") };

export const PRECONDITION = {
  412: problemAnswer("somebody else changed it since"),
  428: problemAnswer("If-Match or If-None-Match is missing"),
};

export const UNAVAILABLE = { 503: problemAnswer("the archive cannot be read at the moment") };
