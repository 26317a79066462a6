/** Texts of a compiled set by number: ids of rules and entities, values of filters. */
import { IntList } from "./int-list.ts";

/** Marks a text in which every unit takes two bytes; others are ASCII, one byte a unit. */
const WIDE = 0xff;

export class StringTable {
  readonly #numbers = new Map<string, number>();

  /** Number of a text: those that are new count on. */
  intern(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  /** The sections `stringEnds` and `strings`. */
  sections(): { stringEnds: Int32Array; strings: Uint8Array } {
    const ends = new IntList(this.#numbers.size + 1);
    const texts = [...this.#numbers.keys()].map(encode);
    let end = 0;
    for (const text of texts) {
      end += text.length;
      ends.push(end);
    }
    const strings = new Uint8Array(end);
    texts.forEach((text, number) => {
      strings.set(text, number === 0 ? 0 : ends.at(number - 1));
    });
    return { stringEnds: ends.cells(), strings };
  }
}

/** Read a text back. @param set - with the sections of a {@link StringTable} */
export function readString(
  { stringEnds, strings }: { readonly stringEnds: Int32Array; readonly strings: Uint8Array },
  number: number,
): string {
  const start = number === 0 ? 0 : (stringEnds[number - 1] ?? 0);
  const end = stringEnds[number] ?? 0;
  let text = "";
  if (strings[start] === WIDE) {
    for (let at = start + 1; at < end; at += 2) {
      text += String.fromCharCode((strings[at] ?? 0) | ((strings[at + 1] ?? 0) << 8));
    }
    return text;
  }
  for (let at = start; at < end; at += 1) text += String.fromCharCode(strings[at] ?? 0);
  return text;
}

function encode(text: string): readonly number[] {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  if (units.every((unit) => unit < 0x80)) return units;
  // Not UTF-8: a value may hold lone surrogates, and has to come back as it was.
  return [WIDE, ...units.flatMap((unit) => [unit & 0xff, unit >> 8])];
}
