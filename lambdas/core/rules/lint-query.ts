/** Doubts about a query that the parser accepts: what can never hold, and what may fire too easily. */
import type { Gazetteer } from "../gazetteer/gazetteer.ts";
import { type AndNode, childrenOf, type FilterNode, type QueryNode, walk } from "./ast.ts";
import { type Rating, strengthOf } from "./check-strength.ts";
import { printQuery } from "./printer.ts";
import { shorten } from "./query-error.ts";
import type { Rule } from "./rule.ts";

/** `W_NEVER`: the rule can never match; `W_LEAF`: a part that no story can satisfy; `W_WEAK`: fires from a feeble name. */
export interface QueryDoubt {
  readonly code: "W_NEVER" | "W_LEAF" | "W_WEAK";
  readonly message: string;
  readonly node: QueryNode;
}

/** @param ast - of the rule's query */
export function lintQuery(rule: Rule, ast: QueryNode, gazetteer: Gazetteer): readonly QueryDoubt[] {
  const doubts: QueryDoubt[] = [];
  const dead = new Set<QueryNode>();
  for (const node of walk(ast)) {
    const message = whyDead(node, rule, gazetteer);
    if (message === undefined) continue;
    dead.add(node);
    doubts.push({ code: "W_LEAF", message, node });
  }
  if (!canHold(ast, dead)) {
    doubts.push({ code: "W_NEVER", message: `the rule "${rule.id}" can never match`, node: ast });
  }
  const weak = findWeakEntity(ast, gazetteer);
  if (weak !== undefined) {
    const message = `the rule can fire from ${printQuery(weak)} alone, which is "alone: no"; join it to something with AND`;
    doubts.push({ code: "W_WEAK", message, node: weak });
  }
  return doubts;
}

/** Why no story can satisfy a node, apart from what lies below it. */
function whyDead(node: QueryNode, rule: Rule, gazetteer: Gazetteer): string | undefined {
  switch (node.kind) {
    case "entity":
      return isRecognisable(node.id, gazetteer) ? undefined : `@${node.id} has no name that could be recognised`;
    case "filter":
      return whyDeadFilter(node, rule);
    case "and":
      return whyContradictory(node);
    default:
      return undefined;
  }
}

function isRecognisable(id: string, gazetteer: Gazetteer): boolean {
  return gazetteer.membersOf(id).some((member) => {
    const compiled = gazetteer.compiled(member);
    if (compiled === undefined || compiled.names.length === 0) return false;
    return compiled.entity.alone !== "context" || compiled.context !== undefined;
  });
}

function whyDeadFilter({ name, value }: FilterNode, rule: Rule): string | undefined {
  if (name === "country" && !/^[A-Za-z]{2}$/.test(value)) {
    return `country:${shorten(value)} fits no story: countries have two letters (ISO 3166-1), as in country:CD`;
  }
  if (name !== "lang") return undefined;
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/.test(value)) {
    return `lang:${shorten(value)} fits no story: languages are codes, as in lang:fr`;
  }
  const { languages } = rule;
  if (languages === undefined || languages.some((language) => areCompatible(language, value))) return undefined;
  return `lang:${value} fits no story of the rule's languages (${languages.join(", ")})`;
}

/** Whether a story may be of both: equal, or one a variety of the other. */
function areCompatible(a: string, b: string): boolean {
  const [x, y] = [`${a.toLowerCase()}-`, `${b.toLowerCase()}-`];
  return x.startsWith(y) || y.startsWith(x);
}

/** An AND whose operands exclude each other. */
function whyContradictory(node: AndNode): string | undefined {
  const wanted = new Set<string>();
  for (const operand of node.operands) if (operand.kind !== "not") wanted.add(printQuery(operand));
  for (const operand of node.operands) {
    if (operand.kind !== "not") continue;
    const excluded = operand.operand.kind === "or" ? operand.operand.operands : [operand.operand];
    const clash = excluded.map(printQuery).find((text) => wanted.has(text));
    if (clash !== undefined) return `${shorten(clash)} is both wanted and excluded`;
  }
  const filters = node.operands.filter((operand) => operand.kind === "filter");
  for (const name of ["source", "country", "lang"] as const) {
    const [first, ...others] = filters.filter((filter) => filter.name === name);
    const other = others.find((filter) => first !== undefined && !areCompatible(filter.value, first.value));
    if (first !== undefined && other !== undefined) {
      return `a story has one ${name}: not both ${shorten(first.value)} and ${shorten(other.value)}`;
    }
  }
  return undefined;
}

/** Whether some story can make a node true, as far as the dead parts tell. */
function canHold(node: QueryNode, dead: ReadonlySet<QueryNode>): boolean {
  if (dead.has(node)) return false;
  const children = childrenOf(node);
  switch (node.kind) {
    case "not":
      return true;
    case "or":
      return children.some((child) => canHold(child, dead));
    case "any":
      return children.filter((child) => canHold(child, dead)).length >= node.count;
    default:
      return children.every((child) => canHold(child, dead));
  }
}

/** An `alone: no` entity that makes the query true without anything else in the text. */
function findWeakEntity(ast: QueryNode, gazetteer: Gazetteer): QueryNode | undefined {
  const isWeak = (node: QueryNode): boolean => node.kind === "entity" && gazetteer.get(node.id)?.alone === "no";
  const rate: Rating = (node) => (isWeak(node) ? 1 : 2);
  if (strengthOf(ast, rate) !== 1) return undefined;
  for (const node of walk(ast)) {
    if (isWeak(node)) return node;
  }
  return undefined;
}
