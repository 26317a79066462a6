/**
 * The alert for a person at a terminal. Whatever a feed wrote is made plain before it is coloured, so that the only
 * escape sequences are ours.
 */
import type { Alert } from "../alert.ts";
import { readableTime } from "./alert-times.ts";
import { otherOutlets, severityLabel, whyLine } from "./alert-wording.ts";
import { bestPassage, markedTitle, type Piece } from "./matched-passage.ts";
import { safeLine, safeUrl, shortLine } from "./safe-text.ts";

export interface TerminalOptions {
  /** IANA name of the desk's zone */
  readonly timeZone: string;
  /** mark by ANSI colours; otherwise matched words stand »so« */
  readonly colour: boolean;
  /** columns */
  readonly width: number;
}

const STYLES = { bold: "1", dim: "2", underline: "4", red: "1;31", yellow: "1;33", cyan: "36", mark: "1;4" } as const;

type Style = keyof typeof STYLES;

/** Lines without a final line feed: severity, headline, source, time, passage, why, link, other outlets. */
export function renderForTerminal(alert: Alert, options: TerminalOptions): string {
  const { timeZone, colour } = options;
  const width = Math.max(20, Math.floor(options.width) || 80);
  const paint = (text: string, style: Style): string => (colour ? `\u001B[${STYLES[style]}m${text}\u001B[0m` : text);
  const mark: Mark = (text, isFirst, isLast) =>
    colour ? paint(text, "mark") : `${isFirst ? "»" : ""}${text}${isLast ? "«" : ""}`;
  const wrap = (words: readonly Word[], indent: number): readonly string[] =>
    wrapWords(words, width - indent).map((line) => `${" ".repeat(indent)}${line}`);
  const wordsOf = (text: string): readonly Word[] => splitWords([{ text, isMatch: false }], mark);

  const label = severityLabel(alert);
  const loud = alert.severity === "critical" || alert.severity === "high" ? "red" : "yellow";
  const badge: Word = { shown: paint(label, loud), columns: label.length };
  const title = splitWords(markedTitle(alert), mark);
  const passage = bestPassage(alert);
  const source = shortLine(alert.source, 80) || "unnamed outlet";
  const outlets = otherOutlets(alert);
  const rest = outlets.length > 6 ? ` and ${outlets.length - 6} more` : "";
  const url = safeUrl(alert.url);
  return [
    ...wrap([badge, ...(title.length > 0 ? title : wordsOf("(no headline)"))], 0),
    ...wrap(wordsOf(`${source}, ${readableTime(alert.publishedAt, timeZone)}`), 2).map((line) => paint(line, "dim")),
    ...(passage.field === "title" ? [] : wrap(splitWords(passage.pieces, mark), 2)),
    ...alert.matches.slice(0, 5).flatMap((match) => wrap(wordsOf(`why: ${whyLine(match, 8)}`), 2)),
    ...(alert.matches.length > 5 ? [`  why: and ${alert.matches.length - 5} more rules`] : []),
    // A link that is broken over two lines cannot be followed: it may run over.
    ...(url === undefined ? [] : [`  ${paint(url, "cyan")}`]),
    ...(outlets.length === 0 ? [] : wrap(wordsOf(`also: ${outlets.slice(0, 6).join(", ")}${rest}`), 2)),
  ].join("\n");
}

/** A word as printed, and the columns that it takes. */
interface Word {
  readonly shown: string;
  readonly columns: number;
}

/** Marks one word of a matched piece: colour goes on each, since lines break between them; quotes around the whole. */
type Mark = (text: string, isFirst: boolean, isLast: boolean) => string;

/** Marks stay with their words, whatever stands between two pieces. */
function splitWords(pieces: readonly Piece[], mark: Mark): readonly Word[] {
  const words: Word[] = [];
  let isOpen = false;
  for (const piece of pieces.slice(0, 2_000)) {
    const parts = piece.text.slice(0, 5_000).split(/(\s+)/);
    const isWord = (part: string): boolean => safeLine(part) !== "";
    const [first, last] = [parts.findIndex(isWord), parts.findLastIndex(isWord)];
    for (const [index, part] of parts.entries()) {
      const text = safeLine(part);
      if (text === "") {
        isOpen = isOpen && part === "";
        continue;
      }
      const shown = piece.isMatch ? mark(text, index === first, index === last) : text;
      const columns = columnsOf(text) + (piece.isMatch ? 2 : 0);
      const open = isOpen ? words.pop() : undefined;
      words.push(
        open === undefined ? { shown, columns } : { shown: open.shown + shown, columns: open.columns + columns },
      );
      isOpen = true;
    }
  }
  return words;
}

function wrapWords(words: readonly Word[], width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const word of words) {
    if (used > 0 && used + 1 + word.columns > width) {
      lines.push(line);
      line = "";
      used = 0;
    }
    line += used > 0 ? ` ${word.shown}` : word.shown;
    used += word.columns + (used > 0 ? 1 : 0);
  }
  return used > 0 ? [...lines, line] : lines;
}

/** Wide for ideographs and emoji, nothing for combining marks; close enough to wrap by. */
function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (/\p{Mn}|\u200D|\uFE0F/u.test(character)) continue;
    columns +=
      /\p{Extended_Pictographic}|\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return columns;
}
