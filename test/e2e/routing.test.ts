/** What a desk asked not to hear now, through the whole pipeline: silences, quiet hours and digests. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { invokeQuery } from "../../infra/local/api-gateway.ts";
import type { Runtime } from "../../infra/local/runtime.ts";
import { createDynamoClient } from "../../lambdas/adapters/dynamo/dynamo-client.ts";
import { DynamoSilenceStore } from "../../lambdas/adapters/dynamo/dynamo-silence-store.ts";
import { HOUR_MS, MINUTE_MS } from "../../lambdas/core/time.ts";
import { type FeedServer, rss, startFeedServer } from "../support/feed-server.ts";
import { MODEL_ITEM, MODEL_TIME } from "../support/model-story.ts";
import { feedAt, type Pipeline, startPipeline } from "../support/pipeline.ts";

let server: FeedServer;
let pipeline: Pipeline;
let now: number;

async function start(desk: string): Promise<Runtime> {
  server.serve("/a", { body: rss([MODEL_ITEM]) });
  pipeline = await startPipeline({ feeds: [feedAt(server, "/a", "Courier")], server, now: () => now, desk });
  return pipeline.restart();
}

async function decisionOf(runtime: Runtime, storyId: string | undefined) {
  const response = await invokeQuery(runtime.query, new Request(`http://127.0.0.1/stories/${storyId}`));
  return JSON.parse(await response.text()).decision;
}

beforeEach(async () => {
  now = MODEL_TIME;
  server = await startFeedServer();
});

afterEach(async () => {
  await pipeline.stop();
  await server.stop();
});

describe("a desk with a silence on North Kivu", () => {
  it("is not told of Kibumba, and the archive says by whose silence", async () => {
    const runtime = await start("");
    const client = createDynamoClient();
    const silences = new DynamoSilenceStore(client, String(pipeline.services.environment.EVENTS_TABLE));
    await silences.add({
      id: "5afe5afe5afe",
      target: { kind: "place", id: "place.north-kivu" },
      why: "joint exercise",
      by: "Amina",
      createdAt: now,
      until: now + HOUR_MS,
    });
    client.destroy();

    await runtime.collect("all");
    const { alerts, drain } = await runtime.tell();

    expect(alerts).toEqual([]);
    expect(await decisionOf(runtime, drain.settled[0]?.storyId)).toMatchObject({
      kind: "silenced",
      reason: "silence 5afe5afe5afe on place place.north-kivu by Amina until 2023-05-15T19:00Z: joint exercise",
    });
  });
});

describe("a desk with quiet hours", () => {
  // 18:00 UTC is 20:00 in Lubumbashi.
  const QUIET = 'quietHours: { from: "20:00", to: "06:00" }';
  const MORNING = Date.UTC(2023, 4, 16, 4);

  it("gets one digest when they end, once, whatever is restarted", async () => {
    const runtime = await start(QUIET);
    await runtime.collect("all");
    const evening = await runtime.tell();
    now = MORNING - MINUTE_MS;
    const night = await runtime.tell();
    now = MORNING;

    const morning = await runtime.tell();
    const later = await pipeline.restart().tell();

    expect([evening, night, morning, later].map(({ alerts }) => alerts)).toEqual([[], [], [], []]);
    expect(evening.drain.settled.map(({ decision }) => decision.kind)).toEqual(["digest"]);
    expect([night.digests, later.digests]).toEqual([[], []]);
    expect(morning.digests.map(({ data }) => [data.dueAt, data.stories.map(({ title }) => title)])).toEqual([
      ["2023-05-16T04:00:00.000Z", [MODEL_ITEM.title]],
    ]);
    expect(await decisionOf(runtime, evening.drain.settled[0]?.storyId)).toMatchObject({
      kind: "digest",
      reason: "quiet hours 20:00 to 06:00: kept for the digest of 2023-05-16 06:00; first story of this event",
    });
  });
});
