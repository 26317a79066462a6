/**
 * What clients get when something is wrong: RFC 9457 problem details that name the parameter and the fix. Nothing of an
 * internal error, no stack and no name of a table ever leaves through here.
 */
import { z } from "@hono/zod-openapi";
import { KivuWatchError } from "../core/errors.ts";

export const PROBLEM_TYPE = "application/problem+json";

const TITLES = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  412: "Precondition Failed",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  428: "Precondition Required",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;

type ProblemStatus = keyof typeof TITLES;

/** One thing that is wrong with a request. */
export interface ParameterError {
  readonly parameter: string;
  /** what is wrong, and what to write instead */
  readonly detail: string;
  /** of the rule language: two lines, the text and carets under the place */
  readonly excerpt?: string;
}

export const problemSchema = z
  .object({
    type: z.literal("about:blank"),
    title: z.string(),
    status: z.int(),
    code: z.string().openapi({ description: "stable, for programs", example: "E_PARAMETER" }),
    detail: z.string(),
    errors: z
      .array(
        z.object({
          parameter: z.string(),
          detail: z.string(),
          excerpt: z.string().optional().openapi({ description: "a line of the query, and carets under the place" }),
        }),
      )
      .optional(),
  })
  .openapi("Problem");

/** Thrown anywhere in a request and answered as a problem. */
export class ProblemError extends KivuWatchError {
  readonly status: ProblemStatus;
  readonly errors: readonly ParameterError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: ProblemStatus,
    code: string,
    detail: string,
    more: { readonly errors?: readonly ParameterError[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(code, detail);
    this.status = status;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }
}

/** A 400 that lists every parameter that is wrong. */
export function parameterProblem(errors: readonly ParameterError[]): ProblemError {
  const detail = errors.map((error) => `${error.parameter}: ${error.detail}`).join("; ");
  return new ProblemError(400, "E_PARAMETER", detail, { errors });
}

/**
 * Any thrown thing as a problem.
 * @returns a 503 when a store could not be used, which may pass, and a 500 for a defect of ours
 */
export function problemFrom(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  if (thrown instanceof KivuWatchError) {
    const headers = { "Retry-After": "5" };
    return new ProblemError(503, "E_UNAVAILABLE", "the archive cannot be read at the moment: try again", { headers });
  }
  return new ProblemError(500, "E_INTERNAL", "the request failed for a reason that is ours: it has been logged");
}

export function problemResponse(problem: ProblemError): Response {
  const body = {
    type: "about:blank",
    title: TITLES[problem.status],
    status: problem.status,
    code: problem.code,
    detail: problem.message,
    ...(problem.errors.length > 0 ? { errors: problem.errors } : {}),
  };
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: { "Content-Type": PROBLEM_TYPE, "Cache-Control": "no-store", ...problem.headers },
  });
}
