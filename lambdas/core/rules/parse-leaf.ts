/** Leaves of a query: words and phrases, entities, and the values of exact filters. */
import type { FilterName, QueryNode } from "./ast.ts";
import { checkLeafText } from "./leaf-pattern.ts";
import { cleanText, type Lexeme } from "./lexer.ts";
import { type ParserState, placeOf, type Scope } from "./parser-state.ts";
import { printQuery } from "./printer.ts";
import { queryProblem } from "./query-error.ts";
import { suggestEntity } from "./suggest-entity.ts";

type LeafLexeme = Extract<Lexeme, { readonly kind: "leaf" }>;
type EntityLexeme = Extract<Lexeme, { readonly kind: "entity" }>;

/** A word or phrase, or inside a filter its value. */
export function parseLeaf(state: ParserState, lexeme: LeafLexeme, scope: Scope): QueryNode {
  state.countLeaf(lexeme);
  if (scope.filter !== undefined) return parseFilterValue(state, lexeme, scope.filter);
  const { text, isQuoted, isExact } = lexeme;
  const problem = checkLeafText(text);
  if (problem !== undefined) {
    const repaired = problem.repaired === undefined ? "" : cleanText(problem.repaired);
    const isRepaired = repaired !== "" && checkLeafText(repaired) === undefined;
    const leaf = printQuery({ kind: "leaf", text: repaired, isQuoted, isExact });
    const remedy = isRepaired ? [{ ...placeOf(lexeme), text: leaf }] : problem.advice;
    if (!state.isReported(lexeme)) state.fail(problem.code, placeOf(lexeme), problem.message, remedy);
  } else if (!isQuoted && !isExact && /^(and|or|not|near)$/i.test(text)) {
    const upper = text.toUpperCase();
    const message = `"${text}" is searched as a word; the operator is ${upper}`;
    const edits = [{ ...placeOf(lexeme), text: upper }];
    state.add(queryProblem("W_LOWERCASE_OPERATOR", placeOf(lexeme), message, edits));
  }
  return state.place({ kind: "leaf", text, isQuoted, isExact }, lexeme.start);
}

function parseFilterValue(state: ParserState, lexeme: LeafLexeme, name: FilterName): QueryNode {
  if (lexeme.text.includes("*")) {
    const text = lexeme.text.replaceAll("*", "");
    const remedy = hasSubstance(text) ? [{ ...placeOf(lexeme), text: `"${text}"` }] : "write the whole value";
    state.fail("E_FIELD", placeOf(lexeme), `${name}: compares the whole value and takes no wildcard`, remedy);
  } else if (!hasSubstance(lexeme.text)) {
    state.fail("E_EMPTY", placeOf(lexeme), `${name}: needs a value`, `write one, as in ${EXAMPLES[name]}`);
  }
  return state.place({ kind: "filter", name, value: lexeme.text }, lexeme.start);
}

const EXAMPLES: Readonly<Record<FilterName, string>> = {
  source: 'source:"Radio Okapi"',
  lang: "lang:fr",
  country: "country:CD",
  url: "url:radiookapi.net",
  tag: "tag:great-lakes",
};

function hasSubstance(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

export function parseEntity(state: ParserState, lexeme: EntityLexeme, scope: Scope): QueryNode {
  state.countLeaf(lexeme);
  const { id } = lexeme;
  if (scope.filter !== undefined) {
    const message = `${scope.filter}: compares a fact of the story; an entity is searched in its text`;
    state.fail("E_FIELD", placeOf(lexeme), message, `write ${EXAMPLES[scope.filter]} AND @${id}`);
  } else if (state.entityIds !== undefined && !state.entityIds.has(id) && !state.isReported(lexeme)) {
    const nearest = suggestEntity(id, state.entityIds);
    const remedy = nearest === undefined ? "add it to the gazetteer" : [{ ...placeOf(lexeme), text: `@${nearest}` }];
    state.fail("E_ENTITY", placeOf(lexeme), `the gazetteer has no "${id}"`, remedy);
  }
  return state.place({ kind: "entity", id }, lexeme.start);
}
