/** The exact filters: facts of a story that are compared, never searched. */
import { foldText } from "../text/tokenise.ts";
import type { FilterNode } from "./ast.ts";
import type { MatchableStory } from "./match.ts";

/**
 * Whether a story has the fact. A fact that is not known holds for no filter.
 *
 * - `source`: the same words, whatever their case, accents and punctuation
 * - `lang`: the language or any variety of it (`lang:fr` holds for `fr-CD`)
 * - `country`, `tag`: equal, whatever the case
 * - `url`: the host or any host below it, then the beginning of the path by whole segments (`bbc.com/gahuza`); a value
 *   that begins with `/` is looked for anywhere in the path. Scheme, `www.`, port, case and a final `/` do not matter.
 */
export function holdsFilter(filter: FilterNode, story: MatchableStory): boolean {
  const { name, value } = filter;
  switch (name) {
    case "source":
      return story.source !== undefined && foldText(story.source) === foldText(value);
    case "lang": {
      const lang = story.lang?.toLowerCase();
      const wanted = value.toLowerCase();
      return lang !== undefined && (lang === wanted || lang.startsWith(`${wanted}-`));
    }
    case "country":
      return story.country?.toLowerCase() === value.toLowerCase();
    case "tag":
      return story.tags?.some((tag) => tag.toLowerCase() === value.toLowerCase()) === true;
    case "url":
      return story.url !== undefined && holdsUrl(value, story.url);
  }
}

function holdsUrl(value: string, url: string): boolean {
  const story = splitUrl(url);
  if (value.startsWith("/")) return `${story.path}/`.includes(value.toLowerCase());
  const wanted = splitUrl(value);
  if (story.host !== wanted.host && !story.host.endsWith(`.${wanted.host}`)) return false;
  if (!story.path.startsWith(wanted.path)) return false;
  const next = story.path[wanted.path.length];
  return next === undefined || next === "/" || next === "?" || next === "#";
}

/** Host without `www.` and port; path from its `/`, without a final one. All in small letters. */
function splitUrl(url: string): { host: string; path: string } {
  const address = url
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, "")
    .replace(/^[^/?#]*@/, "");
  const end = address.search(/[/?#]/);
  const authority = end === -1 ? address : address.slice(0, end);
  const path = end === -1 ? "" : address.slice(end);
  return {
    host: authority.replace(/:\d*$/, "").replace(/^www\./, ""),
    path: path.endsWith("/") ? path.slice(0, -1) : path,
  };
}
