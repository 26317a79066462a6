/** Requests that a test has under way at once: a small machine that runs several suites drops connections otherwise. */
const AT_ONCE = 10;

/** Do the same with each of many things, a few at a time. */
export async function inTurns<T>(things: readonly T[], act: (thing: T) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < things.length; start += AT_ONCE) {
    await Promise.all(things.slice(start, start + AT_ONCE).map(act));
  }
}
