/**
 * How fast feeds are read, against other readers in one interleaved run, and what whole polls cost.
 */
import { positiveOption, readBenchOptions } from "./bench-options.ts";
import { measurePolls } from "./feeds/measure-polls.ts";
import { measureReaders } from "./feeds/measure-readers.ts";
import { READERS } from "./feeds/readers.ts";

const NOTE =
  "ratios are the middle of the rounds' own, in processor time; kivuwatch also detects charsets, resolves addresses, judges dates and makes all texts plain";

const USAGE = `Usage: npm run -s bench:feeds -- [--rounds 15] [--feeds 1000] [--json]

Times readFeed beside rss-parser alone, feedsmith, feedparser and @rowanmanning/feed-parser on feeds of 20, 50 and 500
entries, turn by turn; then polls feeds of a server on loopback that mostly have nothing new.
`;

const values = readBenchOptions(USAGE, {
  json: { type: "boolean" },
  rounds: { type: "string", default: "15" },
  feeds: { type: "string", default: "1000" },
});
/** Progress goes where it does not mix with results. */
function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

const reading = [];
for (const entries of [20, 50, 500]) {
  tell(`reading feeds of ${entries} entries …`);
  reading.push(await measureReaders(READERS, entries, positiveOption("--rounds", values.rounds)));
}
const polls = await measurePolls(positiveOption("--feeds", values.feeds), tell);
if (values.json === true) process.stdout.write(`${JSON.stringify({ reading, polls })}\n`);
else {
  for (const { bytes, results } of reading)
    for (const { name, entries, msPerDocument, ratioToRssParser } of results)
      process.stdout.write(
        `${name.padEnd(26)} ${String(entries).padStart(3)} entries (${Math.round(bytes / 1_000)} kB): ${msPerDocument} ms, ${ratioToRssParser} x rss-parser\n`,
      );
  process.stdout.write(`${NOTE}
${polls.feeds} polls without news, ${polls.notModified} of them 304: ${polls.pollsPerSecond} polls/s, ${polls.bytesPerPoll} bytes a poll, peak heap ${polls.peakHeapMb} MB
${polls.cpuMsPerPoll} ms processor time a poll, with the web server and the database, which run in the same process
DynamoDB: ${polls.reads} reads (${Object.entries(polls.requests)
    .map(([name, times]) => `${times} ${name}`)
    .join(", ")}), ${polls.writes} writes\n`);
}
