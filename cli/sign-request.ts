/**
 * Signs requests to a deployed archive with the credentials of the AWS SDK (profile, variables, role), as machines do.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
import { Sha256 } from "@aws-crypto/sha256-js";
import { defaultProvider } from "@aws-sdk/credential-provider-node";
import { SignatureV4 } from "@smithy/signature-v4";
import { ConfigError, messageOf } from "../lambdas/core/errors.ts";

/** What a signature covers. */
export interface UnsignedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** @returns all headers to send; `Host` is the transport's affair, though it is signed */
export type SignRequest = (request: UnsignedRequest) => Promise<Readonly<Record<string, string>>>;

export function createSigner(region: string): SignRequest {
  const credentials = defaultProvider();
  const signer = new SignatureV4({ service: "execute-api", region, credentials, sha256: Sha256 });
  return async ({ method, url, headers, body }) => {
    try {
      const signed = await signer.sign({
        method,
        protocol: url.protocol,
        hostname: url.hostname,
        path: url.pathname,
        query: queryOf(url),
        headers: { ...headers, host: url.host },
        body,
      });
      const { host: _host, ...rest } = signed.headers;
      return rest;
    } catch (cause) {
      throw new ConfigError(`cannot sign the request: ${messageOf(cause)}; set AWS_PROFILE, or KIVUWATCH_TOKEN`, {
        cause,
      });
    }
  };
}

function queryOf(url: URL): Record<string, string[]> {
  const query: Record<string, string[]> = {};
  for (const name of new Set(url.searchParams.keys())) query[name] = url.searchParams.getAll(name);
  return query;
}
