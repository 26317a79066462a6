/**
 * The short way to a tree: most feeds are well-formed XML in UTF-8, and for those there is no need to look at every
 * character. This reader jumps from mark to mark through one window of the bytes after the other (a string for the whole
 * document would cost more than all the rest of it) and gives up at the first thing that is not everyday: then the
 * tolerant reader starts from the beginning. Where it does not give up, it gives the tree that the tolerant one gives.
 */
import { isEndMissing } from "./missing-end.ts";
import { declaredScope, type NamespaceScope, qualifyName } from "./namespaces.ts";
import { readSimpleEntities } from "./simple-entities.ts";
import type { XmlElement, XmlNode } from "./xml-tree.ts";

/** Small enough for the young generation of the heap, where memory is had for nothing. */
const WINDOW_BYTES = 32_768;

/** Longer tags are not everyday. */
const MAX_TAG_CHARS = 4_096;

/** Within what the tolerant reader builds, so that neither builds less than the other. */
const MAX_DEPTH = 64;
const MAX_ELEMENTS = 100_000;
const MAX_ATTRIBUTES = 64;

/** What has to be cleaned first: controls that XML forbids, those that were windows-1252, and byte order marks. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNCLEAN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0080-\u009f\ufffe\uffff\ufeff]/;

const NAME = /[a-zA-Z_][\w:.-]*/y;
const ATTRIBUTE = /[ \n\r\t]+([a-zA-Z_][\w:.-]*)[ \n\r\t]*=[ \n\r\t]*(?:"([^"]*)"|'([^']*)')/y;
const TAG_END = /[ \n\r\t]*(\/?)>/y;

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

interface OpenElement {
  readonly element: XmlElement & { readonly children: XmlNode[] };
  /** as written: its end tag must say the same */
  readonly written: string;
  readonly scope: NamespaceScope;
}

/**
 * @param bytes - valid UTF-8
 * @returns what parseXmlTree gives for the decoded and expanded document; undefined when it is not simple
 */
export function parseSimpleXml(bytes: Uint8Array): XmlElement | undefined {
  return new SimpleXmlReader(bytes).read();
}

class SimpleXmlReader {
  private readonly bytes: Buffer;
  private nextByte: number;
  /** the window, where it starts in the whole text, and the place in it */
  private text = "";
  private textOffset = 0;
  private at = 0;
  private run = "";
  private built = 0;
  private readonly open: OpenElement[];
  private readonly root: XmlElement & { readonly children: XmlNode[] };
  /** qualified names by written ones, for the scope at hand */
  private names = new Map<string, string>();
  private namesScope: NamespaceScope = NO_ATTRIBUTES;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    this.nextByte = hasMark ? 3 : 0;
    this.root = { name: "", attributes: NO_ATTRIBUTES, children: [], offset: 0 };
    this.open = [{ element: this.root, written: "", scope: NO_ATTRIBUTES }];
  }

  read(): XmlElement | undefined {
    if (!this.advance() || !this.text.trimStart().startsWith("<")) return undefined;
    while (this.at < this.text.length || this.nextByte < this.bytes.length) {
      if (this.text.length - this.at < MAX_TAG_CHARS && !this.advance()) return undefined;
      if (!this.readNext()) return undefined;
    }
    if (this.open.length > 1) return undefined;
    this.flushRun();
    return this.root;
  }

  /** Move the window on to what stands at `at`. @returns false when it holds what must be cleaned first */
  private advance(): boolean {
    if (this.nextByte >= this.bytes.length) return true;
    const rest = this.text.slice(this.at);
    // What does not fit is looked for in a window twice as large: so that a long text costs linear time.
    let end = Math.min(this.nextByte + Math.max(WINDOW_BYTES, rest.length), this.bytes.length);
    while (end < this.bytes.length && ((this.bytes[end] ?? 0) & 0xc0) === 0x80) end--;
    const more = this.bytes.toString("utf8", this.nextByte, end);
    this.nextByte = end;
    this.textOffset += this.at;
    this.text = rest + more;
    this.at = 0;
    return !UNCLEAN.test(more);
  }

  /** @returns the place of a mark, the window moved as far as needed; -1 when there is none or it is not clean up to it */
  private find(mark: string, skipped: number): number {
    for (;;) {
      const found = this.text.indexOf(mark, this.at + skipped);
      if (found !== -1) return found;
      if (this.nextByte >= this.bytes.length || !this.advance()) return -1;
    }
  }

  /** @returns false when it is not simple */
  private readNext(): boolean {
    if (this.text.charCodeAt(this.at) !== 0x3c) return this.readText();
    switch (this.text.charCodeAt(this.at + 1)) {
      case 0x21: // !
        return this.readDeclaration();
      case 0x2f: // /
        return this.readEndTag();
      case 0x3f: // ?
        return this.skipTo("?>", 2);
      default:
        return this.readStartTag();
    }
  }

  private readText(): boolean {
    const found = this.find("<", 0);
    // Text to the very end is either a last line end or a document cut off.
    const end = found === -1 ? this.text.length : found;
    if (found === -1 && this.nextByte < this.bytes.length) return false;
    const text = readSimpleEntities(this.text.slice(this.at, end));
    if (text === undefined) return false;
    this.run = this.run === "" ? text : this.run + text;
    this.at = end;
    return true;
  }

  private readDeclaration(): boolean {
    if (this.text.startsWith("<![CDATA[", this.at)) {
      const end = this.find("]]>", 9);
      if (end === -1) return false;
      const text = this.text.slice(this.at + 9, end);
      this.run = this.run === "" ? text : this.run + text;
      this.at = end + 3;
      return true;
    }
    if (this.text.startsWith("<!--", this.at)) {
      // "<!-->" and "--!>" are read in more than one way.
      const end = this.find("--", 4);
      if (end === -1 || this.text[end + 2] !== ">" || /^<!---?>/.test(this.text.slice(this.at, this.at + 6)))
        return false;
      this.at = end + 3;
      return true;
    }
    return this.text.startsWith("<!DOCTYPE ", this.at) && this.skipTo(">", 2);
  }

  private skipTo(mark: string, skipped: number): boolean {
    const end = this.find(mark, skipped);
    this.at = end + mark.length;
    return end !== -1;
  }

  private readStartTag(): boolean {
    NAME.lastIndex = this.at + 1;
    const written = NAME.exec(this.text)?.[0];
    const parent = this.open.at(-1);
    if (written === undefined || parent === undefined || this.open.length > MAX_DEPTH) return false;
    const offset = this.textOffset + this.at;
    this.at += 1 + written.length;
    const attributes = this.text.charCodeAt(this.at) === 0x3e ? NO_ATTRIBUTES : this.readAttributes();
    if (attributes === undefined) return false;
    TAG_END.lastIndex = this.at;
    const tagEnd = TAG_END.exec(this.text);
    if (tagEnd === null || ++this.built > MAX_ELEMENTS) return false;
    this.at += tagEnd[0].length;
    this.flushRun();
    const scope = attributes === NO_ATTRIBUTES ? parent.scope : declaredScope(attributes, parent.scope);
    const name = this.nameOf(written, scope);
    if (isEndMissing(parent.element.name, name)) return false;
    const element = { name, attributes, children: [], offset };
    parent.element.children.push(element);
    if (tagEnd[1] === "") this.open.push({ element, written, scope });
    return true;
  }

  /** @returns undefined when they are not simple */
  private readAttributes(): ReadonlyMap<string, string> | undefined {
    let attributes: Map<string, string> | undefined;
    ATTRIBUTE.lastIndex = this.at;
    for (let found = ATTRIBUTE.exec(this.text); found !== null; found = ATTRIBUTE.exec(this.text)) {
      this.at = ATTRIBUTE.lastIndex;
      const name = (found[1] ?? "").toLowerCase();
      const value = readSimpleEntities(found[2] ?? found[3] ?? "");
      attributes ??= new Map();
      if (value === undefined || attributes.has(name) || attributes.size >= MAX_ATTRIBUTES) return undefined;
      attributes.set(name, value);
    }
    return attributes ?? NO_ATTRIBUTES;
  }

  private readEndTag(): boolean {
    const closed = this.open.at(-1);
    if (closed === undefined || this.open.length === 1) return false;
    const end = this.at + 2 + closed.written.length;
    if (!this.text.startsWith(closed.written, this.at + 2) || this.text.charCodeAt(end) !== 0x3e) return false;
    this.flushRun();
    this.open.pop();
    this.at = end + 1;
    return true;
  }

  private nameOf(written: string, scope: NamespaceScope): string {
    if (scope !== this.namesScope) {
      this.names = new Map();
      this.namesScope = scope;
    }
    const known = this.names.get(written);
    if (known !== undefined) return known;
    const name = qualifyName(written.toLowerCase(), scope);
    this.names.set(written, name);
    return name;
  }

  private flushRun(): void {
    if (this.run === "") return;
    this.open.at(-1)?.element.children.push(this.run);
    this.run = "";
  }
}
