import { beforeEach, describe, expect, it } from "vitest";
import { MemoryAlertPublisher } from "../../../lambdas/adapters/memory/memory-alert-publisher.ts";
import { MemoryDigestStore } from "../../../lambdas/adapters/memory/memory-digest-store.ts";
import { MemoryEventStore } from "../../../lambdas/adapters/memory/memory-event-store.ts";
import { MemoryMentionStore } from "../../../lambdas/adapters/memory/memory-mention-store.ts";
import { MemorySilenceStore } from "../../../lambdas/adapters/memory/memory-silence-store.ts";
import { MemoryStoryStore } from "../../../lambdas/adapters/memory/memory-story-store.ts";
import type { Alert } from "../../../lambdas/core/alerts/alert.ts";
import { drainOutbox } from "../../../lambdas/core/alerts/drain-outbox.ts";
import type { Hold } from "../../../lambdas/core/alerts/hold-until.ts";
import { typeRarity } from "../../../lambdas/core/alerts/rarity.ts";
import type { Silence } from "../../../lambdas/core/alerts/silence.ts";
import { createSilenceWatch } from "../../../lambdas/core/alerts/silence-watch.ts";
import type { TellDependencies } from "../../../lambdas/core/alerts/tell-story.ts";
import type { AlertPublisher, EventStore } from "../../../lambdas/core/ports.ts";
import type { Match } from "../../../lambdas/core/rules/match.ts";
import type { Severity } from "../../../lambdas/core/rules/severity.ts";
import type { Story } from "../../../lambdas/core/stories/story.ts";
import { HOUR_MS, MINUTE_MS } from "../../../lambdas/core/time.ts";
import { newsEvent, story } from "../../support/domain.ts";

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

describe("a story that the desk asked not to hear now", () => {
  const silence: Silence = {
    id: "5afe5afe5afe",
    target: { kind: "rule", id: "m23" },
    why: "joint exercise",
    by: "Amina",
    createdAt: NOON - 1,
    until: NOON + 6 * HOUR_MS,
  };
  let silences: MemorySilenceStore;
  let digests: MemoryDigestStore;
  let hold: Hold | undefined;

  function routed(overrides: Partial<TellDependencies> = {}): TellDependencies {
    const routing = {
      listSilences: createSilenceWatch(silences, () => now),
      holdUntil: (severity: Severity) => (severity === "critical" ? undefined : hold),
      digests,
    };
    return deps({ routing, ...overrides });
  }

  async function decisions(overrides: Partial<TellDependencies> = {}): Promise<readonly string[]> {
    const report = await drainOutbox(routed(overrides));
    return report.settled.map(({ decision }) => decision.kind);
  }

  beforeEach(() => {
    silences = new MemorySilenceStore();
    digests = new MemoryDigestStore();
    hold = undefined;
  });

  it("is silenced, and the decision names the silence, its author, its end and its reason", async () => {
    await silences.add(silence);
    await stories.putIfNew(openStory("a"));

    const report = await drainOutbox(routed());

    expect(report.settled[0]?.decision).toMatchObject({
      kind: "silenced",
      reason: "silence 5afe5afe5afe on rule m23 by Amina until 2026-01-02T18:00Z: joint exercise",
    });
    expect(report.settled[0]?.decision.alertId).toBeUndefined();
    expect(publisher.published).toEqual([]);
    expect(await stories.listOpen(10)).toEqual([]);
  });

  it("is told as new once the silence is over or lifted, in the same event", async () => {
    await silences.add(silence);
    await stories.putIfNew(openStory("a"));
    await drainOutbox(routed());
    await silences.lift(silence.id, "Bahati", now);
    await stories.putIfNew(openStory("b", { firstSeenAt: NOON + 1 }));

    const report = await drainOutbox(routed());

    expect(report.settled.map(({ decision }) => [decision.kind, decision.reason])).toEqual([
      ["new", "none of this event was told so far"],
    ]);
    expect(publisher.published.map(({ decision, revision }) => [decision, revision])).toEqual([["new", 1]]);
    expect(publisher.published[0]?.otherStories).toHaveLength(1);
  });

  it("costs one read of the silences a minute", async () => {
    let reads = 0;
    const counted = {
      listActive: (at: number) => {
        reads += 1;
        return silences.listActive(at);
      },
    };
    const watch = createSilenceWatch(counted, () => now);
    await Promise.resolve(watch());
    for (const ms of [0, 30_000, 59_999, 60_000, 60_001]) {
      now = NOON + ms;
      await watch();
    }

    expect(reads).toBe(2);
  });

  it("waits for its digest, tells nothing meanwhile, and is counted as told", async () => {
    hold = { dueAt: NOON + HOUR_MS, reason: "quiet hours" };
    await stories.putIfNew(openStory("a"));
    await stories.putIfNew(openStory("b", { firstSeenAt: NOON + 1 }));

    expect(await decisions()).toEqual(["digest", "folded"]);

    expect(publisher.published).toEqual([]);
    const { entries } = await digests.read(NOON + HOUR_MS);
    expect(entries.map(({ storyId, rules }) => [storyId, rules])).toEqual([[openStory("a").id, ["m23"]]]);
  });

  it("is told at once, as new, when a critical story of its event comes", async () => {
    hold = { dueAt: NOON + HOUR_MS, reason: "quiet hours" };
    await stories.putIfNew(openStory("a"));
    await drainOutbox(routed());
    await stories.putIfNew(openStory("b", { severity: "critical", firstSeenAt: NOON + 1 }));

    expect(await decisions()).toEqual(["new"]);

    expect(publisher.published.map(({ revision, reason }) => [revision, reason])).toEqual([
      [1, "severity rose from high to critical"],
    ]);
  });

  it("is kept for the same digest when the worker died before it was held, even if its text was edited", async () => {
    hold = { dueAt: NOON + HOUR_MS, reason: "quiet hours" };
    await stories.putIfNew(openStory("a"));
    const dead = { ...digests, hold: () => Promise.reject(new Error("died here")) };
    const routing = routed().routing;
    if (routing === undefined) throw new Error("a test without routing");
    await drainOutbox(routed({ routing: { ...routing, digests: dead } }));
    const text = { ...openStory("a"), title: "M23 attacks Kibumba again", contentHash: "ffeeddccbbaa9988" };
    await stories.revise(text.id, text, { replacedAt: NOON, title: "M23 attacks Kibumba", summary: "" });
    hold = undefined;

    expect(await decisions()).toEqual(["digest"]);

    const { entries } = await digests.read(NOON + HOUR_MS);
    expect(entries.map(({ title }) => title)).toEqual(["M23 attacks Kibumba again"]);
  });
});

describe("an event that goes on", () => {
  it("is told again when the toll rises, and not for the same toll in other words", async () => {
    const dead = (id: string, count: string, at: number) =>
      openStory(id, { title: `M23 attacks Kibumba, ${count} civilians killed`, firstSeenAt: NOON + at });
    await stories.putIfNew(dead("a", "eleven", 0));
    await stories.putIfNew(dead("b", "11", 1));
    await stories.putIfNew(dead("c", "fourteen", 2));
    await stories.putIfNew(dead("d", "12", 3));

    const report = await drainOutbox(deps());

    expect(report.settled.map(({ decision }) => decision.kind)).toEqual(["new", "folded", "update", "folded"]);
    expect(publisher.published.at(-1)?.reason).toBe("the number of dead rose from 11 to 14");
  });

  it("is looked for among a hundred others at most, however many share its keys", async () => {
    const event = newsEvent({});
    let reads = 0;
    const crowded: EventStore = {
      get: async () => undefined,
      getMany: async (ids) => {
        reads += ids.length;
        return [];
      },
      put: async () => true,
      findIds: async () => Array.from({ length: 5_000 }, (_, index) => `${event.id}${index}`),
    };
    await stories.putIfNew(openStory("a"));

    await drainOutbox(deps({ events: crowded }));

    // One of them is the event that the story itself would have opened.
    expect(reads).toBe(100);
  });

  it("is posted and looked for by the rarity of the desk's gazetteer", async () => {
    const asked: string[] = [];
    const rarity = (id: string) => {
      asked.push(id);
      return id === "place.kibumba" ? 1 : 0;
    };
    const posted: string[] = [];
    const noting: EventStore = {
      get: async () => undefined,
      getMany: async () => [],
      put: async (_, postings) => posted.push(...(postings?.features ?? [])) > 0,
      findIds: async ({ features }) => {
        posted.push(...features);
        return [];
      },
    };
    await stories.putIfNew(openStory("a"));

    await drainOutbox(deps({ events: noting, rarity }));

    expect(asked).toContain("group.m23");
    expect(posted.filter((key) => key.startsWith("e."))).toEqual(["e.place.kibumba", "e.place.kibumba"]);
  });
});
