import { existsSync, readFileSync } from "node:fs";
import * as z from "zod";
import { ConfigError } from "../../lambdas/core/errors.ts";
import { formatFileProblem } from "../../lambdas/core/rules/file-problem.ts";
import { parseRuleFile } from "../../lambdas/core/rules/parse-rule-file.ts";
import { DAY_MS } from "../../lambdas/core/time.ts";
import { ARCHIVE_OPTIONS, ARCHIVE_USAGE, type ArchiveClient, openArchive } from "../archive-client.ts";
import { type BacktestAnswer, backtestAnswerSchema, mergeBacktests } from "../backtest-answer.ts";
import { type Command, parseCommandArgs } from "../command.ts";

const MAX_DAYS = 30;

/** A rule held against history before it goes live. */
export const backtestCommand: Command = {
  usage: `Usage: kivuwatch backtest RULE|FILE [--days N] [--json] [--url URL]
       kivuwatch backtest --query QUERY [--days N] [--json] [--url URL]

Holds a rule of the archive (by id), the one rule of a YAML file, or a query against all stories of the last N days (default 7, at
most ${MAX_DAYS}), a day at a time. A rule of a file is compared with the version in force: what it would gain and lose.
${ARCHIVE_USAGE}
`,
  async run(args) {
    const { values, positionals } = parseCommandArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...ARCHIVE_OPTIONS,
        query: { type: "string" },
        days: { type: "string", default: "7" },
        json: { type: "boolean" },
      },
    });
    const days = Number(values.days);
    if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS) {
      throw new ConfigError(`--days ${values.days}: a whole number from 1 to ${MAX_DAYS}`);
    }
    const client = openArchive(values);
    const asked =
      values.query === undefined ? { rule: await findRule(positionals[0], client) } : { query: values.query };

    const answers: BacktestAnswer[] = [];
    let until: string | undefined;
    for (let day = 0; day < days; day += 1) {
      const body: unknown = { ...asked, days: 1, ...(until === undefined ? {} : { until }) };
      const answer = backtestAnswerSchema.parse((await client.send("POST", "/rules/backtest", { body })).body);
      answers.push(answer);
      until = new Date(Date.parse(answer.until) - DAY_MS).toISOString();
      const hits = answers.reduce((sum, each) => sum + each.hits, 0);
      process.stderr.write(`${day + 1} of ${days} days, ${hits} hits\n`);
    }
    const result = mergeBacktests(answers);
    process.stdout.write(values.json === true ? `${JSON.stringify(result)}\n` : describe(result));
    return 0;
  },
};

async function findRule(name: string | undefined, client: ArchiveClient): Promise<unknown> {
  if (name === undefined)
    throw new ConfigError("name a rule or a file, or give --query; see kivuwatch backtest --help");
  if (!existsSync(name)) {
    const { body } = await client.send("GET", `/rules/${encodeURIComponent(name)}`);
    return z.object({ rule: z.unknown() }).parse(body).rule;
  }
  const { rules, problems } = parseRuleFile(readFileSync(name, "utf8"), name);
  const [problem] = problems.filter(({ level }) => level === "error");
  if (problem !== undefined) throw new ConfigError(formatFileProblem(problem));
  if (rules.length !== 1) throw new ConfigError(`${name} holds ${rules.length} rules: name a file with one`);
  return rules[0];
}

function describe(result: BacktestAnswer): string {
  const perDay = result.hits / Math.max(1, result.byDay.length);
  const top = (counts: BacktestAnswer["byLang"]) =>
    counts
      .slice(0, 8)
      .map(({ value, hits }) => `${value} ${hits}`)
      .join(", ");
  const samples = (title: string, list: BacktestAnswer["samples"]) =>
    list.map(
      ({ firstSeenAt, source, title: headline }) => `  ${title} ${firstSeenAt.slice(0, 16)} ${source}: ${headline}`,
    );
  return [
    ...(result.isPartial ? ["PARTIAL: a bound was met; days marked * are not whole"] : []),
    `${result.hits} hits in ${result.scanned} stories, ${perDay.toFixed(1)} a day`,
    ...result.byDay.map(({ day, hits, scanned, isWhole }) => `  ${day} ${hits} of ${scanned}${isWhole ? "" : " *"}`),
    `languages: ${top(result.byLang)}`,
    `outlets: ${top(result.bySource)}`,
    ...samples("hit ", result.samples),
    ...(result.gained === undefined
      ? []
      : [`gained ${result.gained.count} against the version in force`, ...samples("+", result.gained.samples)]),
    ...(result.lost === undefined ? [] : [`lost ${result.lost.count}`, ...samples("-", result.lost.samples)]),
    `${result.readUnits} read units, $${result.dollars.toFixed(6)}`,
    "",
  ].join("\n");
}
