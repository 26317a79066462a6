/** Elements of an item that hold text: an end tag that is missing must not let one of them swallow the next. */
const TEXTS: ReadonlySet<string> = new Set(
  (
    "title link guid id pubdate published updated issued modified description summary comments category " +
    "dc:date dc:creator dc:subject content:encoded"
  ).split(" "),
);

/**
 * @param open - the name of the element that is open
 * @param next - the name of the one that begins within it
 * @returns whether the first should have ended before: a text of an item within another, or an item within an item
 */
export function isEndMissing(open: string, next: string): boolean {
  if (next === "item" || next === "entry") return TEXTS.has(open) || open === next;
  return TEXTS.has(next) && TEXTS.has(open);
}
