/**
 * A 32-bit checksum over words, four lanes abreast: 16 MB take a few milliseconds, where SHA-256 would take most of what
 * loading may cost. It finds damage, not malice.
 */
export function checksum(words: Uint32Array): number {
  let a = 1;
  let b = 2;
  let c = 3;
  let d = 4;
  const even = words.length & ~3;
  for (let at = 0; at < even; at += 4) {
    a = (Math.imul(a, 31) + (words[at] ?? 0)) | 0;
    b = (Math.imul(b, 37) + (words[at + 1] ?? 0)) | 0;
    c = (Math.imul(c, 41) + (words[at + 2] ?? 0)) | 0;
    d = (Math.imul(d, 43) + (words[at + 3] ?? 0)) | 0;
  }
  for (let at = even; at < words.length; at += 1) a = (Math.imul(a, 31) + (words[at] ?? 0)) | 0;
  return (Math.imul(a, 47) ^ Math.imul(b, 53) ^ Math.imul(c, 59) ^ Math.imul(d, 61) ^ words.length) >>> 0;
}
