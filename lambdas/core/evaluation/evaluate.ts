/**
 * Holds rules against stories that a person has judged, and says where they differ and why: the way to know whether a
 * change of rules or gazetteer makes the desk's news better.
 */
import type { MatchableStory } from "../rules/match.ts";
import type { StoryMatcher } from "../rules/story-matcher.ts";
import type { FeedFacts } from "./feed-facts.ts";
import type { LabelledStory } from "./labelled-story.ts";
import { type Score, scoreVerdicts, type Verdict } from "./score.ts";

/** A story on which the rules and the person differ. */
export interface Misjudged {
  readonly story: LabelledStory;
  /** sentences: for a false alarm the rules and their words, for a miss what was recognised and what was lacking */
  readonly explanation: readonly string[];
}

export interface Evaluation {
  readonly overall: Score;
  /** in alphabetical order of the language */
  readonly byLanguage: readonly { readonly lang: string; readonly score: Score }[];
  /** wanted, but no rule matched; in the order given */
  readonly misses: readonly Misjudged[];
  /** not wanted, but a rule matched; in the order given */
  readonly falseAlarms: readonly Misjudged[];
}

export interface EvaluateOptions {
  /** what the feed of an outlet adds to a story, see {@link indexFeedFacts}; nothing by default */
  readonly factsOf?: (source: string) => FeedFacts | undefined;
  /** rules whose traces explain a miss, e.g. the catch-all; none by default */
  readonly explainBy?: readonly string[];
}

/**
 * A story counts as matched when any rule of the matcher holds for it.
 * @param stories - judged by a person
 * @param matcher - the rules in force
 */
export function evaluate(
  stories: readonly LabelledStory[],
  matcher: StoryMatcher,
  { factsOf = () => undefined, explainBy = [] }: EvaluateOptions = {},
): Evaluation {
  const verdicts: Verdict[] = [];
  const byLanguage = new Map<string, Verdict[]>();
  const misses: Misjudged[] = [];
  const falseAlarms: Misjudged[] = [];
  for (const story of stories) {
    const matchable = asMatchable(story, factsOf);
    const matches = matcher.matchStory(matchable);
    const verdict: Verdict = { isWanted: story.label === "positive", isMatched: matches.length > 0 };
    verdicts.push(verdict);
    byLanguage.set(story.lang, [...(byLanguage.get(story.lang) ?? []), verdict]);
    if (verdict.isWanted && !verdict.isMatched) {
      misses.push({ story, explanation: explainMiss(matchable, matcher, explainBy) });
    } else if (!verdict.isWanted && verdict.isMatched) {
      const explanation = matches.map((match) => {
        const words = [...new Set(match.spans.map((span) => `"${span.text}" (${span.satisfies})`))];
        return `${match.ruleId} holds by ${clip(match.clause)}: ${words.join(", ")}`;
      });
      falseAlarms.push({ story, explanation });
    }
  }
  return {
    overall: scoreVerdicts(verdicts),
    byLanguage: [...byLanguage.keys()]
      .sort()
      .map((lang) => ({ lang, score: scoreVerdicts(byLanguage.get(lang) ?? []) })),
    misses,
    falseAlarms,
  };
}

function asMatchable(story: LabelledStory, factsOf: (source: string) => FeedFacts | undefined): MatchableStory {
  const { title, summary, lang, source } = story;
  if (source === undefined) return { title, summary, lang };
  // The label's own language is surer than the feed's.
  return { source, ...factsOf(source), title, summary, lang };
}

function explainMiss(story: MatchableStory, matcher: StoryMatcher, ruleIds: readonly string[]): readonly string[] {
  const known = matcher.findEntities(story).map((entity) => `@${entity.id}`);
  const lines = [known.length === 0 ? "nothing of the gazetteer was recognised" : `recognised: ${known.join(", ")}`];
  for (const ruleId of ruleIds) {
    const trace = matcher.explainRule(ruleId, story);
    if (trace?.isNearMiss !== true) continue;
    lines.push(`${ruleId} lacked ${clip(trace.failed.join("; "))}`);
  }
  return lines;
}

/** A rule may be pages long; what decided is at its beginning. */
function clip(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
