import { beforeEach, describe, expect, it } from "vitest";
import { MemoryAlertPublisher } from "../../../lambdas/adapters/memory/memory-alert-publisher.ts";
import { MemoryEventStore } from "../../../lambdas/adapters/memory/memory-event-store.ts";
import { MemoryMentionStore } from "../../../lambdas/adapters/memory/memory-mention-store.ts";
import { MemoryStoryStore } from "../../../lambdas/adapters/memory/memory-story-store.ts";
import type { Alert } from "../../../lambdas/core/alerts/alert.ts";
import { drainOutbox } from "../../../lambdas/core/alerts/drain-outbox.ts";
import { typeRarity } from "../../../lambdas/core/alerts/rarity.ts";
import type { TellDependencies } from "../../../lambdas/core/alerts/tell-story.ts";
import type { AlertPublisher } from "../../../lambdas/core/ports.ts";
import type { Match } from "../../../lambdas/core/rules/match.ts";
import type { Story } from "../../../lambdas/core/stories/story.ts";
import { HOUR_MS, MINUTE_MS } from "../../../lambdas/core/time.ts";
import { story } from "../../support/domain.ts";

const NOON = Date.UTC(2026, 0, 2, 12);
const MATCH: Match = { ruleId: "m23", title: "M23", severity: "high", spans: [], clause: "M23" };
const ENTITIES = ["place.kibumba", "group.m23", "person.makenga"];

let stories: MemoryStoryStore;
let mentions: MemoryMentionStore;
let events: MemoryEventStore;
let publisher: MemoryAlertPublisher;
let now: number;

function deps(overrides: Partial<TellDependencies> = {}): TellDependencies {
  return {
    stories,
    mentions,
    events,
    publisher,
    entityOf: () => undefined,
    gazetteer: { has: () => true, ancestorsOf: () => [], idsOf: () => [] },
    rarity: typeRarity,
    alertMaxAgeMs: 6 * HOUR_MS,
    now: () => now,
    ...overrides,
  };
}

function openStory(id: string, part: Partial<Story> = {}): Story {
  return story({
    id: id.padStart(32, "0"),
    url: `https://${id}.example/1`,
    matches: [MATCH],
    entities: ENTITIES,
    sources: [{ feedId: id, entryKey: "k", source: `Outlet ${id}`, seenAt: NOON }],
    ...part,
  });
}

beforeEach(() => {
  stories = new MemoryStoryStore();
  mentions = new MemoryMentionStore();
  events = new MemoryEventStore();
  publisher = new MemoryAlertPublisher();
  now = NOON;
});

describe("draining the outbox", () => {
  it("tells the first story, settles it and posts it under its facets", async () => {
    await stories.putIfNew(openStory("a"));

    const report = await drainOutbox(deps());

    expect(report.settled.map(({ decision }) => decision.kind)).toEqual(["new"]);
    expect(publisher.published.map((alert: Alert) => alert.revision)).toEqual([1]);
    expect(await stories.listOpen(10)).toEqual([]);
    const page = await mentions.list({ facet: "rule#m23", since: 0, until: NOON + 1, now, limit: 10 });
    expect(page.items).toHaveLength(1);
  });

  it("folds a second outlet's telling into the first one's event", async () => {
    await stories.putIfNew(openStory("a"));
    await stories.putIfNew(openStory("b", { firstSeenAt: NOON + 1 }));

    const report = await drainOutbox(deps());

    expect(report.settled.map(({ decision }) => decision.kind)).toEqual(["new", "folded"]);
    expect(new Set(report.settled.map(({ decision }) => decision.eventId)).size).toBe(1);
    expect(publisher.published).toHaveLength(1);
  });

  it("keeps a story that cannot be published, goes on with the others, and tells it later under the same id", async () => {
    await stories.putIfNew(openStory("a"));
    await stories.putIfNew(
      openStory("b", {
        entities: ["place.djugu", "group.codeco"],
        title: "CODECO raid in Djugu",
        firstSeenAt: NOON + 1,
      }),
    );
    const attempted: string[] = [];
    const flaky: AlertPublisher = {
      async publish(alert) {
        attempted.push(alert.id);
        if (alert.storyId.endsWith("a")) throw new Error("topic is gone");
        await publisher.publish(alert);
      },
    };

    const first = await drainOutbox(deps({ publisher: flaky }));
    now += 5 * MINUTE_MS;
    const second = await drainOutbox(deps());

    expect(first.failed).toEqual([{ storyId: openStory("a").id, reason: "topic is gone" }]);
    expect(first.settled).toHaveLength(1);
    expect(second.settled.map(({ decision }) => decision.kind)).toEqual(["new"]);
    expect(second.oldestOpenAgeMs).toBe(5 * MINUTE_MS);
    expect(publisher.published.at(-1)?.id).toBe(attempted[0]);
  });

  it("publishes what was decided but never sent, even when the text was edited in between", async () => {
    await stories.putIfNew(openStory("a"));
    const dead: AlertPublisher = { publish: () => Promise.reject(new Error("died here")) };
    await drainOutbox(deps({ publisher: dead }));
    const text = { ...openStory("a"), title: "M23 attacks Kibumba again", contentHash: "ffeeddccbbaa9988" };
    await stories.revise(text.id, text, { replacedAt: NOON, title: "M23 attacks Kibumba", summary: "" });

    const report = await drainOutbox(deps());

    expect(report.settled.map(({ decision }) => decision.kind)).toEqual(["new"]);
    expect(publisher.published.map((alert) => [alert.revision, alert.title])).toEqual([
      [1, "M23 attacks Kibumba again"],
    ]);
  });

  it("ends early when time is up and leaves the rest open", async () => {
    await stories.putIfNew(openStory("a"));
    await stories.putIfNew(openStory("b", { entities: ["place.djugu"], firstSeenAt: NOON + 1 }));
    let asked = 0;

    const report = await drainOutbox(deps(), () => asked++ < 1);

    expect(report.settled).toHaveLength(1);
    expect(await stories.listOpen(10)).toEqual([openStory("b").id]);
  });

  it("decides a hundred open stories in one run, each once", async () => {
    for (let index = 0; index < 120; index += 1) {
      await stories.putIfNew(
        openStory(String(index), {
          entities: [`place.p${index}`, `person.q${index}`],
          title: `Village ${index}`,
          firstSeenAt: NOON + index,
        }),
      );
    }

    const report = await drainOutbox(deps());

    expect(new Set(report.settled.map(({ storyId }) => storyId)).size).toBe(120);
    expect(report.settled).toHaveLength(120);
  });
});
