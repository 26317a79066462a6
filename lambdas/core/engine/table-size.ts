/** Sizes of tables that are indexed by the high bits of a hash: powers of two. */

export function powerOfTwo(least: number): number {
  return 2 ** Math.ceil(Math.log2(least));
}

/** How far to shift a hash so that its high bits index a table of that size (a power of two, 2 at least). */
export function shiftFor(size: number): number {
  return Math.clz32(size) + 1;
}
