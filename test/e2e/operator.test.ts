/** The operator's command against a running KivuWatch: silences and subscriptions, each call a process of its own. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Runtime } from "../../infra/local/runtime.ts";
import { MINUTE_MS } from "../../lambdas/core/time.ts";
import { type FeedServer, rss, startFeedServer } from "../support/feed-server.ts";
import { MODEL_ITEM } from "../support/model-story.ts";
import { feedAt, type Pipeline, startPipeline } from "../support/pipeline.ts";
import { runCli } from "../support/run-cli.ts";

let server: FeedServer;
let pipeline: Pipeline;
let runtime: Runtime;

function kivuwatch(...args: string[]) {
  return runCli(args);
}

function locally(...args: string[]) {
  return kivuwatch(...args, "--local", "--data", pipeline.dataDir);
}

beforeAll(async () => {
  server = await startFeedServer();
  server.serve("/a", { body: rss([{ ...MODEL_ITEM, published: new Date(Date.now() - MINUTE_MS) }]) });
  const feeds = [feedAt(server, "/a", "Kivu Courier")];
  pipeline = await startPipeline({ feeds, server, now: Date.now });
  runtime = pipeline.restart();
  await runtime.collect("all");
}, 60_000);

afterAll(async () => {
  await pipeline.stop();
  await server.stop();
});

const TIMEOUT = 180_000;

describe("the operator", () => {
  it(
    "silences a place for a while: the story is not alerted, and the list says why until it is lifted and after",
    async () => {
      const made = await locally("silence", "Nyiragongo", "--for", "6h", "--why", "joint exercise", "--by", "Amina");
      const goma = await locally("silence", "place:goma", "--for", "6h", "--why", "joint exercise", "--by", "Amina");

      const { alerts, drain } = await runtime.tell();

      expect([made.status, goma.status, made.stderr, goma.stderr]).toEqual([0, 0, "", ""]);
      expect(made.stdout).toMatch(/^[0-9a-f]{12} {2}active {2}place place\.nyiragongo {2}until \S+Z {2}Amina: joint/);
      expect(alerts).toEqual([]);
      expect(drain.settled.map(({ decision }) => decision.kind)).toEqual(["silenced"]);

      const id = made.stdout.slice(0, 12);
      const lifted = await locally("silence", "lift", id, "--by", "Bahati");
      const again = await locally("silence", "lift", id, "--by", "Bahati");
      const active = await locally("silences", "--active");
      const all = await locally("silences", "--json");

      expect(lifted.stdout).toContain("by Bahati");
      expect([lifted.status, again.status]).toEqual([0, 1]);
      expect(active.stdout.trim().split("\n")).toEqual([expect.stringContaining("place.goma")]);
      const states = all.stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      expect(states.map(({ target, state }) => [target.id, state]).sort()).toEqual([
        ["place.goma", "active"],
        ["place.nyiragongo", "lifted"],
      ]);
    },
    TIMEOUT,
  );

  it(
    "subscribes a queue to what it wants, sees what it would have brought, and ends it again",
    async () => {
      const item = {
        ...MODEL_ITEM,
        title: "FARDC and M23 clash near Beni",
        link: "https://courier.example/2",
        guid: "2",
      };
      const description = "Fighting between M23 rebels and the FARDC reached Beni in North Kivu, officials said.";
      server.serve("/a", { body: rss([{ ...item, description, published: new Date() }]) });
      await runtime.collect("all");
      const { alerts } = await runtime.tell();
      const queue = "arn:aws:sqs:us-east-1:000000000000:kivuwatch-collect";
      const wanted = ["--protocol", "sqs", "--endpoint", queue, "--severity", "medium+", "--place", "beni"];

      const shown = await locally("subscribe", ...wanted, "--lang", "en", "--dry-run");
      const other = await locally("subscribe", ...wanted, "--lang", "sw");
      const listed = await locally("subscriptions");

      expect(alerts.map(({ title }) => title)).toContain(item.title);
      expect([shown.status, shown.stderr, other.status]).toEqual([0, "", 0]);
      const policy = '{"severityRank":[{"numeric":[">=",2]}],"place":["place.beni"],"lang":["en",{"prefix":"en-"}]}';
      expect(shown.stdout).toContain(`filter policy  ${policy}\n`);
      expect(shown.stdout).toMatch(/last 7 days {4}1 story\n.* new {5}FARDC and M23 clash near Beni \(Kivu Courier\)/);
      expect(shown.stdout).not.toContain("subscribed");
      expect(other.stdout).toContain("last 7 days    0 stories");
      const arn = /^subscribed\s+(arn:\S+)$/m.exec(other.stdout)?.[1] ?? "none";
      expect(listed.stdout).toContain(arn);

      const ended = await locally("unsubscribe", arn);
      const left = await locally("subscriptions");

      expect(ended.status).toBe(0);
      expect(left.stdout).not.toContain(arn);
    },
    TIMEOUT,
  );

  it(
    "is told what is wrong with a request, and nothing is done",
    async () => {
      const wrong = await Promise.all([
        locally("silence", "atlantis", "--for", "6h", "--why", "x", "--by", "y"),
        locally("silence", "goma", "--for", "6h", "--by", "y"),
        locally("subscribe", "--protocol", "sms", "--endpoint", "0810000000"),
        kivuwatch("silences", "--local", "--data", `${pipeline.dataDir}/nowhere`),
      ]);

      expect(wrong.map(({ status }) => status)).toEqual([2, 2, 2, 2]);
      expect(wrong.map(({ stderr }) => stderr)).toEqual([
        expect.stringContaining('nothing to silence goes by "atlantis"'),
        expect.stringContaining("--why is needed"),
        expect.stringContaining("for sms it is a number in international form"),
        expect.stringContaining("nothing runs on this machine, see npm start"),
      ]);
    },
    TIMEOUT,
  );
});
