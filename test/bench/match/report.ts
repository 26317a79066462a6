/** The figures for people: a table, and what was aimed at beside what was reached. */
import type { SizeReport } from "./bench-size.ts";

interface Goal {
  readonly text: string;
  readonly reached: number;
  readonly isMet: boolean;
}

export function renderReport(reports: readonly SizeReport[], slowDown: number | undefined): string {
  const names = [...new Set(reports.flatMap((report) => Object.keys(report.rates)))];
  const rows = [["", ...reports.map(({ name }) => `${name}`)]];
  for (const name of names) {
    rows.push([`${name}, stories/s`, ...reports.map((report) => number(report.rates[name]))]);
  }
  for (const name of names.slice(1)) {
    rows.push([`engine : ${name}`, ...reports.map((report) => ratio(report.ratios[name]))]);
  }
  rows.push(["stories that match", ...reports.map((report) => `${(report.matchedShare * 100).toFixed(1)} %`)]);
  rows.push(["matches a story", ...reports.map((report) => report.matchesPerStory.toFixed(2))]);
  rows.push(["rules refused", ...reports.map(({ refused }) => number(refused))]);
  rows.push(["compile, ms", ...reports.map((report) => number(report.compileMs))]);
  rows.push(["load, ms", ...reports.map((report) => report.loadMs.toFixed(2))]);
  rows.push(["compiled, KB", ...reports.map((report) => number(report.bytes / 1024))]);
  rows.push(["memory in use beside it, KB", ...reports.map((report) => number(report.memory / 1024))]);
  rows.push(["differences to the plain evaluator", ...reports.map(differences)]);
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  "),
  );
  const absent = new Set(
    reports.flatMap(({ name, absent }) => absent.map((peer) => `${name}: ${peer.name}: ${peer.reason}`)),
  );
  const goals = goalsOf(reports, slowDown).map(
    ({ text, reached, isMet }) => `${isMet ? "met   " : "MISSED"}  ${text}: ${reached.toFixed(2)}`,
  );
  const profiles = reports.map(({ name, profile }) => {
    const shares = profile.map((line) => `${line.name} ${Math.round(line.share * 100)} %`);
    return `${name}: the engine's time: ${shares.join(", ")}`;
  });
  return [...lines, "", ...absent, "", ...profiles, "", ...goals].join("\n");
}

/** What issue and design ask for, as far as the sizes that were measured tell. */
export function goalsOf(reports: readonly SizeReport[], slowDown: number | undefined): readonly Goal[] {
  const goals: Goal[] = [];
  const atLeast = (text: string, reached: number | undefined, wanted: number): void => {
    if (reached !== undefined) goals.push({ text: `${text}, at least ${wanted}`, reached, isMet: reached >= wanted });
  };
  const atMost = (text: string, reached: number | undefined, wanted: number): void => {
    if (reached !== undefined) goals.push({ text: `${text}, at most ${wanted}`, reached, isMet: reached <= wanted });
  };
  const at = (name: string): SizeReport | undefined => reports.find((report) => report.name === name);
  for (const report of reports.filter(({ name }) => /^\d/.test(name))) {
    atLeast(`${report.name}: times modern-ahocorasick`, report.ratios["modern-ahocorasick"], 5);
  }
  atLeast("1000: times RE2.Set", at("1000")?.ratios["RE2.Set"], 3);
  atLeast("1000: of the floor", at("1000")?.ratios.floor, 0.5);
  atLeast("10000: of the floor", at("10000")?.ratios.floor, 0.33);
  atMost("100 to 100000: slow-down", slowDown, 3);
  atMost("10000: compile, ms", at("10000")?.compileMs, 1_500);
  atMost("100000: compile, ms", at("100000")?.compileMs, 10_000);
  atMost("10000: load, ms", at("10000")?.loadMs, 10);
  atMost("100000: load, ms", at("100000")?.loadMs, 30);
  const large100k = at("100000");
  if (large100k !== undefined) atMost("100000: compiled, MB", large100k.bytes / 1e6, 20);
  return goals;
}

function differences({ agreement }: SizeReport): string {
  return agreement === undefined ? "-" : `${agreement.differences} of ${agreement.stories}`;
}

function number(value: number | undefined): string {
  return value === undefined ? "-" : Math.round(value).toLocaleString("en-US");
}

function ratio(value: number | undefined): string {
  return value === undefined ? "-" : value.toFixed(2);
}
