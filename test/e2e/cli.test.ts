/** The operator's command, as a process of its own. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCli } from "../support/run-cli.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kivuwatch-cli-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const TIMEOUT = 120_000;

describe("kivuwatch", () => {
  it(
    "lists its commands, and names a wrong one",
    async () => {
      const help = await runCli(["--help"]);
      const wrong = await runCli(["rules", "frobnicate"]);

      expect(help).toMatchObject({ status: 0, stderr: "" });
      expect(help.stdout).toMatch(/rules check .*\n.*rules format/s);
      expect(wrong).toMatchObject({ status: 2, stdout: "" });
      expect(wrong.stderr).toContain("no command `rules frobnicate`");
    },
    TIMEOUT,
  );
});

describe("kivuwatch rules", () => {
  const BROKEN = 'id: broken\ntitle: Broken\nseverity: high\nquery: "(M23 AND Goma"\n';

  it(
    "check finds the shipped rules free of errors",
    async () => {
      const { status, stdout } = await runCli(["rules", "check", "config/rules", "--json"]);

      expect(status).toBe(0);
      const report = JSON.parse(stdout);
      expect(report.errors).toBe(0);
      expect(report.rules).toBeGreaterThanOrEqual(15);
    },
    TIMEOUT,
  );

  it(
    "check points to the character of the file and goes on with the other rules",
    async () => {
      writeFileSync(join(folder, "broken.yaml"), BROKEN);
      writeFileSync(join(folder, "good.yaml"), BROKEN.replace(/broken/gi, "good").replace("(", ""));

      const { status, stdout } = await runCli(["rules", "check", folder]);

      expect(status).toBe(1);
      expect(stdout).toMatch(/broken\.yaml:4:\d+ E_PAREN/);
      expect(stdout).toContain("1 rules");
    },
    TIMEOUT,
  );

  it(
    "format writes the canonical form once, keeps comments, and says so beforehand with --check",
    async () => {
      const file = join(folder, "rule.yaml");
      writeFileSync(file, '# why\nid: a\ntitle: A\nseverity: low\nquery: "  M23   AND (Goma)" # here\n');

      const check = await runCli(["rules", "format", folder, "--check"]);
      const first = await runCli(["rules", "format", folder]);
      const second = await runCli(["rules", "format", folder]);

      expect(check).toMatchObject({ status: 1, stdout: `would format ${file}\n` });
      expect(first.stdout).toBe(`formatted ${file}\n`);
      expect(second.stdout).toBe("all queries are in canonical form\n");
      expect(readFileSync(file, "utf8")).toMatch(/# why\n(.*\n)*query: .*M23 AND Goma.*# here/);
    },
    TIMEOUT,
  );
});

describe("kivuwatch match", () => {
  it(
    "answers every line in order, bad ones with their error",
    async () => {
      const lines = [
        '{"id":"1","title":"Goma : le M23 attaque Kibumba"}',
        '{"id":"2","title":',
        '{"id":"3"}',
        '{"id":4,"title":"M23 motorway closed near Crawley","summary":null}',
      ];

      const { status, stdout } = await runCli(["match", "--explain"], `${lines.join("\n")}\n`);

      const answers = stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      expect(status).toBe(0);
      expect(answers.map((answer) => answer.id)).toEqual(["1", "2", "3", "4"]);
      expect(answers[0].matches.map((match: { ruleId: string }) => match.ruleId)).toContain("m23-front-lines");
      expect(answers[0].matches[0].trace.holds).toBe(true);
      expect(answers[1].error).toMatch(/^line 2: not JSON/);
      expect(answers[2].error).toMatch(/^line 3: title/);
      expect(answers[3].matches).toEqual([]);
    },
    TIMEOUT,
  );
});

describe("kivuwatch explain", () => {
  it(
    "tells by its status whether the rule matches, and shows the tree",
    async () => {
      const match = await runCli(["explain", "m23-front-lines"], "Le M23 attaque Kibumba\nLe Congo est inquiet.");
      const miss = await runCli(["explain", "m23-front-lines"], "Sesame prices rise");
      const unknown = await runCli(["explain", "no-such-rule"], "Text");

      expect(match).toMatchObject({ status: 0 });
      expect(match.stdout).toMatch(/\+ .*M23/);
      expect(miss).toMatchObject({ status: 1 });
      expect(miss.stdout).toContain("does not match");
      expect(unknown).toMatchObject({ status: 2 });
      expect(unknown.stderr).toContain("no rule no-such-rule");
    },
    TIMEOUT,
  );
});

describe("kivuwatch pack", () => {
  it(
    "writes nothing and names the place when the configuration is faulty",
    async () => {
      mkdirSync(join(folder, "rules"));
      mkdirSync(join(folder, "gazetteer"));
      writeFileSync(join(folder, "desk.yaml"), "stage: test\n");
      writeFileSync(
        join(folder, "feeds.opml"),
        '<opml version="2.0"><body><outline xmlUrl="https://a.example/f"/></body></opml>',
      );
      writeFileSync(join(folder, "rules", "a.yaml"), "id: a\ntitle: A\nseverity: loud\nquery: Goma\n");
      const out = join(folder, "pack.json");

      const faulty = await runCli(["pack", "--config", folder, "--out", out]);
      writeFileSync(join(folder, "rules", "a.yaml"), "id: a\ntitle: A\nseverity: high\nquery: Goma\n");
      const sound = await runCli(["pack", "--config", folder, "--out", out]);

      expect(faulty.status).toBe(1);
      expect(faulty.stderr).toMatch(/a\.yaml:3:\d+ /);
      expect(sound).toMatchObject({ status: 0, stderr: "" });
      const pack = JSON.parse(readFileSync(out, "utf8"));
      expect(pack.rules).toMatchObject([{ id: "a", enabled: true }]);
      expect(pack.feeds).toMatchObject([{ url: "https://a.example/f" }]);
    },
    TIMEOUT,
  );
});

describe("kivuwatch costs", () => {
  it(
    "adds up to its total and stays under a dollar for a hundred feeds",
    async () => {
      const { stdout } = await runCli(["costs", "--json"]);

      const report = JSON.parse(stdout);
      const sum = report.lines.reduce((total: number, line: { dollars: number }) => total + line.dollars, 0);
      expect(report.total).toBeCloseTo(sum, 6);
      expect(report.afterFreeTier).toBeLessThan(1);
      expect(report.total).toBeGreaterThan(report.afterFreeTier);
    },
    TIMEOUT,
  );
});
