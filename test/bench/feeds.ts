/**
 * How fast feeds are read, against other readers in one interleaved run, and what whole polls cost.
 *
 * `tsx test/bench/feeds.ts [--json] [--rounds N] [--feeds N]`
 */
import { parseArgs } from "node:util";
import { measurePolls } from "./feeds/measure-polls.ts";
import { measureReaders } from "./feeds/measure-readers.ts";
import { openReaders } from "./feeds/readers.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean" },
    rounds: { type: "string", default: "15" },
    feeds: { type: "string", default: "300" },
  },
});
const { readers, missing } = openReaders();
const reading = [];
for (const entries of [20, 50, 500]) reading.push(await measureReaders(readers, entries, Number(values.rounds)));
const polls = await measurePolls(Number(values.feeds));
const report = { reading, missing, polls };
if (values.json === true) process.stdout.write(`${JSON.stringify(report)}\n`);
else {
  for (const { bytes, results } of reading)
    for (const { name, entries, msPerDocument, ratioToRssParser } of results)
      process.stdout.write(
        `${name.padEnd(26)} ${String(entries).padStart(3)} entries (${Math.round(bytes / 1_000)} kB): ${msPerDocument} ms, ${ratioToRssParser} x rss-parser\n`,
      );
  process.stdout.write(
    `${polls.feeds} polls without news, ${polls.notModified} of them 304: ${polls.pollsPerSecond} polls/s, ${polls.cpuMsPerPoll} ms CPU a poll, peak heap ${polls.peakHeapMb} MB, ${polls.writes} writes\n`,
  );
  if (missing.length > 0) process.stdout.write(`not installed, so not compared: ${missing.join(", ")}\n`);
}
