/** Why a rule holds for a story or not, clause by clause; and for a near miss, what it lacked. */
import type { Gazetteer } from "../gazetteer/gazetteer.ts";
import { childrenOf, type EntityNode, type QueryNode } from "./ast.ts";
import { collectSpans } from "./collect-spans.ts";
import type { CompiledQuery } from "./compile-query.ts";
import type { Evaluation } from "./evaluation.ts";
import type { Span, TextField } from "./match.ts";
import { printQuery } from "./printer.ts";
import { type CompiledRule, readsLanguage } from "./story-matcher.ts";

/** One clause of a query and its truth. */
export interface TraceNode {
  readonly kind: QueryNode["kind"];
  /** canonical form */
  readonly clause: string;
  readonly holds: boolean;
  /** what made it true; for a clause under NOT, what excluded the story */
  readonly spans: readonly Span[];
  readonly children: readonly TraceNode[];
  /** a sentence where truth alone does not tell: counts, missing context, a known name that was excluded */
  readonly note?: string;
}

export interface Trace {
  readonly ruleId: string;
  readonly title: string;
  /** whether the rule matches: the query holds, the rule is enabled and reads the story's language */
  readonly matched: boolean;
  /** why a query that holds does not match */
  readonly excludedBy?: "disabled" | "language";
  readonly root: TraceNode;
  /** part of the query holds, although the whole does not */
  readonly isNearMiss: boolean;
  /** canonical forms of the clauses that would have to turn out otherwise; empty when the query holds */
  readonly failed: readonly string[];
}

/** Trace a rule over a story. */
export function explain({ rule, query }: CompiledRule, evaluation: Evaluation, gazetteer: Gazetteer): Trace {
  const root = traceNode(evaluation, query, gazetteer, query.ast);
  const isInLanguage = readsLanguage(rule, evaluation.story);
  const excludedBy = !rule.enabled ? "disabled" : isInLanguage ? undefined : "language";
  return {
    ruleId: rule.id,
    title: rule.title,
    matched: root.holds && excludedBy === undefined,
    ...(excludedBy === undefined ? {} : { excludedBy }),
    root,
    isNearMiss: !root.holds && hasTruth(root),
    failed: root.holds ? [] : findFailed(root).map((node) => node.clause),
  };
}

function traceNode(
  evaluation: Evaluation,
  query: CompiledQuery,
  gazetteer: Gazetteer,
  node: QueryNode,
  scope?: TextField,
): TraceNode {
  const inner = node.kind === "field" ? node.field : scope;
  const note = describe(evaluation, query, gazetteer, node, scope);
  return {
    kind: node.kind,
    clause: printQuery(node),
    holds: evaluation.holds(query, node, scope),
    spans: collectSpans(evaluation, query, node, scope),
    children: childrenOf(node).map((child) => traceNode(evaluation, query, gazetteer, child, inner)),
    ...(note === undefined ? {} : { note }),
  };
}

function describe(
  evaluation: Evaluation,
  query: CompiledQuery,
  gazetteer: Gazetteer,
  node: QueryNode,
  scope: TextField | undefined,
): string | undefined {
  switch (node.kind) {
    case "any": {
      const count = node.operands.filter((operand) => evaluation.holds(query, operand, scope)).length;
      return `${count} of ${node.operands.length} hold, ${node.count} are wanted`;
    }
    case "near":
      return evaluation.holds(query, node, scope) ? undefined : describeNear(evaluation, query, node, scope);
    case "filter":
      return describeFilter(evaluation, node.name);
    case "entity":
      return describeEntity(evaluation, gazetteer, node);
    default:
      return undefined;
  }
}

function describeNear(
  evaluation: Evaluation,
  query: CompiledQuery,
  node: QueryNode & { kind: "near" },
  scope: TextField | undefined,
): string | undefined {
  const hasBoth = evaluation.holds(query, node.left, scope) && evaluation.holds(query, node.right, scope);
  if (!hasBoth) return undefined;
  return `both stand in the story, but not within ${node.distance} words${node.isOrdered ? " in this order" : ""}`;
}

function describeFilter(evaluation: Evaluation, name: "source" | "lang" | "country" | "url" | "tag"): string {
  const { story } = evaluation;
  const value = name === "tag" ? story.tags?.join(", ") : story[name];
  return value === undefined || value === "" ? `the story's ${name} is not known` : `the story's ${name} is ${value}`;
}

/** Why names that do stand in the text are not taken for the entity. */
function describeEntity(evaluation: Evaluation, gazetteer: Gazetteer, node: EntityNode): string | undefined {
  for (const id of gazetteer.membersOf(node.id)) {
    const recognition = evaluation.recognise(id);
    if (recognition === undefined || recognition.mentions.length === 0 || recognition.isRecognised) continue;
    const compiled = gazetteer.compiled(id);
    if (recognition.unless === true) {
      const unless = compiled?.unless;
      return `@${id} is named, but excluded by its "unless"${unless === undefined ? "" : `: ${clip(printQuery(unless.ast))}`}`;
    }
    const context = compiled?.context;
    return `@${id} is named, but without its context${context === undefined ? "" : `: ${clip(printQuery(context.ast))}`}`;
  }
  return undefined;
}

/** Whether something in the text speaks for the query. */
function hasTruth(node: TraceNode): boolean {
  if (node.kind === "not") return false;
  if (node.spans.length > 0) return true;
  return node.children.some(hasTruth);
}

/** The clauses that a false one fails by. */
function findFailed(node: TraceNode): readonly TraceNode[] {
  switch (node.kind) {
    case "and":
      return node.children.filter((child) => !child.holds).flatMap(findFailed);
    case "or": {
      const nearest = findNearest(node.children);
      return nearest === undefined ? [node] : findFailed(nearest);
    }
    default:
      return [node];
  }
}

/** The alternative that lacks least, among those that something speaks for. */
function findNearest(alternatives: readonly TraceNode[]): TraceNode | undefined {
  let nearest: TraceNode | undefined;
  let lacks = Number.POSITIVE_INFINITY;
  for (const alternative of alternatives) {
    if (!hasTruth(alternative)) continue;
    const lacking = findFailed(alternative).length;
    if (lacking < lacks) {
      nearest = alternative;
      lacks = lacking;
    }
  }
  return nearest;
}

/** A context may list a hundred words; a note shows its beginning. */
function clip(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
