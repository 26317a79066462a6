import { parseUrl } from "../text/parse-url.ts";

/**
 * One story, one address. Publishers hand out the same article with tracking parameters, as AMP and mobile pages, over
 * http and https; the story's identity must not follow them. The result is for comparing and for the desk's link.
 */

/** Query parameters that say where a reader came from, never which article it is. */
const TRACKING_NAMES = new Set([
  "fbclid",
  "gclid",
  "gclsrc",
  "dclid",
  "gbraid",
  "wbraid",
  "msclkid",
  "yclid",
  "twclid",
  "ttclid",
  "igshid",
  "igsh",
  "mc_cid",
  "mc_eid",
  "_ga",
  "_gl",
  "_hsenc",
  "_hsmi",
  "mkt_tok",
  "ns_mchannel",
  "ns_source",
  "ns_campaign",
  "ns_linkname",
  "ns_fee",
  "at_medium",
  "at_campaign",
  "at_custom1",
  "at_custom2",
  "at_custom3",
  "at_custom4",
  "cmpid",
  "xtor",
  "ocid",
  "smid",
  "sr_share",
  "ref_src",
  "ref_url",
  "amp",
  "outputtype",
]);

/** `utm_source`, `hsa_cam`, `pk_campaign`, `mtm_source`, `piwik_kwd`, … */
const TRACKING_PREFIX = /^(?:utm|hsa|pk|mtm|piwik|matomo|wt)[_.]/;

/** `m.example.org`, `www.example.org`, `amp.example.org`: the same articles as `example.org`. */
const HOST_VARIANT = /^(?:(?:www\d?|m|mobile|amp)\.)+(?=[^.]+\.[^.]+)/;

/** Longer addresses are no article's; DynamoDB and browsers would choke on them as well. */
const MAX_URL_CHARS = 4_096;

/**
 * The address under which a story is known: https, lower-case host without `www.`, `m.` or `amp.`, no credentials,
 * default port, fragment, tracking parameters, AMP suffix or trailing slash, and the query sorted.
 *
 * http is folded into https: a site that moves to TLS must not bring its old stories back as new. A fragment that
 * starts with `!` is kept, since such sites (hash-bang) name the article there.
 * @param link - absolute address as published
 * @returns undefined when it is no http(s) address
 */
export function canonicalUrl(link: string): string | undefined {
  const trimmed = link.trim();
  const url = trimmed.length > MAX_URL_CHARS ? undefined : parseUrl(trimmed);
  if (url === undefined) return undefined;
  if ((url.protocol !== "http:" && url.protocol !== "https:") || url.hostname === "") return undefined;
  const host = url.hostname.replace(/\.$/, "").replace(HOST_VARIANT, "");
  // A non-default port is part of the address; WHATWG has already removed the default one.
  const port = url.port === "" ? "" : `:${url.port}`;
  const fragment = url.hash.startsWith("#!") ? url.hash : "";
  return `https://${host}${port}${canonicalPath(url.pathname)}${canonicalQuery(url.searchParams)}${fragment}`;
}

function canonicalPath(path: string): string {
  const normal = path
    .replace(/\/{2,}/g, "/")
    .replace(/%[0-9a-f]{2}/gi, decodeUnreserved)
    .replace(/(?:\/amp|\.amp)\/?$/i, "")
    .replace(/^\/amp\/(?=.)/i, "/")
    .replace(/\.amp\.html$/i, ".html");
  const withoutSlash = normal.endsWith("/") ? normal.slice(0, -1) : normal;
  return withoutSlash === "" ? "/" : withoutSlash;
}

/** RFC 3986, 6.2.2.2: `%7E` and `~` are the same; what is reserved stays encoded, in upper case. */
function decodeUnreserved(encoded: string): string {
  const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
  return /[A-Za-z0-9._~-]/.test(character) ? character : encoded.toUpperCase();
}

function canonicalQuery(query: URLSearchParams): string {
  const kept: [string, string][] = [];
  for (const [name, value] of query) {
    const lower = name.toLowerCase();
    if (name !== "" && !TRACKING_NAMES.has(lower) && !TRACKING_PREFIX.test(lower)) kept.push([name, value]);
  }
  if (kept.length === 0) return "";
  kept.sort(([a, x], [b, y]) => compare(a, b) || compare(x, y));
  return `?${new URLSearchParams(kept)}`;
}

/** By code unit: the order must be the same on every machine, so no locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
