/** Talks to the archive's API, on this machine or in the cloud, for the commands that need it. */

import * as z from "zod";
import { ConfigError, KivuWatchError, messageOf } from "../lambdas/core/errors.ts";
import { parseUrl } from "../lambdas/core/text/parse-url.ts";
import { MACHINE_PREFIX } from "../lambdas/query/access-rules.ts";
import { openDeployment } from "./deployment.ts";
import type { SignRequest } from "./sign-request.ts";

/** The options of every command that asks the archive. */
export const ARCHIVE_OPTIONS = {
  url: { type: "string", default: "http://127.0.0.1:8787" },
  outputs: { type: "string" },
  sign: { type: "boolean" },
} as const;

export const ARCHIVE_USAGE = `--url URL is the archive's address (default http://127.0.0.1:8787, that of npm start); --outputs FILE takes it from what
\`npx cdk deploy --outputs-file FILE\` wrote. Requests to a deployed one are signed with the credentials of the AWS SDK
(AWS_PROFILE, …); --sign does the same for a domain of your own, with the region of AWS_REGION. The environment variable
KIVUWATCH_TOKEN, when set, is sent instead, as the token of a user of the archive.`;

/** The address that API Gateway gives an API; the region is part of it. */
const EXECUTE_API = /^[a-z0-9-]+\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/;

/** What {@link ARCHIVE_OPTIONS} were given. */
interface ArchiveChoice {
  readonly url: string;
  readonly outputs?: string;
  readonly sign?: boolean;
}

/** @throws {@link ConfigError} when the address is none, or a signature is asked for without a region */
export function openArchive({ outputs, ...choice }: ArchiveChoice): ArchiveClient {
  const options = outputs === undefined ? choice : { ...choice, url: openDeployment({ outputs })("API_URL") };
  const url = parseUrl(options.url);
  if (url === undefined) throw new ConfigError(`--url ${options.url}: not an address`);
  const token = process.env.KIVUWATCH_TOKEN;
  if (token !== undefined && token !== "") return new ArchiveClient(options.url, { kind: "token", token });
  const region = EXECUTE_API.exec(url.hostname)?.[1] ?? (options.sign && process.env.AWS_REGION);
  if (region) return new ArchiveClient(options.url, { kind: "signature", sign: signLater(region) });
  if (options.sign) throw new ConfigError("--sign needs the region of the archive: set AWS_REGION");
  return new ArchiveClient(options.url, { kind: "none" });
}

/** The SDK's ways to credentials take a moment to load: only for whoever signs. */
function signLater(region: string): SignRequest {
  let loading: Promise<SignRequest> | undefined;
  return async (request) => {
    loading ??= import("./sign-request.ts").then(({ createSigner }) => createSigner(region));
    return (await loading)(request);
  };
}

type ArchiveCredential =
  | { readonly kind: "none" }
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "signature"; readonly sign: SignRequest };

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
  /** without a slash at the end; what stands behind it for people and feed readers */
  readonly publicUrl: string;
  readonly #credential: ArchiveCredential;

  constructor(url: string, credential: ArchiveCredential) {
    this.publicUrl = url.replace(/\/+$/, "");
    this.#credential = credential;
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
    const isSigned = this.#credential.kind === "signature";
    const url = new URL(`${this.publicUrl}${isSigned ? MACHINE_PREFIX : ""}${path}`);
    const text = body === undefined ? undefined : JSON.stringify(body);
    const all = { ...headers, ...(text === undefined ? {} : { "content-type": "application/json" }) };
    const proven = await this.#prove(method, url, all, text);
    try {
      return await fetch(url, {
        method,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        // A signature is for one address, and a token for whom it was given to.
        redirect: "error",
        headers: proven,
        ...(text === undefined ? {} : { body: text }),
      });
    } catch (cause) {
      const why = cause instanceof Error && cause.cause !== undefined ? messageOf(cause.cause) : messageOf(cause);
      throw new ConfigError(`${this.publicUrl} does not answer (${why}): is npm start running, or is --url wrong?`, {
        cause,
      });
    }
  }

  async #prove(method: string, url: URL, headers: Record<string, string>, body: string | undefined) {
    switch (this.#credential.kind) {
      case "none":
        return headers;
      case "token":
        return { ...headers, Authorization: `Bearer ${this.#credential.token}` };
      case "signature":
        return this.#credential.sign({ method, url, headers, ...(body === undefined ? {} : { body }) });
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
