/**
 * Whether an address may be asked at all. Made for every hop, for a redirect is a stranger's wish. What an address
 * resolves to is checked later, when the connection is made.
 */
import type { Failure } from "./classify-failure.ts";

/** @param allowHosts - `host:port` of servers that may be on other ports */
export function refuseTarget(url: URL, allowHosts: ReadonlySet<string>): Failure | undefined {
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return { reason: "blocked-scheme", detail: `${shortenUrl(url.href)} is neither http nor https` };
  }
  if (url.username !== "" || url.password !== "") {
    // The message must not repeat the secret.
    const detail = `the address at ${url.host} holds a user name or password, which is never sent`;
    return { reason: "bad-url", detail };
  }
  const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
  if (port === "80" || port === "443" || allowHosts.has(`${url.hostname}:${port}`)) return undefined;
  const detail = `${url.host} is on port ${port}; only 80 and 443 are asked, or hosts allowed by name`;
  return { reason: "blocked-port", detail };
}

/** Addresses in messages come from strangers: one line, and not a page of it. */
export function shortenUrl(url: string): string {
  const line = url.replace(/\p{Cc}+/gu, " ");
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
