/** `parse` and `feeds …` as processes: their output, their exit status, and what they leave in the list. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EmbeddedServices, startEmbeddedServices } from "../../infra/local/embedded-services.ts";
import { createDynamoClient } from "../../lambdas/adapters/dynamo/dynamo-client.ts";
import { DynamoFeedStore } from "../../lambdas/adapters/dynamo/dynamo-feed-store.ts";
import { NEW_FEED_STATE } from "../../lambdas/core/feeds/feed.ts";
import { readOpml } from "../../lambdas/core/feeds/opml.ts";
import { writeOpml } from "../../lambdas/core/feeds/write-opml.ts";
import { DAY_MS, HOUR_MS } from "../../lambdas/core/time.ts";
import { type FeedServer, rss, startFeedServer } from "../support/feed-server.ts";
import { feedAt } from "../support/pipeline.ts";
import { runCli } from "../support/run-cli.ts";

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

describe("kivuwatch parse", () => {
  it(
    "answers each line in order, the last of them without a line break",
    async () => {
      const path = join(folder, "feed.xml");
      writeFileSync(path, rss([{ title: "One" }]));

      const { status, stdout } = await runCli(["parse"], `${path}\n\n/none.xml\n{"path":"${path}"}`);

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

      const mixed = await runCli(["feeds", "check", list, ...allow]);
      const good = await runCli(["feeds", "check", server.urlOf("/good"), ...allow]);
      const guarded = await runCli(["feeds", "check", server.urlOf("/good")]);

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

      const dry = await runCli([...add, "--dry-run"]);
      const untouched = readFileSync(list, "utf8");
      const added = await runCli(add);
      const again = await runCli(add);

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
      const { status, stdout } = await runCli(["feeds", "list"]);

      expect(status).toBe(0);
      expect(JSON.parse(stdout).feeds.length).toBeGreaterThan(50);
    },
    TIMEOUT,
  );

  describe("list over the stored tables", () => {
    let data: string;

    /** A healthy French feed, a Swahili one that fails and one whose last news is old; dispatch stopped an hour ago. */
    async function storeFeeds(services: EmbeddedServices): Promise<void> {
      const { AWS_ENDPOINT_URL_DYNAMODB: endpoint, FEEDS_TABLE = "" } = services.environment;
      const client = createDynamoClient({ endpoint, region: "us-east-1" });
      const store = new DynamoFeedStore(client, FEEDS_TABLE);
      const now = Date.now();
      const good = { ...NEW_FEED_STATE, firstGoodAt: now - 90 * DAY_MS, lastGoodAt: now, lastNewAt: now };
      const hours = [{ hour: now - HOUR_MS, fetched: 3, stored: 3, duplicate: 0, revised: 0, rejected: {} }];
      const failing = { ...good, failures: 4, lastError: { at: now, reason: "timeout: \u001b[31mno answer in 20 s" } };
      const silent = { ...good, lastNewAt: now - 30 * DAY_MS, longestQuietMs: DAY_MS };
      const schedule = { intervalMinutes: 15, isGone: false };
      for (const [title, lang, state] of [
        ["Radio Okapi", "fr", { ...good, hours }],
        ["Idhaa", "sw", { ...failing, lastNewAt: now - 9 * DAY_MS, longestQuietMs: DAY_MS }],
        ["Gazeti", "sw", silent],
      ] as const) {
        const spec = feedAt(server, `/${title}`, title, lang);
        await store.register(spec);
        await store.saveState(spec.id, { ...schedule, notBefore: now + HOUR_MS }, state);
      }
      await store.setWatermark(now - HOUR_MS);
      client.destroy();
    }

    beforeEach(() => {
      data = join(folder, "state");
    });

    it(
      "tells each feed's health and norm and each language's volume, of a run that goes on and of one that stopped",
      async () => {
        const services = await startEmbeddedServices(data, true);
        await storeFeeds(services);

        const running = await runCli(["feeds", "list", "--local", "--data", data]);
        await services.stop();
        const stopped = await runCli(["feeds", "list", "--data", data]);

        const { feeds, languages, dispatchedAt } = JSON.parse(stopped.stdout);
        const byTitle = new Map<string, Record<string, unknown>>(
          feeds.map((feed: { title: string }) => [feed.title, feed]),
        );
        expect([running.status, stopped.status]).toEqual([0, 0]);
        expect(JSON.parse(running.stdout).feeds).toHaveLength(3);
        expect(byTitle.get("Radio Okapi")).toMatchObject({ health: "healthy", failures: 0, lastError: null });
        expect(byTitle.get("Idhaa")).toMatchObject({ health: "failing", failures: 4 });
        expect(byTitle.get("Gazeti")).toMatchObject({ health: "silent", silentAfter: expect.any(String) });
        expect(languages).toMatchObject([
          { lang: "sw", feeds: 2, healthyFeeds: 0, stories: 0, health: "silent" },
          { lang: "fr", feeds: 1, healthyFeeds: 1, stories: 3, health: "healthy" },
        ]);
        expect(Date.parse(dispatchedAt)).toBeLessThan(Date.now());
      },
      TIMEOUT,
    );
  });
});
