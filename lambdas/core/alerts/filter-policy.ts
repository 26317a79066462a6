/**
 * From what a desk wants to hear to an SNS filter policy, and to the same question to the archive, so that a person can
 * see what a subscription would have brought before it exists. SNS compares letter by letter: every value is spelled
 * here as the attributes of an alert spell it.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
import { ConfigError } from "../errors.ts";
import { SEVERITIES, type Severity, severityRank } from "../rules/severity.ts";
import { facetFor, isLanguageTag } from "../stories/facets.ts";
import type { Facet } from "../stories/mention.ts";

/** All given kinds must hold; of one kind, any of the values. Empty lists ask for nothing. */
export interface AlertFilter {
  /** `high`, or `high+` for high and above */
  readonly severity?: string;
  /** rule ids */
  readonly rules: readonly string[];
  /** full ids; a place takes in all below it */
  readonly places: readonly string[];
  readonly groups: readonly string[];
  readonly themes: readonly string[];
  /** BCP 47; a language takes in its regional forms */
  readonly langs: readonly string[];
}

type Condition = string | { readonly prefix: string } | { readonly numeric: readonly [">=", number] };

/** By message attribute. Empty: every alert. */
export type FilterPolicy = Readonly<Record<string, readonly Condition[]>>;

const MAX_KEYS = 5;
const MAX_COMBINATIONS = 150;

/** @throws {@link ConfigError} naming what is wrong, or the limit of SNS that the policy breaks */
export function buildFilterPolicy(filter: AlertFilter): FilterPolicy {
  const langs = filter.langs.map(checkedLang);
  const candidates: readonly (readonly [string, readonly Condition[]])[] = [
    severityCondition(filter.severity),
    ["rule", filter.rules],
    ["place", filter.places],
    ["group", filter.groups],
    ["theme", filter.themes],
    ["lang", langs.flatMap((lang) => [lang, { prefix: `${lang}-` }])],
  ];
  const keys = candidates.filter(([, conditions]) => conditions.length > 0);
  if (keys.length > MAX_KEYS) {
    throw new ConfigError(`a filter policy of SNS has at most ${MAX_KEYS} keys; this one has ${keys.length}`);
  }
  const combinations = keys.reduce((product, [, conditions]) => product * conditions.length, 1);
  if (combinations > MAX_COMBINATIONS) {
    const factors = keys.map(([key, conditions]) => `${conditions.length} of ${key}`).join(" x ");
    throw new ConfigError(
      `a filter policy of SNS has at most ${MAX_COMBINATIONS} combinations of values; this one has ${combinations} ` +
        `(${factors}; a language counts twice): subscribe twice with fewer each`,
    );
  }
  return Object.fromEntries(keys);
}

/** The same question to the archive: a story must have a facet of each group. @see search-stories.ts */
export function filterFacets(filter: AlertFilter): readonly (readonly Facet[])[] {
  const groups: readonly (readonly Facet[])[] = [
    severitiesOf(filter.severity).map((severity) => facetFor("severity", severity)),
    filter.rules.map((id) => facetFor("rule", id)),
    filter.places.map((id) => facetFor("place", id)),
    filter.groups.map((id) => facetFor("group", id)),
    filter.themes.map((id) => facetFor("theme", id)),
    filter.langs.map((lang) => facetFor("lang", lang)),
  ];
  return groups.filter((facets) => facets.length > 0);
}

function severityCondition(text: string | undefined): readonly [string, readonly Condition[]] {
  const severities = severitiesOf(text);
  const [lowest] = severities;
  if (lowest === undefined) return ["severity", []];
  if (text?.trim().endsWith("+")) return ["severityRank", [{ numeric: [">=", severityRank(lowest)] }]];
  return ["severity", severities];
}

/** From the quietest up; empty when nothing is asked. */
function severitiesOf(text: string | undefined): readonly Severity[] {
  if (text === undefined) return [];
  const name = text.trim().toLowerCase();
  const lowest = SEVERITIES.find((each) => each === name.replace(/\+$/, ""));
  if (lowest === undefined) {
    throw new ConfigError(
      `severity ${JSON.stringify(text)}: write ${SEVERITIES.join(", ")}, or one with + for it and above`,
    );
  }
  return name.endsWith("+") ? SEVERITIES.slice(severityRank(lowest) - 1) : [lowest];
}

function checkedLang(text: string): string {
  const lang = text.trim().toLowerCase();
  if (!isLanguageTag(lang)) throw new ConfigError(`language ${JSON.stringify(text)}: write a tag such as fr, sw or rw`);
  return lang;
}
