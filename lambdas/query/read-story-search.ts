/**
 * From the query string of `GET /stories` to a search, or to everything that is wrong with it.
 */
import { queryFaults } from "../core/archive/check-rule.ts";
import { readStoryQuery } from "../core/archive/story-query.ts";
import { ENTITY_TYPES } from "../core/gazetteer/entity.ts";
import type { Gazetteer } from "../core/gazetteer/gazetteer.ts";
import { SEVERITIES, type Severity } from "../core/rules/severity.ts";
import { facetFor, isLanguageTag } from "../core/stories/facets.ts";
import type { Facet } from "../core/stories/mention.ts";
import type { StorySearch } from "../core/stories/search-stories.ts";
import { DECISIONS, type Story } from "../core/stories/story.ts";
import type { EpochMs } from "../core/time.ts";
import { type ParameterError, parameterProblem } from "./problem.ts";
import type { FilterQuery, StoriesQuery } from "./query-parameters.ts";
import { readWindow } from "./read-window.ts";
import { type Resolved, resolveEntity, resolveRule } from "./resolve-id.ts";

/** What the parameters are checked against. */
export interface StorySearchContext {
  readonly gazetteer: Gazetteer;
  /** empty when no rule is asked for */
  readonly ruleIds: readonly string[];
  readonly now: EpochMs;
}

export interface StoryQuestion {
  readonly search: StorySearch;
  /** the list and its filters, for the cursor */
  readonly list: string;
  readonly eventId?: string;
}

/** @throws {@link ProblemError} a 400 that names every parameter that is wrong */
export function readStorySearch(query: StoriesQuery, context: StorySearchContext): StoryQuestion {
  const errors: ParameterError[] = [];
  const list = nameOf(query);
  const { allOf, accepts } = readFilters(query, context, errors);
  const window = readWindow(query, list, context.now, errors);
  if (query.event !== undefined && !/^[0-9a-f]{32}$/.test(query.event)) {
    errors.push({ parameter: "event", detail: "must be 32 hex digits in lower case, as GET /events gives them" });
  }
  if (errors.length > 0) throw parameterProblem(errors);
  return { search: { ...window, allOf, accepts }, list, eventId: query.event };
}

/** The filters alone, for readers of the archive that have no pages. */
export function readFilters(
  query: FilterQuery,
  context: StorySearchContext,
  errors: ParameterError[],
): Pick<StorySearch, "allOf" | "accepts"> {
  const allOf: (readonly Facet[])[] = readFacets(query, context, errors);
  const tests = [readDecision(query.decision, errors)];
  if (query.q !== undefined) {
    const read = readStoryQuery(query.q, context.gazetteer);
    if (read.kind === "rejected") {
      for (const { code, message, excerpt } of queryFaults(query.q, read.problems, "q")) {
        errors.push({ parameter: "q", detail: `${code} ${message}`, excerpt });
      }
    } else {
      allOf.push(...read.allOf);
      // Last: it costs the most.
      tests.push(read.accepts);
    }
  }
  const needed = tests.filter((test) => test !== undefined);
  if (needed.length === 0) return { allOf };
  return { allOf, accepts: (story) => needed.every((test) => test(story)) };
}

function readFacets(query: FilterQuery, context: StorySearchContext, errors: ParameterError[]): Facet[][] {
  const groups: Facet[][] = [];
  const resolve = (kind: "rule" | (typeof ENTITY_TYPES)[number], resolved: Resolved) => {
    if (resolved.kind === "known") groups.push([facetFor(kind, resolved.id)]);
    else errors.push({ parameter: resolved.parameter, detail: resolved.detail });
  };
  if (query.rule !== undefined) resolve("rule", resolveRule(query.rule, context.ruleIds));
  for (const type of ENTITY_TYPES) {
    const text = query[type];
    if (text !== undefined) resolve(type, resolveEntity(type, text, context.gazetteer));
  }
  if (query.lang !== undefined) {
    if (isLanguageTag(query.lang)) groups.push([facetFor("lang", query.lang)]);
    else errors.push({ parameter: "lang", detail: "is not a language tag: write fr, en, sw, rw, …" });
  }
  if (query.country !== undefined) {
    if (/^[a-z]{2}$/i.test(query.country)) groups.push([facetFor("country", query.country)]);
    else errors.push({ parameter: "country", detail: "is not a country code: write two letters such as CD" });
  }
  if (query.source !== undefined) groups.push([facetFor("source", query.source)]);
  if (query.severity !== undefined) {
    const severities = readSeverities(query.severity, errors);
    // Every matched story is low or louder: that filter would only cost.
    if (severities.length < SEVERITIES.length) groups.push(severities.map((each) => facetFor("severity", each)));
  }
  return groups;
}

/** `high` is that one alone; `high+` (or `high `, as an unescaped plus arrives) is that and everything louder. */
function readSeverities(text: string, errors: ParameterError[]): readonly Severity[] {
  const isOpenEnded = /[+ ]$/.test(text);
  const name = text.toLowerCase().replace(/[+ ]$/, "");
  const index = SEVERITIES.map(String).indexOf(name);
  if (index >= 0) return isOpenEnded ? SEVERITIES.slice(index) : SEVERITIES.slice(index, index + 1);
  errors.push({ parameter: "severity", detail: `is unknown: write one of ${SEVERITIES.join(", ")}, or such as high+` });
  return SEVERITIES;
}

function readDecision(text: string | undefined, errors: ParameterError[]): StorySearch["accepts"] {
  if (text === undefined) return undefined;
  if (text === "open") return (story: Story) => story.isOpen;
  const kind = DECISIONS.find((each) => each === text);
  if (kind !== undefined) return (story: Story) => story.decision?.kind === kind;
  errors.push({ parameter: "decision", detail: `is unknown: write one of ${DECISIONS.join(", ")}, open` });
  return undefined;
}

/** The same for the same filters in any order. */
function nameOf({ limit: _limit, cursor: _cursor, ...filters }: StoriesQuery): string {
  const entries = Object.entries(filters).filter(([, value]) => value !== undefined);
  return JSON.stringify(["stories", ...entries.sort(([a], [b]) => (a < b ? -1 : 1))]);
}
