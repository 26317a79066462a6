/** What a newcomer types, as a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FeedServer, rss, startFeedServer } from "../support/feed-server.ts";
import { MODEL_ITEM, MOTORWAY_ITEM } from "../support/model-story.ts";

let dataDir: string;
const children: ChildProcess[] = [];

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function start(args: readonly string[], onOutput?: (stdout: string, stop: () => void) => void): Promise<Ended> {
  const child = spawn(process.execPath, ["--import", "tsx", "infra/local/start.ts", ...args], {
    // No account: whatever credentials the machine has must not matter.
    env: { PATH: process.env.PATH, AWS_PROFILE: "nobody", NO_COLOR: "1" },
  });
  children.push(child);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
    onOutput?.(stdout, () => child.kill("SIGINT"));
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { status, stdout, stderr };
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "kivuwatch-start-"));
});

afterEach(() => {
  // A test that ran out of time leaves none behind.
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

describe("npm start -- --once --json", () => {
  it("prints one JSON object in which the model story is alerted, and repeats nothing the second time", async () => {
    const args = ["--once", "--json", "--offline", "--data", dataDir];

    const first = await start(args);
    const second = await start(args);

    expect(first.status).toBe(0);
    const report = JSON.parse(first.stdout);
    const model = report.alerts.find((alert: { title: string }) => /Kagame and Blinken/.test(alert.title));
    expect(model.rules).toEqual(expect.arrayContaining(["eastern-drc", "m23-front-lines", "diplomacy"]));
    const { fetched, stored, duplicate, revised, rejected } = report.entries;
    expect(fetched).toBe(stored + duplicate + revised + rejected);
    expect(report.matched.map((story: { title: string }) => story.title).join()).not.toMatch(/motorway|sesame/i);
    expect(report.matched.every((story: { decision: string }) => story.decision !== "open")).toBe(true);
    expect(second.status).toBe(0);
    expect(JSON.parse(second.stdout)).toMatchObject({ matched: [], alerts: [], entries: { stored: 0, revised: 0 } });
  }, 180_000);

  it.each([
    [["--once", "--feeds", "/nowhere.opml"], /^kivuwatch: --feeds \/nowhere\.opml: no such file\n$/],
    [["--port", "banana"], /^kivuwatch: --port banana: not a port between 0 and 65535\n$/],
    [["--frobnicate"], /^kivuwatch: .*--frobnicate.*\n$/],
  ])("answers %j with one line and status 2", async (args, line) => {
    const { status, stdout, stderr } = await start(args);

    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(line);
  });
});

describe("somebody else's feeds", () => {
  let server: FeedServer;

  beforeEach(async () => {
    server = await startFeedServer();
    server.serve("/wire.xml", { body: rss([MODEL_ITEM, MOTORWAY_ITEM]) });
  });

  afterEach(async () => {
    await server.stop();
  });

  it("are polled through --feeds and --allow-host, at the time of --at; a forbidden one is reported", async () => {
    const opml = join(dataDir, "feeds.opml");
    const outlines = [server.urlOf("/wire.xml"), server.urlOf("/missing.xml"), "http://127.0.0.1:9/private.xml"];
    writeFileSync(
      opml,
      `<opml version="2.0"><body>${outlines.map((url) => `<outline text="Wire" xmlUrl="${url}"/>`).join("")}</body></opml>`,
    );
    const options = ["--feeds", opml, "--allow-host", server.host, "--at", "2023-05-15T18:00:00Z"];

    const { status, stdout } = await start(["--once", "--json", "--data", join(dataDir, "state"), ...options]);

    expect(status).toBe(0);
    const report = JSON.parse(stdout);
    expect(report.alerts.map((alert: { title: string }) => alert.title)).toEqual([MODEL_ITEM.title]);
    const byUrl = new Map(report.feeds.map((feed: { url: string }) => [feed.url, feed]));
    expect(byUrl.get(outlines[0])).toMatchObject({ status: "fetched", entries: 2 });
    expect(byUrl.get(outlines[1])).toMatchObject({ status: "failed", reason: expect.stringContaining("404") });
    expect(byUrl.get(outlines[2])).toMatchObject({ status: "failed", reason: expect.stringMatching(/address|port/) });
  }, 180_000);
});

describe("npm start", () => {
  it("shows the alert, answers on HTTP, and ends cleanly on Ctrl-C", async () => {
    let answered: Promise<Response> | undefined;

    const { status, stdout } = await start(["--offline", "--port", "0", "--data", dataDir], (output, stop) => {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (answered !== undefined || url === undefined || !output.includes("kagame-blinken-telephone-call")) return;
      answered = fetch(`${url}/health`);
      answered.then(stop, stop);
    });

    expect(status).toBe(0);
    expect(stdout).toMatch(/HIGH/);
    expect(stdout).toContain("everything is stored");
    const response = await answered;
    expect(response?.status).toBe(200);
  }, 180_000);
});
