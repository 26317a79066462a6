/** `parse` and `feeds …` as processes: their output, their exit status, and what they leave in the list. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readOpml } from "../../lambdas/core/feeds/opml.ts";
import { writeOpml } from "../../lambdas/core/feeds/write-opml.ts";
import { type FeedServer, rss, startFeedServer } from "../support/feed-server.ts";
import { feedAt } from "../support/pipeline.ts";

const TIMEOUT = 120_000;

let folder: string;
let server: FeedServer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "kivuwatch-feeds-"));
  server = await startFeedServer();
});

afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function kivuwatch(args: readonly string[], input = "") {
  const child = spawn(process.execPath, ["--import", "tsx", "cli/kivuwatch.ts", ...args]);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  child.stdin.end(input);
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { status, stdout, stderr };
}

describe("kivuwatch parse", () => {
  it(
    "answers each line in order, the last of them without a line break",
    async () => {
      const path = join(folder, "feed.xml");
      writeFileSync(path, rss([{ title: "One" }]));

      const { status, stdout } = await kivuwatch(["parse"], `${path}\n\n/none.xml\n{"path":"${path}"}`);

      const answers = stdout.trimEnd().split("\n");
      expect(status).toBe(0);
      expect(answers.map((line) => Object.keys(JSON.parse(line)))).toEqual([
        ["title", "items"],
        ["error"],
        ["title", "items"],
      ]);
    },
    TIMEOUT,
  );
});

describe("kivuwatch feeds", () => {
  it(
    "check exits with 1 when any feed fails and with 0 when none does",
    async () => {
      server.serve("/good", { body: rss([{ title: "One" }]) });
      const list = join(folder, "feeds.opml");
      writeFileSync(list, writeOpml([feedAt(server, "/good", "Good"), feedAt(server, "/none", "None")], "Test", 0));
      const allow = ["--allow-host", server.host];

      const mixed = await kivuwatch(["feeds", "check", list, ...allow]);
      const good = await kivuwatch(["feeds", "check", server.urlOf("/good"), ...allow]);
      const guarded = await kivuwatch(["feeds", "check", server.urlOf("/good")]);

      expect(mixed.status).toBe(1);
      const statuses = JSON.parse(mixed.stdout).feeds.map((feed: { status: string }) => feed.status);
      expect(statuses).toEqual(["ok", "http-404"]);
      expect(good).toMatchObject({ status: 0, stderr: "" });
      expect(guarded.status).toBe(1);
      expect(JSON.parse(guarded.stdout).feeds[0].status).toBe("blocked-port");
    },
    TIMEOUT,
  );

  it(
    "add finds a site's feed, writes it once, and nothing on a dry run",
    async () => {
      const page = '<link rel="alternate" type="application/rss+xml" href="/news">';
      server.serve("/", { body: `<html>${page}</html>`, contentType: "text/html" });
      server.serve("/news", { body: rss([{ title: "One" }], "Kivu &amp; co") });
      const list = join(folder, "feeds.opml");
      writeFileSync(list, writeOpml([feedAt(server, "/other", "Other")], "Test", 0));
      const before = readFileSync(list, "utf8");
      const add = ["feeds", "add", server.urlOf("/"), "--file", list, "--tags", "drc", "--allow-host", server.host];

      const dry = await kivuwatch([...add, "--dry-run"]);
      const untouched = readFileSync(list, "utf8");
      const added = await kivuwatch(add);
      const again = await kivuwatch(add);

      expect([dry.status, added.status, again.status]).toEqual([0, 0, 1]);
      expect(untouched).toBe(before);
      expect(added.stdout).toBe(dry.stdout);
      expect(again.stderr).toContain("listed");
      const { specs } = readOpml(readFileSync(list, "utf8"), list);
      expect(specs.map(({ title, tags }) => [title, tags])).toEqual([
        ["Other", []],
        ["Kivu & co", ["drc"]],
      ]);
    },
    TIMEOUT,
  );

  it(
    "list names what is configured when no state is at hand",
    async () => {
      const { status, stdout } = await kivuwatch(["feeds", "list"]);

      expect(status).toBe(0);
      expect(JSON.parse(stdout).feeds.length).toBeGreaterThan(50);
    },
    TIMEOUT,
  );
});
