/** What the archive answers to a backtest, and how the answers for several days become one. */
import * as z from "zod";

const sampleSchema = z.looseObject({ id: z.string(), title: z.string(), source: z.string(), firstSeenAt: z.string() });
const countsSchema = z.array(z.object({ value: z.string(), hits: z.number() }));
const differenceSchema = z.object({ count: z.number(), samples: z.array(sampleSchema) });

export const backtestAnswerSchema = z.object({
  since: z.string(),
  until: z.string(),
  scanned: z.number(),
  hits: z.number(),
  byDay: z.array(z.object({ day: z.string(), hits: z.number(), scanned: z.number(), isWhole: z.boolean() })),
  byLang: countsSchema,
  bySource: countsSchema,
  samples: z.array(sampleSchema),
  gained: differenceSchema.optional(),
  lost: differenceSchema.optional(),
  readUnits: z.number(),
  dollars: z.number(),
  isPartial: z.boolean(),
});

export type BacktestAnswer = z.infer<typeof backtestAnswerSchema>;

const SAMPLES = 10;

/** @param answers - of adjoining spans, the newest first; at least one */
export function mergeBacktests(answers: readonly BacktestAnswer[]): BacktestAnswer {
  const sum = (pick: (answer: BacktestAnswer) => number) => answers.reduce((total, answer) => total + pick(answer), 0);
  const difference = (key: "gained" | "lost"): BacktestAnswer["gained"] => {
    const parts = answers.flatMap((answer) => answer[key] ?? []);
    if (parts.length === 0) return undefined;
    const count = parts.reduce((total, part) => total + part.count, 0);
    return { count, samples: parts.flatMap((part) => part.samples).slice(0, SAMPLES) };
  };
  return {
    since: answers.at(-1)?.since ?? "",
    until: answers[0]?.until ?? "",
    scanned: sum((answer) => answer.scanned),
    hits: sum((answer) => answer.hits),
    byDay: mergeDays(answers.flatMap((answer) => answer.byDay)),
    byLang: mergeCounts(answers.flatMap((answer) => answer.byLang)),
    bySource: mergeCounts(answers.flatMap((answer) => answer.bySource)),
    samples: answers.flatMap((answer) => answer.samples).slice(0, SAMPLES),
    gained: difference("gained"),
    lost: difference("lost"),
    readUnits: sum((answer) => answer.readUnits),
    dollars: sum((answer) => answer.dollars),
    isPartial: answers.some((answer) => answer.isPartial),
  };
}

/** A span of 24 hours touches two UTC days: both halves of a day become one. */
function mergeDays(days: BacktestAnswer["byDay"]): BacktestAnswer["byDay"] {
  const merged = new Map<string, BacktestAnswer["byDay"][number]>();
  for (const each of days) {
    const known = merged.get(each.day) ?? { day: each.day, hits: 0, scanned: 0, isWhole: true };
    merged.set(each.day, {
      day: each.day,
      hits: known.hits + each.hits,
      scanned: known.scanned + each.scanned,
      isWhole: known.isWhole && each.isWhole,
    });
  }
  return [...merged.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

function mergeCounts(counts: BacktestAnswer["byLang"]): BacktestAnswer["byLang"] {
  const merged = new Map<string, number>();
  for (const { value, hits } of counts) merged.set(value, (merged.get(value) ?? 0) + hits);
  return [...merged]
    .map(([value, hits]) => ({ value, hits }))
    .sort((a, b) => b.hits - a.hits || (a.value < b.value ? -1 : 1));
}
