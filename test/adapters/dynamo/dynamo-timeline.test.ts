import { expect, it } from "vitest";
import { DynamoStoryStore } from "../../../lambdas/adapters/dynamo/dynamo-story-store.ts";
import { DynamoTimeline } from "../../../lambdas/adapters/dynamo/dynamo-timeline.ts";
import type { SeenStory } from "../../../lambdas/core/ledger/story-timeline.ts";
import { DAY_MS, HOUR_MS } from "../../../lambdas/core/time.ts";
import { inTurns } from "../../support/in-turns.ts";
import { hexOf, NOW, sampleStory } from "../../support/samples.ts";
import { useDynalite } from "../../support/use-dynalite.ts";

const openTable = useDynalite();

async function listSeen(timeline: DynamoTimeline, since: number, until: number): Promise<readonly SeenStory[]> {
  const seen: SeenStory[] = [];
  for await (const story of timeline.listSeen(since, until)) seen.push(story);
  return seen.sort((a, b) => a.firstSeenAt - b.firstSeenAt);
}

it("lists every story first seen in a time, across midnight and all shards", async () => {
  const { client, table } = await openTable("stories");
  const stories = new DynamoStoryStore(client, table);
  const midnight = Math.ceil(NOW / DAY_MS) * DAY_MS;
  const times = Array.from({ length: 12 }, (_, hour) => midnight + (hour - 6) * HOUR_MS);
  const ids = times.map((_, number) => hexOf(number, 4).padEnd(32, "0"));
  await inTurns(
    times.map((_, index) => index),
    (index) => stories.putIfNew(sampleStory({ id: ids[index], firstSeenAt: times[index] })),
  );

  const seen = await listSeen(new DynamoTimeline(client, table), times[1] ?? 0, times[11] ?? 0);

  expect(seen.map(({ firstSeenAt }) => firstSeenAt)).toEqual(times.slice(1, 11));
});

it("tells unmatched, open and decided stories apart", async () => {
  const { client, table } = await openTable("stories");
  const stories = new DynamoStoryStore(client, table);
  const unmatched = { matches: [], severity: undefined, isOpen: false };
  await stories.putIfNew(sampleStory({ id: hexOf(1, 32), firstSeenAt: NOW, ...unmatched }));
  await stories.putIfNew(sampleStory({ id: hexOf(2, 32), firstSeenAt: NOW + 1, isOpen: true }));
  const decided = sampleStory({ id: hexOf(3, 32), firstSeenAt: NOW + 2, isOpen: true });
  await stories.putIfNew(decided);
  await stories.settle(decided.id, decided.contentHash, { kind: "folded", reason: "told already", at: NOW });

  const seen = await listSeen(new DynamoTimeline(client, table), NOW, NOW + HOUR_MS);

  expect(seen).toEqual([
    { firstSeenAt: NOW, isMatched: false, isOpen: false },
    { firstSeenAt: NOW + 1, isMatched: true, isOpen: true },
    { firstSeenAt: NOW + 2, isMatched: true, isOpen: false, decision: "folded" },
  ]);
});
