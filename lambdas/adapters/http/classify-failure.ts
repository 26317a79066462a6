/**
 * Turns whatever went wrong on the wire into one stable word for statistics and one sentence for people. Done once,
 * here, so that back-off, health and the desk all speak of the same failure.
 */
import { errors } from "undici";
import { messageOf } from "../../core/errors.ts";

export interface Failure {
  readonly reason: string;
  readonly detail: string;
}

const REASON_BY_CODE: ReadonlyMap<string, string> = new Map([
  ["ENOTFOUND", "dns"],
  ["EAI_AGAIN", "dns"],
  ["EAI_FAIL", "dns"],
  ["EAI_NODATA", "dns"],
  ["ENODATA", "dns"],
  ["ESERVFAIL", "dns"],
  ["E_BLOCKED_ADDRESS", "blocked-address"],
  ["E_TOO_LARGE", "too-large"],
  ["E_UNKNOWN_CODING", "unknown-encoding"],
  ["E_TIMEOUT", "timeout"],
  ["ETIMEDOUT", "timeout"],
  ["UND_ERR_CONNECT_TIMEOUT", "timeout"],
  ["UND_ERR_HEADERS_TIMEOUT", "timeout"],
  ["UND_ERR_BODY_TIMEOUT", "timeout"],
  ["ECONNREFUSED", "refused"],
  ["EHOSTUNREACH", "unreachable"],
  ["ENETUNREACH", "unreachable"],
  ["EADDRNOTAVAIL", "unreachable"],
  ["ECONNRESET", "connection-lost"],
  ["EPIPE", "connection-lost"],
  ["UND_ERR_SOCKET", "connection-lost"],
  ["UND_ERR_HEADERS_OVERFLOW", "headers-too-large"],
  ["HPE_HEADER_OVERFLOW", "headers-too-large"],
  ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", "connection-lost"],
  ["EPROTO", "tls"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "tls"],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls"],
  ["UNABLE_TO_GET_ISSUER_CERT", "tls"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "tls"],
]);

/** @param thrown - by undici, zlib, the resolver or a limit of ours */
export function classifyFailure(thrown: unknown): Failure {
  const code = codeOf(thrown);
  const detail = messageOf(thrown).replace(/\s+/g, " ").slice(0, 300) || code;
  return { reason: REASON_BY_CODE.get(code) ?? reasonByFamily(code), detail };
}

/** Whether a request was lost with a connection that had served others before. @param thrown - before any answer came */
export function wasConnectionStale(thrown: unknown): boolean {
  if (thrown instanceof errors.SocketError) return (thrown.socket?.bytesRead ?? 0) > 0;
  return /^(?:ECONNRESET|EPIPE)$/.test(codeOf(thrown));
}

/** Codes come in families: OpenSSL's `ERR_SSL_…`, X.509's `CERT_…`, llhttp's `HPE_…`, zlib's `Z_…` and `ERR_…`. */
function reasonByFamily(code: string): string {
  if (/^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|HOSTNAME_MISMATCH)/.test(code)) return "tls";
  if (code.startsWith("HPE_")) return "bad-response";
  if (/^(?:Z_|ERR__?ERROR_|ERR_BROTLI|ERR_PADDING|ERR_)/.test(code)) return "bad-encoding";
  return "network";
}

/** A connection tried on several addresses fails with an AggregateError: its parts tell why. */
function codeOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return "";
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return codeOf(thrown.errors[0]);
  if ("code" in thrown && typeof thrown.code === "string") return thrown.code;
  // undici 7 loses the code of its parser's errors.
  if (thrown.name === "HTTPParserError") return "HPE_UNKNOWN";
  return thrown.cause === undefined ? "" : codeOf(thrown.cause);
}
