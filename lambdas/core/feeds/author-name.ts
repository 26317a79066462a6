/**
 * The name in what a feed says of an author.
 * @param text - plain: `mail@example.org (Name)`, `Name (mail@example.org)`, `Name <mail@example.org>`, or a name
 * @returns the name where there is one, else the text itself
 */
export function authorName(text: string): string {
  const outer = text.replace(/[<(][^<>()]*[)>]/g, " ").trim();
  const inner = /\(([^()]*)\)/.exec(text)?.[1]?.trim() ?? "";
  const name = outer === "" || (outer.includes("@") && inner !== "") ? inner : outer;
  return name === "" ? text : name;
}
