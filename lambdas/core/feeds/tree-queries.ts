/** Questions to a tree of markup. None of them recurses by itself: the tree's depth is the attacker's choice up to a cap. */
import type { XmlElement } from "./xml-tree.ts";

/** All elements below, in document order, `element` itself left out. */
export function* walk(element: XmlElement): Generator<XmlElement> {
  const pending: XmlElement[] = [element];
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    if (current !== element) yield current;
    for (let index = current.children.length - 1; index >= 0; index--) {
      const child = current.children[index];
      if (child !== undefined && typeof child !== "string") pending.push(child);
    }
  }
}

/** An element's children by name: an item is asked for dozens of names, and may have a hundred thousand children. */
export type ChildIndex = ReadonlyMap<string, readonly XmlElement[]>;

/** More elements of one name in one parent are not looked at. */
const MAX_NAMESAKES = 100;

const NONE: readonly XmlElement[] = [];

export function indexChildren(element: XmlElement): ChildIndex {
  const index = new Map<string, XmlElement[]>();
  for (const child of element.children) {
    if (typeof child === "string") continue;
    const namesakes = index.get(child.name);
    if (namesakes === undefined) index.set(child.name, [child]);
    else if (namesakes.length < MAX_NAMESAKES) namesakes.push(child);
  }
  return index;
}

/** All children with any of the names, in the order of the names. */
export function allNamed(children: ChildIndex, names: readonly string[]): readonly XmlElement[] {
  let all: readonly XmlElement[] = NONE;
  for (const name of names) {
    const namesakes = children.get(name);
    if (namesakes !== undefined) all = all === NONE ? namesakes : [...all, ...namesakes];
  }
  return all;
}

/** The first child with the earliest of the names that has any: the order of the names is one of preference. */
export function firstNamed(children: ChildIndex, names: readonly string[]): XmlElement | undefined {
  for (const name of names) {
    const first = children.get(name)?.[0];
    if (first !== undefined) return first;
  }
  return undefined;
}

export function hasChild(element: XmlElement, names: readonly string[]): boolean {
  return element.children.some((child) => typeof child !== "string" && names.includes(child.name));
}

/** All text below, tags left out, trimmed. */
export function textOf(element: XmlElement | undefined): string {
  if (element === undefined || element.children.length === 0) return "";
  const [only] = element.children;
  if (typeof only === "string" && element.children.length === 1) return only.trim();
  const parts: string[] = [];
  const pending: (XmlElement | string)[] = [element];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (typeof node === "string") parts.push(node);
    else for (let index = node.children.length - 1; index >= 0; index--) pending.push(node.children[index] ?? "");
  }
  return parts.join("").trim();
}

/** Its children as HTML again: for text that stands as markup in the feed instead of escaped. */
export function innerMarkup(element: XmlElement): string {
  const parts: string[] = [];
  const pending: (XmlElement | string | { readonly endTag: string })[] = [...element.children].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (typeof node === "string") parts.push(node.replace(/&/g, "&amp;").replace(/</g, "&lt;"));
    else if ("endTag" in node) parts.push(`</${node.endTag}>`);
    else {
      const name = node.name.replace(/^xhtml:/, "");
      parts.push(`<${name}>`);
      pending.push({ endTag: name });
      for (let index = node.children.length - 1; index >= 0; index--) pending.push(node.children[index] ?? "");
    }
  }
  return parts.join("");
}
