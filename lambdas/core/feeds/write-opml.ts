/** Feed lists out, for every reader that takes OPML and for ourselves: readOpml gives back what stands here. */
import type { EpochMs } from "../time.ts";
import type { FeedSpec } from "./feed.ts";

/** Our own attributes (`kw:lang`, `kw:country`, `kw:tags`, `kw:source`) in OPML 2.0's way of extending it. */
export const OPML_NAMESPACE = "https://kivuwatch.org/ns/opml/1.0";

/**
 * @param title - of the list
 * @param now - its date
 * @returns OPML 2.0; {@link readOpml} gives back the same feeds
 */
export function writeOpml(specs: readonly FeedSpec[], title: string, now: EpochMs): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0" xmlns:kw="${OPML_NAMESPACE}">
  <head>
    <title>${escapeXml(title)}</title>
    <dateCreated>${new Date(now).toUTCString()}</dateCreated>
  </head>
  <body>
${specs.map((spec) => `    ${writeOutline(spec)}\n`).join("")}  </body>
</opml>
`;
}

/** One feed as an element of such a list. */
export function writeOutline(spec: FeedSpec): string {
  const attributes: [string, string | undefined][] = [
    ["type", "rss"],
    ["text", spec.title],
    ["title", spec.title],
    ["xmlUrl", spec.url],
    ["kw:source", spec.source],
    ["kw:lang", spec.lang],
    ["kw:country", spec.country],
    ["kw:tags", spec.tags.length === 0 ? undefined : spec.tags.join(" ")],
  ];
  const written = attributes.flatMap(([name, value]) => (value === undefined ? [] : [`${name}="${escapeXml(value)}"`]));
  return `<outline ${written.join(" ")}/>`;
}

/** Line breaks are encoded too: XML would turn them into spaces. */
function escapeXml(text: string): string {
  return text.replace(/[&<>"\n\r\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}
