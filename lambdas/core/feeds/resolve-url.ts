/** Longer addresses are no article's, and browsers and stores would choke on them. */
const MAX_URL_CHARS = 4_096;

/**
 * @param base - absolute address that a relative one starts from; without it only absolute ones are taken
 * @returns an absolute http(s) address; undefined for anything else: `mailto:`, `javascript:`, an empty text
 */
export function absoluteUrl(written: string, base?: string): string | undefined {
  // Addresses are wrapped over several lines in hand-made feeds.
  const text = written.replace(/[\n\r\t]/g, "").trim();
  if (text === "" || text.length > MAX_URL_CHARS || !URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  return url.protocol === "http:" || url.protocol === "https:" ? url.href : undefined;
}
