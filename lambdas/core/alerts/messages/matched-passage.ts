/**
 * The sentence that a desk reads to see at a glance why it was alerted: the one that holds most of what the rules
 * asked for, cut into pieces so that every form can mark the matched words in its own way.
 */
import type { Match, Span, TextField } from "../../rules/match.ts";
import type { Alert } from "../alert.ts";
import { cutWhole } from "./safe-text.ts";

/** A piece of a text; raw, as published. */
export interface Piece {
  readonly text: string;
  readonly isMatch: boolean;
}

export interface Passage {
  readonly field: TextField;
  readonly pieces: readonly Piece[];
}

/** Longest sentence that is quoted whole, in UTF-16 code units. */
const MAX_PASSAGE = 320;

/** What of a text is looked through, in UTF-16 code units: more than any news story has. */
const MAX_TEXT = 30_000;

/** Ends of sentences, also where a newspaper forgot the space after a quotation mark. Abbreviations cost a short quote. */
const SENTENCE_END = /[.!?…]["'”’»)\]]*\s+|\n+/g;

/** The best passage of the alert's story; of the title when nothing else holds a matched word. */
export function bestPassage(alert: Alert): Passage {
  const summary = bestOf("summary", alert.summary, alert.matches);
  const body = bestOf("body", alert.body ?? "", alert.matches);
  const title: Scored = { ...whole("title", alert.title, alert.matches), score: 0 };
  return [summary, body].reduce((best, next) => (next.score > best.score ? next : best), title);
}

/** The title in pieces. */
export function markedTitle(alert: Alert): readonly Piece[] {
  return whole("title", alert.title, alert.matches).pieces;
}

interface Scored extends Passage {
  readonly score: number;
}

function whole(field: TextField, fullText: string, matches: readonly Match[]): Passage {
  const text = cutWhole(fullText, MAX_TEXT);
  const spans = spansIn(field, text, matches);
  return { field, pieces: piecesOf(text, spans, 0, text.length) };
}

function bestOf(field: TextField, fullText: string, matches: readonly Match[]): Scored {
  const text = cutWhole(fullText, MAX_TEXT);
  const spans = spansIn(field, text, matches);
  let best = { start: 0, end: 0, score: 0 };
  let next = 0;
  for (const sentence of sentencesOf(text)) {
    let inside: Set<string> | undefined;
    while (next < spans.length) {
      const span = spans[next];
      if (span === undefined || span.start >= sentence.end) break;
      inside = (inside ?? new Set()).add(span.satisfies);
      next += 1;
    }
    if (inside !== undefined && inside.size > best.score) best = { ...sentence, score: inside.size };
  }
  const window = shorten(text, best, spans);
  return { field, pieces: piecesOf(text, spans, window.start, window.end), score: best.score };
}

function* sentencesOf(text: string): Generator<{ readonly start: number; readonly end: number }> {
  let start = 0;
  for (const mark of text.matchAll(SENTENCE_END)) {
    const end = mark.index + mark[0].length;
    yield { start, end };
    start = end;
  }
  if (start < text.length) yield { start, end: text.length };
}

/** A long sentence is cut to a window that begins a little before its first matched word. */
function shorten(text: string, range: { start: number; end: number }, spans: readonly Span[]) {
  if (range.end - range.start <= MAX_PASSAGE) return range;
  const first = spans.find((span) => span.start >= range.start)?.start ?? range.start;
  const start = wordStart(text, Math.max(range.start, first - 60), first);
  return { start, end: start + cutWhole(text.slice(start, range.end), MAX_PASSAGE).length };
}

function wordStart(text: string, from: number, before: number): number {
  const space = from === 0 ? -1 : text.slice(from, before).search(/\s/);
  return space === -1 ? from : from + space + 1;
}

function piecesOf(text: string, spans: readonly Span[], start: number, end: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = start;
  const add = (until: number, isMatch: boolean): void => {
    if (until > at) pieces.push({ text: text.slice(at, until), isMatch });
    at = Math.max(at, until);
  };
  const joinLast = (until: number): void => {
    const last = pieces.pop();
    pieces.push({ text: (last?.text ?? "") + text.slice(at, until), isMatch: true });
    at = until;
  };
  for (const span of spans) {
    if (span.end <= at || span.start >= end) continue;
    const until = Math.min(span.end, end);
    // Matched words side by side are read as one: a mark around each would hide the sentence.
    if (pieces.at(-1)?.isMatch === true && /^[\s\-–’']{0,2}$/u.test(text.slice(at, span.start))) {
      joinLast(until);
      continue;
    }
    add(Math.min(span.start, end), false);
    add(until, true);
  }
  add(end, false);
  return pieces;
}

/** Spans of one field in order, those alone that lie in the text: an alert may have come back from a stranger. */
function spansIn(field: TextField, text: string, matches: readonly Match[]): readonly Span[] {
  return matches
    .flatMap((match) => match.spans)
    .filter((span) => span.field === field && span.start >= 0 && span.end > span.start && span.end <= text.length)
    .sort((a, b) => a.start - b.start || b.end - a.end);
}
