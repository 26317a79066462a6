/**
 * Feed lists in. Desks bring their lists from every reader there is, so reading takes OPML 1.0, 2.0 and broken
 * files alike and says line by line what it could not use; one bad line never costs the others.
 */
import { parseUrl } from "../text/parse-url.ts";
import { feedIdOf } from "./entry-identity.ts";
import type { FeedSpec } from "./feed.ts";
import { parseXmlTree, type XmlElement } from "./xml-tree.ts";

export interface OpmlProblem {
  /** from 1; 0 when it concerns the whole file */
  readonly line: number;
  readonly message: string;
}

/**
 * @param file - its name, for messages
 * @returns feeds in the file's order, each address once, and a problem for all that was left out or corrected
 * @see http://opml.org/spec2.opml
 */
export function readOpml(text: string, file: string): { specs: FeedSpec[]; problems: OpmlProblem[] } {
  const reader = new OpmlReader(text);
  const root = parseXmlTree(text.replace(/^\uFEFF/, ""));
  if (!text.includes("<") || find(root, "opml") === undefined) {
    reader.report(0, `${file} holds no <opml> element; outlines are read wherever they stand`);
  }
  reader.readChildren(root);
  if (reader.specs.length === 0) reader.report(0, `${file} names no feed: expected <outline xmlUrl="https://…"/>`);
  return { specs: reader.specs, problems: reader.problems };
}

class OpmlReader {
  readonly specs: FeedSpec[] = [];
  readonly problems: OpmlProblem[] = [];
  private readonly lineOf: (offset: number) => number;
  private readonly lineByUrl = new Map<string, number>();

  constructor(text: string) {
    this.lineOf = lineCounter(text);
  }

  report(line: number, message: string): void {
    this.problems.push({ line, message });
  }

  readChildren(element: XmlElement): void {
    for (const child of element.children) {
      if (typeof child === "string") continue;
      if (child.name === "outline") this.readOutline(child);
      this.readChildren(child);
    }
  }

  private readOutline(outline: XmlElement): void {
    const line = this.lineOf(outline.offset);
    const url = attribute(outline, "xmlurl") || (isFeedType(outline) ? attribute(outline, "url") : "");
    const isFolder = outline.children.some((child) => typeof child !== "string");
    if (url === "") {
      if (!isFolder) this.report(line, `outline "${titleOf(outline)}" has no xmlUrl and holds no outlines`);
      return;
    }
    const former = this.lineByUrl.get(url);
    const fault = former === undefined ? urlFault(url) : `"${shorten(url)}" is listed in line ${former} already`;
    if (fault !== undefined) {
      this.report(line, fault);
      return;
    }
    this.lineByUrl.set(url, line);
    this.specs.push(this.toSpec(outline, url, line));
  }

  private toSpec(outline: XmlElement, url: string, line: number): FeedSpec {
    const title = titleOf(outline) || new URL(url).hostname;
    const lang = this.checked(line, "kw:lang", attribute(outline, "kw:lang") || attribute(outline, "language"), isLang);
    const country = this.checked(line, "kw:country", attribute(outline, "kw:country"), isCountry);
    return {
      id: feedIdOf(url),
      url,
      title,
      source: attribute(outline, "kw:source") || title,
      ...(lang === undefined ? {} : { lang }),
      ...(country === undefined ? {} : { country: country.toUpperCase() }),
      tags: readTags(attribute(outline, "kw:tags")),
    };
  }

  private checked(line: number, name: string, value: string, isValid: (v: string) => boolean): string | undefined {
    if (value === "" || /^unknown$/i.test(value)) return undefined;
    if (isValid(value)) return value;
    this.report(line, `${name} "${shorten(value)}" is left out: expected e.g. ${name === "kw:lang" ? "fr" : "CD"}`);
    return undefined;
  }
}

function titleOf(outline: XmlElement): string {
  return attribute(outline, "title") || attribute(outline, "text");
}

function attribute(element: XmlElement, name: string): string {
  return element.attributes.get(name)?.replace(/\s+/g, " ").trim() ?? "";
}

function isFeedType(outline: XmlElement): boolean {
  return /^(?:rss|atom|feed|rdf)$/i.test(attribute(outline, "type"));
}

function urlFault(url: string): string | undefined {
  const parsed = parseUrl(url);
  if (parsed === undefined) return `"${shorten(url)}" is no absolute address`;
  const { protocol, username, password, host } = parsed;
  if (protocol !== "http:" && protocol !== "https:") return `"${shorten(url)}" is neither http nor https`;
  // The message must not repeat the secret.
  if (username !== "" || password !== "")
    return `the address at ${host} holds a user name or password, which is never sent`;
  return undefined;
}

function isLang(value: string): boolean {
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(value);
}

function isCountry(value: string): boolean {
  return /^[A-Z]{2}$/i.test(value);
}

function readTags(value: string): string[] {
  return [...new Set(value.toLowerCase().split(/[\s,;]+/))].filter((tag) => tag !== "");
}

function find(element: XmlElement, name: string): XmlElement | undefined {
  for (const child of element.children) {
    if (typeof child === "string") continue;
    const found = child.name === name ? child : find(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Offsets must be asked in ascending order, as a walk through the document does: then the whole file is read once. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let at = 0;
  return (offset) => {
    for (; at < offset; at++) if (text.charCodeAt(at) === 10) line++;
    return line;
  };
}

function shorten(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
