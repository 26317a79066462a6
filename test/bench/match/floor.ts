/**
 * The least that any engine has to do in JavaScript: copy the text into a buffer, fold each letter by a table, and hash
 * each token. Its arrays are constants of the module, which the JIT compiler makes the most of.
 */
import { type Contender, wholeText } from "./contender.ts";
import type { BenchStory } from "./work.ts";

const CAPACITY = 1 << 20;
const MULTIPLIER = 0x2c92_77b5;

const bytes = Buffer.alloc(CAPACITY * 2);
const units = new Uint16Array(bytes.buffer, bytes.byteOffset, CAPACITY);
const hashes = new Int32Array(CAPACITY);
const fold = Uint16Array.from({ length: 0x1_0000 }, (_, unit) => {
  const char = String.fromCharCode(unit);
  return /[\p{L}\p{N}]/u.test(char) ? char.normalize("NFKD").toLowerCase().charCodeAt(0) : 0;
});

export function floorContender(stories: readonly BenchStory[]): Contender {
  const texts = stories.map((story) => wholeText(story).slice(0, CAPACITY - 1));
  return { name: "floor", run: (index) => hashTokens(texts[index] ?? "") };
}

/** @returns tokens */
function hashTokens(text: string): number {
  const end = bytes.write(text, 0, "utf16le") >> 1;
  units[end] = 0;
  let hash = 0;
  let count = 0;
  let wasLetter = 0;
  for (let at = 0; at <= end; at += 1) {
    const folded = fold[units[at] ?? 0] ?? 0;
    const isLetter = -folded >> 31;
    // Kept when a token ends here, overwritten otherwise: no branch to mispredict.
    hashes[count] = hash;
    count += wasLetter & ~isLetter & 1;
    hash = (Math.imul(hash, MULTIPLIER) + folded) & isLetter;
    wasLetter = isLetter;
  }
  return count;
}
