/**
 * Whether a token was written exactly so: the same answer as {@link exactForm} and {@link matchesPattern} give, without
 * making a text of it in the ordinary case.
 */
import { matchesPattern } from "../rules/leaf-pattern.ts";
import { exactForm, type Token, tokenise } from "../text/tokenise.ts";
import type { StoryTokens } from "./story-tokens.ts";
import { edges } from "./token-arrays.ts";

const FULL_STOP = 0x2e;

/** Latin letters that NFKC leaves as they are, from À to ı. */
const FIRST_STABLE = 0xc0;
const LAST_STABLE = 0x131;

export class ExactLetters {
  readonly #tokens: StoryTokens;
  /** tokens of a field as objects, for the story in which they were needed */
  readonly #readable: (readonly Token[] | undefined)[] = [];

  constructor(tokens: StoryTokens) {
    this.#tokens = tokens;
  }

  /** Forget the story before. */
  clear(): void {
    if (this.#readable.length > 0) this.#readable.length = 0;
  }

  /**
   * @param pattern - as written, with wildcards
   * @param token - number in the story
   * @param field - that it stands in
   */
  match(pattern: string, token: number, field: number): boolean {
    const plain = this.#matchPlain(pattern, token, field);
    if (plain !== undefined) return plain;
    const text = this.#tokens.texts[field] ?? "";
    this.#readable[field] ??= tokenise(text);
    const first = field === 0 ? 0 : (this.#tokens.fieldEnds[field - 1] ?? 0);
    const readable = this.#readable[field]?.[token - first];
    return readable !== undefined && matchesPattern(pattern, exactForm(text, readable));
  }

  /** Unit by unit, where each is a letter of its own. @returns undefined where it takes more to tell */
  #matchPlain(pattern: string, token: number, field: number): boolean | undefined {
    const { texts } = this.#tokens;
    const text = texts[field] ?? "";
    const start = edges[token * 2] ?? 0;
    const length = (edges[token * 2 + 1] ?? 0) - start;
    const source = this.#tokens.sourceOf(start, field);
    if (source < 0) return undefined;
    // In F.D.L.R. every second unit is a dot.
    const step = length > 1 && text.charCodeAt(source + 1) === FULL_STOP ? 2 : 1;
    const span = (length - 1) * step + 1;
    // Something invisible stands inside or right behind.
    if (this.#tokens.sourceOf(start + span, field) !== source + span) return undefined;
    const isBeginning = pattern.endsWith("*");
    const wanted = isBeginning ? pattern.length - 1 : pattern.length;
    for (let at = 0; at < length; at += 1) {
      const unit = text.charCodeAt(source + at * step);
      if (unit >= 0x80 && (unit < FIRST_STABLE || unit > LAST_STABLE)) return undefined;
    }
    if (isBeginning ? length < wanted : length !== wanted) return false;
    for (let at = 0; at < wanted; at += 1) {
      if (pattern[at] !== "?" && pattern.charCodeAt(at) !== text.charCodeAt(source + at * step)) return false;
    }
    return true;
  }
}
