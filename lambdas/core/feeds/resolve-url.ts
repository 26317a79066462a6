import { parseUrl } from "../text/parse-url.ts";

/** Longer addresses are no article's, and browsers and stores would choke on them. */
const MAX_URL_CHARS = 4_096;

/** Addresses that the parser of URLs gives back as they are, which are nearly all that feeds hold. */
const SETTLED =
  /^https?:\/\/(?:[a-z0-9-]+\.)+[a-z]{2,}\/(?:[\w!$&'()*+,:;=@~/-]|\.(?!\.?(?:[/?#]|$))|%(?!2[eE])[0-9a-fA-F]{2})*(?:\?[\w!$&()*+,./:;=@?~%-]*)?(?:#[\w!$&'()*+,./:;=@?~%-]*)?$/;

/**
 * @param base - absolute address that a relative one starts from; without it only absolute ones are taken
 * @returns an absolute http(s) address; undefined for anything else: `mailto:`, `javascript:`, an empty text
 */
export function absoluteUrl(written: string, base?: string): string | undefined {
  if (written.length <= MAX_URL_CHARS && isSettled(written)) return written;
  // Addresses are wrapped over several lines in hand-made feeds.
  const text = written.replace(/[\n\r\t]/g, "").trim();
  if (text === "" || text.length > MAX_URL_CHARS) return undefined;
  const url = parseUrl(text, base);
  return url?.protocol === "http:" || url?.protocol === "https:" ? url.href : undefined;
}

function isSettled(url: string): boolean {
  return SETTLED.test(url) && !url.includes("xn--");
}
