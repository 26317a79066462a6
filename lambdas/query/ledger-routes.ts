/**
 * `GET /ledger`: what became of every entry and every matched story, hour by hour. The books cost a read of each story of
 * the time, so the time is bounded, and so are the stories.
 */
import { createRoute, z } from "@hono/zod-openapi";
import { writeCsv } from "../core/archive/export/csv.ts";
import { writeNdjson } from "../core/archive/export/ndjson.ts";
import { hourOf, KEPT_HOURS } from "../core/ledger/hour-counts.ts";
import { differencesIn, judgedSpan, type LedgerHour, rejectedIn } from "../core/ledger/ledger.ts";
import { readLedger } from "../core/ledger/read-ledger.ts";
import type { SeenStory } from "../core/ledger/seen-story.ts";
import type { StoryTimeline } from "../core/ports.ts";
import { type EpochMs, HOUR_MS } from "../core/time.ts";
import { BAD_REQUEST, jsonAnswer, UNAVAILABLE } from "./answers.ts";
import { isoTime, timeSchema } from "./iso-time.ts";
import { addExportRoutes, answerAccepted, type ListExports } from "./list-exports.ts";
import { listFormats } from "./list-format.ts";
import { parameterErrors } from "./parameter-errors.ts";
import { type ParameterError, parameterProblem } from "./problem.ts";
import type { QueryApp } from "./query-app.ts";
import type { QueryDependencies } from "./query-dependencies.ts";
import { pageQuerySchema } from "./query-parameters.ts";
import { readWindow } from "./read-window.ts";

/** Some 100 MB of the index: ten seconds of a function. */
const MAX_STORIES = 50_000;

const STORY_COUNTS = [
  "stored",
  "matched",
  "told",
  "folded",
  "silenced",
  "backlog",
  "digest",
  "open",
  "undecided",
] as const;

const querySchema = pageQuerySchema.pick({ since: true, until: true });

const counts = <K extends string>(names: readonly K[]) => z.record(z.enum(names), z.int());

const hourSchema = z.object({
  hour: timeSchema.openapi({ description: "its start" }),
  entries: z
    .object({
      fetched: z.int().openapi({ description: "the sum of all others" }),
      stored: z.int(),
      duplicate: z.int(),
      revised: z.int(),
      rejected: z.record(z.string(), z.int()).openapi({ description: "by reason" }),
    })
    .openapi({ description: "as the feeds counted them" }),
  stories: counts(STORY_COUNTS).openapi({ description: "as the table of stories holds them" }),
});

const ledgerSchema = z
  .object({
    since: timeSchema,
    until: timeSchema,
    hours: z.array(hourSchema),
    differences: z
      .array(z.object({ hour: timeSchema, reason: z.string() }))
      .openapi({ description: "of hours that are settled; none when the books balance" }),
  })
  .openapi("Ledger");

const ledgerRoute = createRoute({
  method: "get",
  path: "/ledger",
  summary: "What became of every entry and every matched story, hour by hour",
  description: `Of the last 24 hours unless \`since\` says otherwise; feeds remember ${KEPT_HOURS}. Empty hours are left out.`,
  request: { query: querySchema },
  responses: { ...jsonAnswer("the books", ledgerSchema), ...BAD_REQUEST, ...UNAVAILABLE },
});

const LEDGER_EXPORTS: ListExports<Books> = {
  formats: listFormats("csv", "ndjson"),
  write({ hours }, format, options) {
    if (format === "ndjson") return writeNdjson(hours.map(hourView));
    const rows = hours.map(({ hour, entries, stories }) => [
      isoTime(hour),
      entries.fetched,
      entries.stored,
      entries.duplicate,
      entries.revised,
      rejectedIn(entries),
      ...STORY_COUNTS.map((name) => stories[name]),
    ]);
    const columns = ["hour", "fetched", "entries_stored", "duplicate", "revised", "rejected", ...STORY_COUNTS];
    return writeCsv(columns, rows, options);
  },
};

interface Books {
  readonly since: EpochMs;
  readonly until: EpochMs;
  readonly hours: readonly LedgerHour[];
}

export function addLedgerRoutes(app: QueryApp, deps: QueryDependencies): void {
  app.openapi(
    ledgerRoute,
    async (c) => {
      const books = await readBooks(c.req.valid("query"), deps);
      const now = deps.now();
      // Of later hours a retry may be under way, of earlier ones the feeds have forgotten.
      const remembered = hourOf(now) - (KEPT_HOURS - 1) * HOUR_MS;
      const settled = books.hours.filter(({ hour }) => hour >= remembered && hour < judgedSpan(now).until);
      const differences = differencesIn(settled).map(({ hour, reason }) => ({ hour: isoTime(hour), reason }));
      const { since, until, hours } = books;
      const body = { since: isoTime(since), until: isoTime(until), hours: hours.map(hourView), differences };
      return answerAccepted(c, LEDGER_EXPORTS, books) ?? c.json(body, 200);
    },
    (result) => {
      if (!result.success) throw parameterProblem(parameterErrors(result.error, Object.keys(querySchema.shape)));
    },
  );
  addExportRoutes(app, {
    path: "/ledger",
    title: "The books",
    querySchema,
    exports: LEDGER_EXPORTS,
    read: (query) => readBooks(query, deps),
  });
}

async function readBooks(query: z.infer<typeof querySchema>, deps: QueryDependencies): Promise<Books> {
  const now = deps.now();
  const errors: ParameterError[] = [];
  const window = readWindow({ since: query.since ?? "24h", until: query.until, limit: 1 }, "ledger", now, errors);
  // Whole hours at both ends: the feeds count by the hour.
  const since = hourOf(window.since);
  const until = hourOf(window.until - 1) + HOUR_MS;
  if (since < hourOf(now) - KEPT_HOURS * HOUR_MS) {
    errors.push({
      parameter: "since",
      detail: `feeds remember ${KEPT_HOURS} hours: ask for no more than ${KEPT_HOURS}h`,
    });
  }
  if (errors.length > 0) throw parameterProblem(errors);
  const timeline = { listSeen: (from: EpochMs, to: EpochMs) => atMost(MAX_STORIES, deps.timeline, from, to) };
  return { since, until, hours: await readLedger({ feeds: deps.feeds, timeline }, since, until) };
}

async function* atMost(
  max: number,
  timeline: Pick<StoryTimeline, "listSeen">,
  since: EpochMs,
  until: EpochMs,
): AsyncGenerator<SeenStory> {
  let count = 0;
  for await (const story of timeline.listSeen(since, until)) {
    count += 1;
    if (count > max) {
      throw parameterProblem([
        { parameter: "since", detail: `there are more than ${max} stories in that time: ask for fewer hours` },
      ]);
    }
    yield story;
  }
}

function hourView({ hour, entries, stories }: LedgerHour): z.infer<typeof hourSchema> {
  const { fetched, stored, duplicate, revised, rejected } = entries;
  return {
    hour: isoTime(hour),
    entries: { fetched, stored, duplicate, revised, rejected: { ...rejected } },
    stories: { ...stories },
  };
}
