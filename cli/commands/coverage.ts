import * as z from "zod";
import { ARCHIVE_OPTIONS, ARCHIVE_USAGE, openArchive } from "../archive-client.ts";
import { type Command, parseCommandArgs } from "../command.ts";

const coverageSchema = z.object({
  cells: z.array(
    z.object({ rule: z.string(), lang: z.string(), province: z.string(), recent: z.number(), expected: z.number() }),
  ),
  silentFeeds: z.array(z.object({ title: z.string(), source: z.string(), lastNewAt: z.string().optional() })),
  silentLanguages: z.array(z.string()),
  neverMatched: z.array(z.string()),
  unseenEntities: z.array(z.string()),
  isPartial: z.boolean(),
  wholeSince: z.string(),
});

/** Lines of each part for a person; `--json` has all. */
const MAX_LINES = 20;

/** The desk's blind spots. */
export const coverageCommand: Command = {
  usage: `Usage: kivuwatch coverage [--days N] [--json] [--url URL]

Holds the last N days (default 7, at most 28) against the 28 before, by rule, language and province; names feeds without news,
languages without a story, rules that never matched and entities that were not seen.
${ARCHIVE_USAGE}
`,
  async run(args) {
    const { values } = parseCommandArgs({
      args: [...args],
      options: { ...ARCHIVE_OPTIONS, days: { type: "string", default: "7" }, json: { type: "boolean" } },
    });
    const path = `/coverage?days=${encodeURIComponent(values.days)}`;
    const { body } = await openArchive(values).send("GET", path);
    process.stdout.write(values.json === true ? `${JSON.stringify(body)}\n` : describe(coverageSchema.parse(body)));
    return 0;
  },
};

function describe(found: z.infer<typeof coverageSchema>): string {
  const losses = found.cells.filter(({ recent, expected }) => expected > recent);
  return [
    ...(found.isPartial ? [`partial: whole since ${found.wholeSince} only`] : []),
    ...part(
      "less than before",
      losses.map(
        (cell) => `${cell.rule} ${cell.lang} ${cell.province}: ${cell.recent} of ${cell.expected.toFixed(1)} expected`,
      ),
    ),
    ...part(
      "feeds without news",
      found.silentFeeds.map(({ source, title, lastNewAt }) => `${source}: ${title} (${lastNewAt ?? "never"})`),
    ),
    ...part("languages without a story", found.silentLanguages),
    ...part("rules that never matched", found.neverMatched),
    ...part("entities not seen", found.unseenEntities),
    "",
  ].join("\n");
}

function part(title: string, lines: readonly string[]): string[] {
  const rest = lines.length - MAX_LINES;
  return [
    `${title}: ${lines.length}`,
    ...lines.slice(0, MAX_LINES).map((line) => `  ${line}`),
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
  ];
}
