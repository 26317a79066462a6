/** Talks to the archive's API, on this machine or in the cloud, for the commands that need it. */
import * as z from "zod";
import { ConfigError, KivuWatchError, messageOf } from "../lambdas/core/errors.ts";

/** The options of every command that asks the archive. */
export const ARCHIVE_OPTIONS = { url: { type: "string", default: "http://127.0.0.1:8787" } } as const;

export const ARCHIVE_USAGE = `--url URL is the archive's address (default http://127.0.0.1:8787, that of npm start). The environment variable
KIVUWATCH_TOKEN, when set, is sent as the token of a user of the archive.`;

export interface ArchiveAnswer {
  readonly status: number;
  readonly etag?: string;
  /** parsed JSON: to be checked by whoever knows the route */
  readonly body: unknown;
}

const problemSchema = z.object({
  detail: z.string(),
  errors: z.array(z.object({ parameter: z.string(), detail: z.string(), excerpt: z.string().optional() })).optional(),
});

const TIMEOUT_MS = 60_000;

export class ArchiveClient {
  readonly #base: string;
  readonly #token: string | undefined;

  constructor(url: string, token = process.env.KIVUWATCH_TOKEN) {
    if (!URL.canParse(url)) throw new ConfigError(`--url ${url}: not an address`);
    this.#base = url.replace(/\/$/, "");
    this.#token = token === "" ? undefined : token;
  }

  /**
   * @param expected - statuses beside 2xx that the caller deals with
   * @throws KivuWatchError with what the archive said, when it refused
   */
  async send(
    method: string,
    path: string,
    {
      body,
      headers = {},
      expected = [],
    }: { body?: unknown; headers?: Record<string, string>; expected?: readonly number[] } = {},
  ): Promise<ArchiveAnswer> {
    const response = await this.#fetch(method, path, body, headers);
    const text = await response.text();
    const answer = { status: response.status, etag: response.headers.get("ETag") ?? undefined, body: parseJson(text) };
    if (response.ok || expected.includes(response.status)) return answer;
    throw new KivuWatchError("E_ARCHIVE", `${method} ${path}: ${describeProblem(response.status, answer.body)}`);
  }

  async #fetch(method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Response> {
    try {
      return await fetch(`${this.#base}${path}`, {
        method,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          ...headers,
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          ...(this.#token === undefined ? {} : { Authorization: `Bearer ${this.#token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (cause) {
      const why = cause instanceof Error && cause.cause !== undefined ? messageOf(cause.cause) : messageOf(cause);
      throw new ConfigError(`${this.#base} does not answer (${why}): is npm start running, or is --url wrong?`, {
        cause,
      });
    }
  }
}

function describeProblem(status: number, body: unknown): string {
  const parsed = problemSchema.safeParse(body);
  if (!parsed.success) return `answered ${status}`;
  const { detail, errors = [] } = parsed.data;
  if (errors.length === 0) return detail;
  return errors
    .map(
      (error) =>
        `${error.parameter}: ${error.detail}${error.excerpt === undefined ? "" : `\n  ${error.excerpt.replace("\n", "\n  ")}`}`,
    )
    .join("\n");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not our API, or no body: the status says the rest.
  }
}
