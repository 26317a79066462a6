import type { LeafNode } from "../rules/ast.ts";
import { isStopLeaf } from "../rules/check-strength.ts";
import { checkLeafText } from "../rules/leaf-pattern.ts";
import { cleanText } from "../rules/lexer.ts";

export type ParsedName =
  | { readonly kind: "parsed"; readonly leaf: LeafNode }
  | { readonly kind: "rejected"; readonly problem: { readonly code: string; readonly message: string } };

/**
 * Read a name of an entity: a leaf of the rule language. In a list of names, words side by side can only be one name, so
 * `Nord Kivu` needs no quotes of its own here.
 * @param text - `Goma`, `=ADF`, `Nord Kivu`, `"Nord Kivu"`, `="Sake"`, `rebel*`
 */
export function parseName(text: string): ParsedName {
  const isExact = text.trimStart().startsWith("=");
  const rest = isExact ? text.trimStart().slice(1) : text;
  const quoted = /^\s*["“”„«»](.*)["“”„«»]\s*$/su.exec(rest)?.[1];
  const name = cleanText(quoted ?? rest);
  if (/["“”„«»()@,]/.test(name)) {
    return rejected(
      "E_ENTITY",
      `"${clip(name)}" is no name: it is one word or phrase, without quotes, parentheses, commas and @`,
    );
  }
  const leaf: LeafNode = { kind: "leaf", text: name, isQuoted: quoted !== undefined || name.includes(" "), isExact };
  const problem = checkLeafText(name);
  if (problem !== undefined) return rejected(problem.code, `${problem.message}; ${problem.advice}`);
  if (isStopLeaf(leaf)) {
    return rejected(
      "E_TOO_BROAD",
      `"${clip(name)}" stands in nearly every story; if capitals tell it apart, write ="${clip(name)}"`,
    );
  }
  return { kind: "parsed", leaf };
}

function rejected(code: string, message: string): ParsedName {
  return { kind: "rejected", problem: { code, message } };
}

function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
