/**
 * Writes an outlet's feed as its publisher would: RSS 2.0, Atom 1.0 or RDF Site Summary 1.0.
 */
import { type EpochMs, MINUTE_MS } from "../../../lambdas/core/time.ts";
import { linkOf, type SampleOutlet, type SampleStory } from "./sample-story.ts";

export interface RenderedFeed {
  readonly contentType: string;
  readonly text: string;
}

/** @param now - what the stories' ages count back from */
export function renderFeed(outlet: SampleOutlet, now: EpochMs): RenderedFeed {
  switch (outlet.format) {
    case "rss":
      return { contentType: "application/rss+xml; charset=utf-8", text: renderRss(outlet, now) };
    case "atom":
      return { contentType: "application/atom+xml; charset=utf-8", text: renderAtom(outlet, now) };
    case "rdf":
      return { contentType: "application/rdf+xml; charset=utf-8", text: renderRdf(outlet, now) };
  }
}

/** @see https://www.rssboard.org/rss-specification */
function renderRss(outlet: SampleOutlet, now: EpochMs): string {
  const items = newestFirst(outlet).map((story) => {
    const link = escapeXml(linkOf(outlet, story));
    const body = story.body === undefined ? "" : `<content:encoded>${escapeXml(htmlOf(story.body))}</content:encoded>`;
    const date = dated(story, now, (at) => new Date(at).toUTCString(), "pubDate");
    return (
      `<item><title>${escapeXml(story.title)}</title><link>${link}</link><guid>${link}</guid>` +
      `<description>${escapeXml(htmlOf(story.summary))}</description>${body}${date}</item>`
    );
  });
  return document(
    `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>` +
      `<title>${escapeXml(outlet.name)}</title><link>https://${outlet.domain}/</link>` +
      `<description>${escapeXml(outlet.description)}</description><language>${outlet.lang}</language>` +
      `<ttl>5</ttl>\n${items.join("\n")}\n</channel></rss>`,
  );
}

/** @see https://www.rfc-editor.org/rfc/rfc4287 */
function renderAtom(outlet: SampleOutlet, now: EpochMs): string {
  const entries = newestFirst(outlet).map((story) => {
    const lang = story.lang === undefined ? "" : ` xml:lang="${story.lang}"`;
    const body = story.body === undefined ? "" : `<content type="html">${escapeXml(htmlOf(story.body))}</content>`;
    const published = dated(story, now, isoTime, "published");
    const updated = dated(story, now, isoTime, "updated");
    return (
      `<entry${lang}><id>tag:${outlet.domain},2026:${story.slug}</id><title>${escapeXml(story.title)}</title>` +
      `<link href="${escapeXml(linkOf(outlet, story))}"/><summary>${escapeXml(story.summary)}</summary>` +
      `${body}${published}${updated}</entry>`
    );
  });
  return document(
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${outlet.lang}"><id>https://${outlet.domain}/</id>` +
      `<title>${escapeXml(outlet.name)}</title><subtitle>${escapeXml(outlet.description)}</subtitle>` +
      `<link href="https://${outlet.domain}/"/><author><name>${escapeXml(outlet.name)}</name></author>` +
      `<updated>${isoTime(now)}</updated>\n${entries.join("\n")}\n</feed>`,
  );
}

/** @see https://web.resource.org/rss/1.0/spec */
function renderRdf(outlet: SampleOutlet, now: EpochMs): string {
  const stories = newestFirst(outlet);
  const places = stories.map((story) => `<rdf:li rdf:resource="${escapeXml(linkOf(outlet, story))}"/>`);
  const items = stories.map((story) => {
    const link = escapeXml(linkOf(outlet, story));
    return (
      `<item rdf:about="${link}"><title>${escapeXml(story.title)}</title><link>${link}</link>` +
      `<description>${escapeXml(story.summary)}</description>${dated(story, now, isoTime, "dc:date")}</item>`
    );
  });
  return document(
    `<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" ` +
      `xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://${outlet.domain}/">` +
      `<title>${escapeXml(outlet.name)}</title><link>https://${outlet.domain}/</link>` +
      `<description>${escapeXml(outlet.description)}</description><dc:language>${outlet.lang}</dc:language>` +
      `<items><rdf:Seq>${places.join("")}</rdf:Seq></items></channel>\n${items.join("\n")}\n</rdf:RDF>`,
  );
}

function document(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

function newestFirst(outlet: SampleOutlet): readonly SampleStory[] {
  return outlet.stories.toSorted((a, b) => a.minutesAgo - b.minutesAgo);
}

/** The time in an element of that name, unless this story is one that comes without. */
function dated(story: SampleStory, now: EpochMs, standard: (at: EpochMs) => string, element: string): string {
  if (story.dateForm === "missing") return "";
  const at = now - story.minutesAgo * MINUTE_MS;
  return `<${element}>${story.dateForm === "sloppy" ? sloppyTime(at) : standard(at)}</${element}>`;
}

/** `24 November 2026 09:05 GMT`: what a content system writes when nobody looked at the standard. */
function sloppyTime(at: EpochMs): string {
  const date = new Date(at);
  const month = date.toLocaleString("en", { month: "long", timeZone: "UTC" });
  return `${date.getUTCDate()} ${month} ${date.getUTCFullYear()} ${date.toISOString().slice(11, 16)} GMT`;
}

function isoTime(at: EpochMs): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}

/** Publishers put HTML into these elements, so the sample wire does, too. */
function htmlOf(text: string): string {
  return `<p>${escapeXml(text)}</p>`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
