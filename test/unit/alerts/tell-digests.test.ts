import { beforeEach, describe, expect, it } from "vitest";
import { MemoryAlertPublisher } from "../../../lambdas/adapters/memory/memory-alert-publisher.ts";
import { MemoryDigestStore } from "../../../lambdas/adapters/memory/memory-digest-store.ts";
import { type DigestEntry, digestEntry, digestId } from "../../../lambdas/core/alerts/digest.ts";
import { MAX_DIGEST_ENTRIES, tellDigests } from "../../../lambdas/core/alerts/tell-digests.ts";
import type { DigestStore } from "../../../lambdas/core/ports.ts";
import type { Severity } from "../../../lambdas/core/rules/severity.ts";
import { HOUR_MS } from "../../../lambdas/core/time.ts";
import { story } from "../../support/domain.ts";
import { hexOf } from "../../support/samples.ts";

const DUE = Date.UTC(2026, 0, 2, 4);

let store: MemoryDigestStore;
let publisher: MemoryAlertPublisher;
let now: number;

function entry(number: number, severity: Severity = "medium", dueAt = DUE): DigestEntry {
  const held = { eventId: hexOf(0xe1), dueAt, at: DUE - HOUR_MS };
  const part = { id: hexOf(number), title: `Story ${number}`, severity, entities: ["place.goma", "group.m23"] };
  return digestEntry(story(part), held, () => ["place.north-kivu"]);
}

function tell(overrides: { digests?: DigestStore; publisher?: Pick<MemoryAlertPublisher, "publishDigest"> } = {}) {
  return tellDigests({ digests: store, publisher, now: () => now, ...overrides });
}

beforeEach(() => {
  store = new MemoryDigestStore();
  publisher = new MemoryAlertPublisher();
  now = DUE;
});

describe("a digest", () => {
  it("is sent when it is due, loudest first, and once", async () => {
    for (const [number, severity] of [
      [1, "low"],
      [2, "high"],
      [3, "medium"],
    ] as const)
      await store.hold(entry(number, severity));
    now = DUE - 1;
    await tell();
    const early = publisher.digests.length;
    now = DUE;

    const report = await tell();
    await tell();

    expect(early).toBe(0);
    expect(report.failed).toEqual([]);
    expect(publisher.digests.map(({ id, number, entries }) => [id, number, entries.map(({ title }) => title)])).toEqual(
      [[digestId(DUE, 1), 1, ["Story 2", "Story 3", "Story 1"]]],
    );
    expect(await store.listOpen()).toEqual([]);
  });

  it("carries the places above its stories' places, for filters", () => {
    expect(entry(1).places).toEqual(["place.north-kivu", "place.goma"]);
  });

  it("is sent in parts when there is too much for one", async () => {
    for (let number = 0; number < MAX_DIGEST_ENTRIES * 2 + 1; number += 1) await store.hold(entry(number));

    await tell();

    expect(publisher.digests.map(({ number, entries }) => [number, entries.length])).toEqual([
      [1, MAX_DIGEST_ENTRIES],
      [2, MAX_DIGEST_ENTRIES],
      [3, 1],
    ]);
  });

  it("of stories that came late to a window that was sent is a further one, of those alone", async () => {
    await store.hold(entry(1));
    await tell();
    await store.hold(entry(2));
    await store.hold(entry(1));

    await tell();

    expect(publisher.digests.map(({ number, entries }) => [number, entries.map(({ title }) => title)])).toEqual([
      [1, ["Story 1"]],
      [2, ["Story 2"]],
    ]);
  });

  it("that SNS does not take stays, while other windows are told", async () => {
    await store.hold(entry(1));
    await store.hold(entry(2, "low", DUE - HOUR_MS));
    const flaky = {
      publishDigest: async (digest: Parameters<MemoryAlertPublisher["publishDigest"]>[0]) => {
        if (digest.dueAt === DUE) throw new Error("topic is gone");
        await publisher.publishDigest(digest);
      },
    };

    const first = await tell({ publisher: flaky });
    const second = await tell();

    expect(first.failed).toEqual([{ dueAt: DUE, reason: "topic is gone" }]);
    expect(first.sent.map(({ dueAt }) => dueAt)).toEqual([DUE - HOUR_MS]);
    expect(second.sent.map(({ id }) => id)).toEqual([digestId(DUE, 1)]);
  });

  // The calls of one round, in turn: listOpen, read, seal, (publish), markSent, close.
  it.each(["listOpen", "read", "seal", "publishDigest", "markSent", "close"] as const)(
    "is neither lost nor changed when the worker dies before or after %s",
    async (step) => {
      for (const isAfter of [false, true]) {
        store = new MemoryDigestStore();
        publisher = new MemoryAlertPublisher();
        await store.hold(entry(1));
        const dying = dieAt(step, isAfter, store);
        const dead = { publishDigest: dieAt(step, isAfter, publisher).publishDigest };
        await tell({ digests: dying, publisher: dead }).catch(() => undefined);
        await store.hold(entry(2));

        await tell();
        await tell();

        const told = new Map(publisher.digests.map(({ id, entries }) => [id, entries.map(({ title }) => title)]));
        expect([...told.values()].flat().sort()).toEqual(["Story 1", "Story 2"]);
        // A repeat is the same digest under the same id.
        for (const { id, entries } of publisher.digests)
          expect(entries.map(({ title }) => title)).toEqual(told.get(id));
        expect(await store.listOpen()).toEqual([]);
      }
    },
  );
});

/** The same, but one of its methods fails, before or after its work is done. */
function dieAt<T extends object>(step: string, isAfter: boolean, target: T): T {
  return new Proxy(target, {
    get(_, name) {
      const method = Reflect.get(target, name);
      if (typeof method !== "function") return method;
      return async (...args: unknown[]) => {
        if (name === step && !isAfter) throw new Error("died here");
        const result: unknown = await method.apply(target, args);
        if (name === step) throw new Error("died here");
        return result;
      };
    },
  });
}
