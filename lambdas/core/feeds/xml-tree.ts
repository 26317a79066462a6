/**
 * A tree from markup that nobody checked. Feeds arrive with undeclared prefixes, bare ampersands, mismatched tags, HTML
 * around them or cut off in the middle; a conforming parser refuses them, so this one takes htmlparser2's tokens and
 * never fails. Its cost is linear in the text whatever stands in it: the depth and the number of attributes are capped,
 * names are looked up in maps (so `__proto__` is a name like any other), and no entity but the known ones is expanded.
 */
import { Tokenizer, type TokenizerCallbacks } from "htmlparser2";
import { FeedError } from "./feed-error.ts";
import { isEndMissing } from "./missing-end.ts";
import { declaredScope, type NamespaceScope, qualifyName } from "./namespaces.ts";

export interface XmlElement {
  /** lower case, with its canonical prefix unless it belongs to the feed format itself: `title`, `dc:date` */
  readonly name: string;
  /** lower-case names as written, values decoded */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlNode[];
  /** where its tag starts in the text, from 0 */
  readonly offset: number;
}

export type XmlNode = XmlElement | string;

/** Deeper elements are not built: their text belongs to the last one that was. */
export const MAX_DEPTH = 256;

/** More elements in one document are refused: each costs memory, and 500 entries of real feeds have a tenth of it. */
export const MAX_ELEMENTS = 250_000;

/** More attributes on one element are left out. */
const MAX_ATTRIBUTES = 256;

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

interface OpenElement {
  readonly name: string;
  readonly rawName: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlNode[];
  readonly offset: number;
  readonly scope: NamespaceScope;
}

/**
 * @returns a nameless root whose children are what stands at the top of the text
 * @throws {@link FeedError} `E_LIMIT` for more than {@link MAX_ELEMENTS} elements
 */
export function parseXmlTree(text: string): XmlElement {
  const builder = new TreeBuilder(text);
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: true }, builder);
  tokenizer.write(text);
  tokenizer.end();
  return builder.root;
}

/** Receives the tokens; offsets are into `text`. */
class TreeBuilder implements TokenizerCallbacks {
  readonly root: OpenElement;
  private readonly text: string;
  private readonly open: OpenElement[];
  /** how many open elements have a name, and how many tags of it were ignored for being too deep */
  private readonly openCount = new Map<string, number>();
  private readonly ignoredCount = new Map<string, number>();
  private built = 0;
  private run = "";
  private tagName = "";
  private tagOffset = 0;
  /** made when the first attribute comes: most elements have none */
  private attributes: Map<string, string> | undefined;
  private attributeName = "";
  private attributeValue = "";

  constructor(text: string) {
    this.text = text;
    this.root = { name: "", rawName: "", attributes: NO_ATTRIBUTES, children: [], offset: 0, scope: NO_ATTRIBUTES };
    this.open = [this.root];
  }

  ontext(start: number, end: number): void {
    this.run += this.text.slice(start, end);
  }

  ontextentity(codePoint: number): void {
    this.run += String.fromCodePoint(codePoint);
  }

  oncdata(start: number, end: number, endOffset: number): void {
    this.run += this.text.slice(start, end - endOffset);
  }

  onopentagname(start: number, end: number): void {
    this.flushText();
    this.tagName = this.text.slice(start, end).toLowerCase();
    this.tagOffset = start - 1;
    this.attributes = undefined;
  }

  onattribname(start: number, end: number): void {
    this.attributeName = this.text.slice(start, end).toLowerCase();
    this.attributeValue = "";
  }

  onattribdata(start: number, end: number): void {
    this.attributeValue += this.text.slice(start, end);
  }

  onattribentity(codePoint: number): void {
    this.attributeValue += String.fromCodePoint(codePoint);
  }

  onattribend(): void {
    this.attributes ??= new Map();
    if (this.attributes.size < MAX_ATTRIBUTES && !this.attributes.has(this.attributeName)) {
      this.attributes.set(this.attributeName, this.attributeValue);
    }
  }

  onopentagend(): void {
    this.openElement();
  }

  onselfclosingtag(): void {
    if (this.openElement()) this.closeTop();
  }

  onclosetag(start: number, end: number): void {
    this.flushText();
    const rawName = this.text.slice(start, end).toLowerCase();
    const ignored = this.ignoredCount.get(rawName) ?? 0;
    if (ignored > 0) {
      this.ignoredCount.set(rawName, ignored - 1);
      return;
    }
    // A stray end tag is dropped without a search through the stack.
    if ((this.openCount.get(rawName) ?? 0) === 0) return;
    while (this.closeTop() !== rawName);
  }

  onend(): void {
    this.flushText();
  }

  oncomment(): void {}

  ondeclaration(): void {}

  onprocessinginstruction(): void {}

  /** @returns false when it is too deep to be built */
  private openElement(): boolean {
    const rawName = this.tagName;
    if (this.open.length > MAX_DEPTH) {
      this.ignoredCount.set(rawName, (this.ignoredCount.get(rawName) ?? 0) + 1);
      return false;
    }
    this.built++;
    if (this.built > MAX_ELEMENTS) {
      throw new FeedError("E_LIMIT", `the document holds more than ${MAX_ELEMENTS} elements`);
    }
    const attributes = this.attributes ?? NO_ATTRIBUTES;
    let parent = this.open.at(-1) ?? this.root;
    let scope = declaredScope(attributes, parent.scope);
    while (isEndMissing(parent.name, qualifyName(rawName, scope))) {
      this.closeTop();
      parent = this.open.at(-1) ?? this.root;
      scope = declaredScope(attributes, parent.scope);
    }
    const element: OpenElement = {
      name: qualifyName(rawName, scope),
      rawName,
      attributes,
      children: [],
      offset: this.tagOffset,
      scope,
    };
    parent.children.push(element);
    this.open.push(element);
    this.openCount.set(rawName, (this.openCount.get(rawName) ?? 0) + 1);
    return true;
  }

  private closeTop(): string | undefined {
    const closed = this.open.pop();
    if (closed === undefined) return undefined;
    this.openCount.set(closed.rawName, (this.openCount.get(closed.rawName) ?? 1) - 1);
    return closed.rawName;
  }

  private flushText(): void {
    if (this.run !== "") (this.open.at(-1) ?? this.root).children.push(this.run);
    this.run = "";
  }
}
