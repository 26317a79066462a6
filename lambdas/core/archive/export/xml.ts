import { blankUnsafe } from "../../alerts/messages/safe-text.ts";

/** By name, where XML has one: some feed readers know no numbers in addresses. */
const NAMED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text for an element or an attribute in double quotes: what XML 1.0 cannot hold is blanked, the rest escaped. */
export function xmlText(text: string): string {
  return blankUnsafe(text, true).replace(
    /[&<>"'\t\n\r]/g,
    (character) => NAMED[character] ?? `&#${character.charCodeAt(0)};`,
  );
}

/** `<name>text</name>`, or nothing where there is no text. */
export function xmlElement(name: string, text: string | undefined): string {
  return text === undefined || text === "" ? "" : `<${name}>${xmlText(text)}</${name}>`;
}

/** Elements one below the other; empty ones left out. */
export function xmlLines(lines: readonly string[], indent: string): string {
  return lines
    .filter((line) => line !== "")
    .map((line) => `${indent}${line}\n`)
    .join("");
}
