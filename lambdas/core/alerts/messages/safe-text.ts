/**
 * Text from feeds is hostile until it went through here. Line breaks would forge headers and log lines, escape
 * sequences would drive a terminal, bidirectional overrides would make a text read as something else, tag characters
 * would hide a second text in it, and half a surrogate pair is no Unicode at all. Every function is linear.
 */

// Control characters, line and paragraph separators.
const BREAKING = "\\p{Cc}\\u2028\\u2029";
// Marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX #9), and the deprecated shaping
// controls; then what is invisible and says nothing: word joiner, BOM, zero-width space, interlinear marks, soft hyphen, tag
// characters, and code points that are no characters, which XML and so SNS refuse.
const HIDDEN =
  "\\u061C\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u206F\\uFEFF\\uFFF9-\\uFFFB\\u00AD\\p{Noncharacter_Code_Point}\\u{E0000}-\\u{E007F}";

const BREAKING_RUN = new RegExp(`[\\s${BREAKING}]+`, "gu");
const HIDDEN_ANY = new RegExp(`[${HIDDEN}]`, "gu");
const LONE_SURROGATE = /\p{Surrogate}/gu;
const UNSAFE_LINE = new RegExp(`[${BREAKING}${HIDDEN}\\p{Surrogate}]`, "gu");
const UNSAFE_TEXT = new RegExp(`(?![\\n\\t])[${BREAKING}${HIDDEN}\\p{Surrogate}]`, "gu");

/** One line of plain text for a person: no control, no hidden character, single spaces, trimmed. */
export function safeLine(text: string): string {
  return text.replace(HIDDEN_ANY, "").replace(LONE_SURROGATE, "\uFFFD").replace(BREAKING_RUN, " ").trim();
}

/**
 * {@link safeLine}, cut to a length. Of a far longer text only the beginning is looked at, so that the cost is that of
 * what is shown.
 * @param maxUnits - UTF-16 code units of the result
 * @param ellipsis - what shows the cut; counted
 */
export function shortLine(text: string, maxUnits: number, ellipsis = "…"): string {
  return clipText(safeLine(cutWhole(text, 4 * maxUnits + 100)), maxUnits, ellipsis);
}

/**
 * The same text with every unsafe character blanked, for documents whose offsets must stay true.
 * @param keepLines - leave line feeds and tabs alone; they are harmless in the body of a JSON string
 * @returns as many UTF-16 code units as were given
 */
export function blankUnsafe(text: string, keepLines: boolean): string {
  return text.replace(keepLines ? UNSAFE_TEXT : UNSAFE_LINE, (found) => " ".repeat(found.length));
}

/**
 * Cut a text to a length, at a whole character, with an ellipsis where something was cut.
 * @param maxUnits - UTF-16 code units of the result, at least 1
 * @param ellipsis - what shows the cut; counted
 */
export function clipText(text: string, maxUnits: number, ellipsis = "…"): string {
  if (text.length <= maxUnits) return text;
  return `${cutWhole(text, maxUnits - ellipsis.length).trimEnd()}${ellipsis}`.slice(0, maxUnits);
}

/** The first code units of a text, never half of a surrogate pair. */
export function cutWhole(text: string, maxUnits: number): string {
  const end = Math.max(0, maxUnits);
  if (text.length <= end) return text;
  const isSplit = /[\uD800-\uDBFF]/.test(text.charAt(end - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(end));
  return text.slice(0, isSplit ? end - 1 : end);
}

/**
 * An address that may be shown and followed.
 * @returns undefined for anything but http(s), and for one too long to be shown whole: a cut link is a broken link
 */
export function safeUrl(url: string | undefined, maxUnits = 2_000): string | undefined {
  if (url === undefined || url.length > maxUnits) return undefined;
  try {
    const parsed = new URL(url);
    if (parsed.protocol !== "http:" && parsed.protocol !== "https:") return undefined;
    // `href` is ASCII: international hosts are in Punycode and most else is percent-encoded; these few are not.
    const href = parsed.href.replace(/[<>"`|\\^{}]/g, (character) => encodeURIComponent(character));
    return href.length <= maxUnits && /^[\x21-\x7E]*$/.test(href) ? href : undefined;
  } catch {
    return undefined;
  }
}
