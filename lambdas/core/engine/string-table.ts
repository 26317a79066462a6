import { IntList } from "./int-list.ts";

/** Texts of a compiled set, each once, by number. */
export class StringTable {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  intern(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.length;
    this.#numbers.set(text, number);
    this.#texts.push(text);
    return number;
  }

  /** The sections `stringEnds` and `strings`. */
  sections(): { stringEnds: Int32Array; strings: Uint16Array } {
    const ends = new IntList();
    let end = 0;
    for (const text of this.#texts) {
      end += text.length;
      ends.push(end);
    }
    const strings = new Uint16Array(end);
    let at = 0;
    for (const text of this.#texts) {
      for (let index = 0; index < text.length; index += 1) strings[at + index] = text.charCodeAt(index);
      at += text.length;
    }
    return { stringEnds: ends.cells(), strings };
  }
}

/** Read a text back. @param set - with the sections of a {@link StringTable} */
export function readString(
  set: { readonly stringEnds: Int32Array; readonly strings: Uint16Array },
  number: number,
): string {
  const start = number === 0 ? 0 : (set.stringEnds[number - 1] ?? 0);
  let text = "";
  for (let at = start; at < (set.stringEnds[number] ?? 0); at += 1) text += String.fromCharCode(set.strings[at] ?? 0);
  return text;
}
