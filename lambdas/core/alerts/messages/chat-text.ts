/** Text for Slack and Teams. Feeds must neither format a message nor mention anybody in it. */
import { safeLine, safeUrl } from "./safe-text.ts";

/**
 * Text without anything that Slack or Teams would take for markup, a mention or an address: look-alikes stand in,
 * since the two programs do not agree on how to escape.
 */
export function plain(text: string): string {
  return [...safeLineInside(text).replaceAll("://", ": //")]
    .map((character) => LOOK_ALIKES[character] ?? character)
    .join("");
}

/** Ours to be bold. */
export function strong(text: string): string {
  const safe = plain(text).trim();
  return safe === "" ? "" : `*${safe}*`;
}

/**
 * A bare address, which both programs make a link of; markup in it is percent-encoded.
 * @param maxUnits - longer ones are left out, since a cut link is a broken link
 */
export function chatLink(url: string | undefined, maxUnits?: number): string | undefined {
  return safeUrl(url, maxUnits)?.replace(/[*~_()[\]']/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Like safeLine, but a space at either end of a piece stays, for it stands between two words. */
function safeLineInside(text: string): string {
  const line = safeLine(text);
  if (line === "") return text === "" ? "" : " ";
  return `${/^\s/.test(text) ? " " : ""}${line}${/\s$/.test(text) ? " " : ""}`;
}

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  "*": "∗",
  _: "ˍ",
  "~": "∼",
  "`": "'",
  "<": "‹",
  ">": "›",
  "&": "＆",
  "[": "(",
  "]": ")",
  "|": "¦",
  "@": "＠",
  "#": "＃",
  "!": "ǃ",
  "\\": "∖",
};
