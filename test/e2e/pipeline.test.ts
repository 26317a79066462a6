import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { invokeQuery } from "../../infra/local/api-gateway.ts";
import type { Runtime } from "../../infra/local/runtime.ts";
import { type FeedServer, rss, startFeedServer } from "../support/feed-server.ts";
import { MODEL_ITEM, MODEL_TIME, MOTORWAY_ITEM } from "../support/model-story.ts";
import { feedAt, type Pipeline, startPipeline } from "../support/pipeline.ts";
import { isWrite, type RequestProxy, startRequestProxy } from "../support/request-proxy.ts";

const MINUTE = 60_000;

let server: FeedServer;
let pipeline: Pipeline;
let now: number;

async function start(...paths: string[]): Promise<Runtime> {
  pipeline = await startPipeline({
    feeds: paths.map((path) => feedAt(server, path, `Outlet ${path}`)),
    server,
    now: () => now,
  });
  return pipeline.restart();
}

async function archive(runtime: Runtime, path: string) {
  const response = await invokeQuery(runtime.query, new Request(`http://127.0.0.1${path}`));
  return { status: response.status, body: JSON.parse(await response.text()) };
}

beforeEach(async () => {
  now = MODEL_TIME;
  server = await startFeedServer();
});

afterEach(async () => {
  await pipeline.stop();
  await server.stop();
});

describe("one cycle", () => {
  it("tells a desk's queue of the model story exactly once, and keeps it with its spans", async () => {
    server.serve("/a", { body: rss([MODEL_ITEM, MOTORWAY_ITEM]) });
    const runtime = await start("/a");

    await runtime.collect("all");
    const { alerts } = await runtime.tell();

    expect(alerts.map((alert) => alert.title)).toEqual([MODEL_ITEM.title]);
    const rules = alerts[0]?.matches.map((match) => match.ruleId) ?? [];
    expect(rules.length).toBeGreaterThanOrEqual(3);
    const list = await archive(runtime, "/stories");
    expect(list.body.stories.map((story: { title: string }) => story.title)).toEqual([MODEL_ITEM.title]);
    const story = (await archive(runtime, `/stories/${alerts[0]?.storyId}`)).body;
    const marked = story.matches.flatMap((match: { spans: { text: string }[] }) =>
      match.spans.map((span) => span.text),
    );
    expect(marked).toEqual(expect.arrayContaining(["M23", "Kibumba"]));
    for (const match of story.matches) {
      for (const span of match.spans) expect(story[span.field].slice(span.start, span.end)).toBe(span.text);
    }
    expect(story.decision).toMatchObject({ kind: "new", alertId: alerts[0]?.id });
  });

  it("finds the story under every place above it", async () => {
    server.serve("/a", { body: rss([MODEL_ITEM]) });
    const runtime = await start("/a");

    await runtime.collect("all");
    await runtime.tell();

    const { body } = await archive(runtime, "/stories?place=north-kivu&group=m23");
    expect(body.stories).toHaveLength(1);
  });

  it("stores an old story without an alert", async () => {
    server.serve("/a", { body: rss([MODEL_ITEM]) });
    now = MODEL_TIME + 24 * 60 * MINUTE;
    const runtime = await start("/a");

    const [outcome] = await runtime.collect("all");
    const { alerts, drain } = await runtime.tell();

    expect(outcome?.tally.stored).toBe(1);
    expect(alerts).toEqual([]);
    expect(drain.settled.map(({ decision }) => decision.kind)).toEqual(["backlog"]);
  });

  it("makes one story with both sources of a URL that two feeds carry", async () => {
    server.serve("/a", { body: rss([MODEL_ITEM]) });
    server.serve("/b", { body: rss([{ ...MODEL_ITEM, guid: "other-7", link: `${MODEL_ITEM.link}?utm_source=rss` }]) });
    const runtime = await start("/a", "/b");

    await runtime.collect("all");
    const { alerts } = await runtime.tell();

    expect(alerts).toHaveLength(1);
    const { body } = await archive(runtime, `/stories/${alerts[0]?.storyId}`);
    expect(body.sources.map((source: { source: string }) => source.source).sort()).toEqual(["Outlet /a", "Outlet /b"]);
  });

  it("reports each kind of bad feed with its reason while the good one goes on", async () => {
    server.serve("/good", { body: rss([MODEL_ITEM]) });
    server.serve("/500", { body: "no", status: 500 });
    server.serve("/html", { body: "<!doctype html><html><head><title>Hello</title></head><body>Hi</body></html>" });
    server.serve("/empty", { body: "" });
    server.serve("/garbage", { body: "\u0001\u0002 %%% not a feed" });
    const runtime = await start("/500", "/html", "/empty", "/garbage", "/good");

    const outcomes = await runtime.collect("all");
    const { alerts } = await runtime.tell();

    expect(alerts).toHaveLength(1);
    const byPath = new Map(outcomes.map((outcome) => [new URL(outcome.url).pathname, outcome]));
    expect(byPath.get("/good")?.status).toBe("fetched");
    expect(byPath.get("/500")?.reason).toMatch(/500/);
    expect(byPath.get("/html")?.reason).toMatch(/E_HTML_PAGE/);
    expect(byPath.get("/empty")?.reason).toMatch(/E_EMPTY/);
    expect(byPath.get("/garbage")?.reason).toMatch(/E_NOT_A_FEED/);
  });

  it("counts every entry of a feed once", async () => {
    server.serve("/a", { body: rss([MODEL_ITEM, MOTORWAY_ITEM, MODEL_ITEM]) });
    const runtime = await start("/a");

    const [outcome] = await runtime.collect("all");

    expect(outcome?.tally).toEqual({ fetched: 3, stored: 2, duplicate: 1, revised: 0, rejected: 0 });
  });
});

describe("the next cycle", () => {
  let proxy: RequestProxy;

  afterEach(async () => {
    await proxy?.stop();
  });

  it("writes nothing and tells nothing when the feeds answer 304", async () => {
    server.serve("/a", { body: rss([MODEL_ITEM]), etag: '"v1"' });
    const first = await start("/a");
    await first.collect("all");
    await first.tell();
    proxy = await startRequestProxy(pipeline.services.environment.AWS_ENDPOINT_URL_DYNAMODB ?? "");
    const second = pipeline.restart({ AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint });

    const outcomes = await second.collect("all");
    const { alerts } = await second.tell();

    expect(server.answers).toEqual([200, 304]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["not-modified"]);
    expect(proxy.operations.length).toBeGreaterThan(0);
    expect(proxy.operations.filter(isWrite)).toEqual([]);
    expect(alerts).toEqual([]);
  });

  it("writes nothing when a feed without validators sends the same body", async () => {
    server.serve("/a", { body: rss([MODEL_ITEM]) });
    const first = await start("/a");
    await first.collect("all");
    await first.tell();
    proxy = await startRequestProxy(pipeline.services.environment.AWS_ENDPOINT_URL_DYNAMODB ?? "");
    const second = pipeline.restart({ AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint });

    await second.collect("all");
    await second.tell();

    expect(proxy.operations.filter(isWrite)).toEqual([]);
  });

  it("never scans a table", async () => {
    server.serve("/a", { body: rss([MODEL_ITEM]) });
    await start("/a");
    proxy = await startRequestProxy(pipeline.services.environment.AWS_ENDPOINT_URL_DYNAMODB ?? "");
    const runtime = pipeline.restart({ AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint });

    await runtime.collect("all");
    await runtime.tell();
    for (const path of ["/stories", "/events", "/feeds", "/rules"]) await archive(runtime, path);

    expect(proxy.operations).toContain("PutItem");
    expect(proxy.operations).not.toContain("Scan");
  });

  it("keeps the former headline of an edited story as a revision", async () => {
    server.serve("/a", { body: rss([MODEL_ITEM]) });
    const runtime = await start("/a");
    await runtime.collect("all");
    const { alerts } = await runtime.tell();
    const edited = `${MODEL_ITEM.title}, offices say`;
    server.serve("/a", { body: rss([{ ...MODEL_ITEM, title: edited }]) });
    now += 15 * MINUTE;

    const [outcome] = await runtime.collect("all");
    const second = await runtime.tell();

    expect(outcome?.tally).toMatchObject({ stored: 0, revised: 1 });
    const { body } = await archive(runtime, `/stories/${alerts[0]?.storyId}`);
    expect(body.title).toBe(edited);
    expect(body.revisions.map((revision: { title: string }) => revision.title)).toEqual([MODEL_ITEM.title]);
    expect(second.alerts.map((alert) => [alert.decision, alert.revision])).toEqual([["update", 2]]);
  });

  it("does not tell an event again for a second outlet that follows at once", async () => {
    server.serve("/a", { body: rss([MODEL_ITEM]) });
    server.serve("/b", {
      body: rss([
        {
          ...MODEL_ITEM,
          link: "https://herald.example/call",
          guid: "h1",
          title: "US secretary of state telephones Rwanda's Kagame over M23 and Kibumba",
        },
      ]),
    });
    const runtime = await start("/a", "/b");

    await runtime.collect("all");
    const { alerts, drain } = await runtime.tell();

    expect(alerts).toHaveLength(1);
    expect(drain.settled.map(({ decision }) => decision.kind).sort()).toEqual(["folded", "new"]);
    const { body } = await archive(runtime, `/events/${alerts[0]?.eventId}`);
    expect(body.stories).toHaveLength(2);
  });

  it("carries on after a restart without repeating an alert", async () => {
    server.serve("/a", { body: rss([MODEL_ITEM]) });
    const first = await start("/a");
    await first.collect("all");
    await first.tell();

    const second = pipeline.restart();
    await second.collect("all");
    const { alerts } = await second.tell();

    expect(alerts).toEqual([]);
  });

  it("leaves the queues empty", async () => {
    server.serve("/a", { body: rss([MODEL_ITEM]) });
    const runtime = await start("/a");
    await runtime.collect("all");
    await runtime.tell();
    const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });

    const left = await Promise.all(
      [pipeline.services.collectQueueUrl, pipeline.services.alertQueueUrl].map((QueueUrl) =>
        sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] })),
      ),
    );

    for (const { Attributes } of left) {
      expect(Attributes).toMatchObject({
        ApproximateNumberOfMessages: "0",
        ApproximateNumberOfMessagesNotVisible: "0",
      });
    }
  });
});
