import { describe, expect, it } from "vitest";
import { type FeedSchedule, NEW_FEED_STATE } from "../../../lambdas/core/feeds/feed.ts";
import type { FeedStore } from "../../../lambdas/core/ports.ts";
import { inTurns } from "../../support/in-turns.ts";
import { hexOf, NOW, sampleFeedSpec, sampleFeedState } from "../../support/samples.ts";
import type { ContractSubject } from "./contract-subject.ts";

const SPEC = sampleFeedSpec();
const FIRST_SCHEDULE: FeedSchedule = { intervalMinutes: 15, isGone: false };
const LEARNT_SCHEDULE: FeedSchedule = {
  intervalMinutes: 60,
  notBefore: NOW + 3_600_000,
  isGone: false,
  skips: { hours: [1, 23], days: [0] },
};

/** What every FeedStore promises. @param subject - opens an empty store whose feeds start with 15 minutes */
export function describeFeedStore(subject: ContractSubject<FeedStore>): void {
  describe(`FeedStore on ${subject.name}`, () => {
    it("registers a new feed that has not been polled yet", async () => {
      const store = await subject.open();

      const isNew = await store.register(SPEC);

      expect(isNew).toBe(true);
      const [feed] = await store.getMany([SPEC.id]);
      expect(feed).toStrictEqual({ ...SPEC, schedule: FIRST_SCHEDULE, state: NEW_FEED_STATE });
    });

    it("updates what a desk configures and never touches the state", async () => {
      const store = await subject.open();
      await store.register(SPEC);
      await store.saveState(SPEC.id, LEARNT_SCHEDULE, sampleFeedState());
      const { lang: _lang, country: _country, ...rest } = sampleFeedSpec({ title: "Renamed", tags: [] });

      const isNew = await store.register(rest);

      expect(isNew).toBe(false);
      const [feed] = await store.getMany([SPEC.id]);
      expect(feed).toEqual({ ...rest, schedule: LEARNT_SCHEDULE, state: sampleFeedState() });
      expect(feed?.lang).toBeUndefined();
    });

    it("saves the state and never touches what a desk configured", async () => {
      const store = await subject.open();
      await store.register(SPEC);

      await store.saveState(SPEC.id, LEARNT_SCHEDULE, sampleFeedState());

      const [feed] = await store.getMany([SPEC.id]);
      expect(feed).toStrictEqual({ ...SPEC, schedule: LEARNT_SCHEDULE, state: sampleFeedState() });
    });

    it("forgets what the next state does not have", async () => {
      const store = await subject.open();
      await store.register(SPEC);
      await store.saveState(SPEC.id, LEARNT_SCHEDULE, sampleFeedState());

      await store.saveState(SPEC.id, FIRST_SCHEDULE, NEW_FEED_STATE);

      const [feed] = await store.getMany([SPEC.id]);
      expect(feed).toStrictEqual({ ...SPEC, schedule: FIRST_SCHEDULE, state: NEW_FEED_STATE });
    });

    it("gives back the counts of the hours", async () => {
      const store = await subject.open();
      const hours = [{ hour: NOW, fetched: 3, stored: 1, duplicate: 1, revised: 0, rejected: { "no title": 1 } }];
      await store.register(SPEC);

      await store.saveState(SPEC.id, FIRST_SCHEDULE, sampleFeedState({ hours }));

      const [feed] = await store.getMany([SPEC.id]);
      expect(feed?.state).toStrictEqual(sampleFeedState({ hours }));
    });

    it("keeps both a registration and a state that are written at once", async () => {
      const store = await subject.open();
      await store.register(SPEC);

      await Promise.all([
        store.register({ ...SPEC, title: "Renamed" }),
        store.saveState(SPEC.id, LEARNT_SCHEDULE, sampleFeedState()),
      ]);

      const [feed] = await store.getMany([SPEC.id]);
      expect(feed).toMatchObject({ title: "Renamed", schedule: LEARNT_SCHEDULE, state: { failures: 1 } });
    });

    it("registers a feed once when two do it at once", async () => {
      const store = await subject.open();

      const wins = await Promise.all([store.register(SPEC), store.register(SPEC), store.register(SPEC)]);

      expect(wins.filter(Boolean)).toHaveLength(1);
      expect(await store.list()).toHaveLength(1);
    });

    it("saves no state of a feed that is not registered", async () => {
      const store = await subject.open();

      const save = store.saveState(SPEC.id, FIRST_SCHEDULE, NEW_FEED_STATE);

      await expect(save).rejects.toMatchObject({ code: "E_STORE", message: expect.stringContaining(SPEC.id) });
      expect(await store.getMany([SPEC.id])).toStrictEqual([]);
    });

    it("gives back a seen-set of 100 kB byte for byte", async () => {
      const store = await subject.open();
      const seen = Uint8Array.from({ length: 100_000 }, (_, position) => (position * 7) % 256);
      await store.register(SPEC);

      await store.saveState(SPEC.id, FIRST_SCHEDULE, sampleFeedState({ seen }));

      const [feed] = await store.getMany([SPEC.id]);
      expect(Buffer.compare(feed?.state.seen ?? new Uint8Array(), seen)).toBe(0);
    });

    it("gives many feeds in the order asked and leaves out missing ones", async () => {
      const store = await subject.open();
      const ids = Array.from({ length: 130 }, (_, number) => hexOf(number, 16));
      await inTurns(ids, (id) => store.register(sampleFeedSpec({ id })));
      const asked = [...ids].reverse();

      const feeds = await store.getMany(["missing", ...asked]);

      expect(feeds.map(({ id }) => id)).toStrictEqual(asked);
    });

    it("lists the roster as dispatch needs it", async () => {
      const store = await subject.open();
      const other = sampleFeedSpec({ id: hexOf(8, 16), url: "https://info-lacs.example/rss" });
      await store.register(SPEC);
      await store.register(other);
      await store.saveState(other.id, { ...LEARNT_SCHEDULE, isGone: true }, sampleFeedState());

      const roster = await store.listRoster();

      expect(roster).toStrictEqual([
        { id: SPEC.id, url: SPEC.url, schedule: FIRST_SCHEDULE },
        { id: other.id, url: other.url, schedule: { ...LEARNT_SCHEDULE, isGone: true } },
      ]);
    });

    it("lists all feeds whole", async () => {
      const store = await subject.open();
      const ids = Array.from({ length: 105 }, (_, number) => hexOf(number, 16));
      await inTurns(ids, (id) => store.register(sampleFeedSpec({ id })));

      const feeds = await store.list();

      expect(feeds.map(({ id }) => id)).toStrictEqual(ids);
      expect(feeds[0]).toStrictEqual({
        ...sampleFeedSpec({ id: hexOf(0, 16) }),
        schedule: FIRST_SCHEDULE,
        state: NEW_FEED_STATE,
      });
    });

    it("keeps the watermark, which is no feed", async () => {
      const store = await subject.open();
      await store.register(SPEC);
      const before = await store.getWatermark();

      await store.setWatermark(NOW);
      await store.setWatermark(NOW + 60_000);

      expect(before).toBeUndefined();
      expect(await store.getWatermark()).toBe(NOW + 60_000);
      expect((await store.list()).map(({ id }) => id)).toStrictEqual([SPEC.id]);
      expect(await store.getMany(["#watermark"])).toStrictEqual([]);
    });
  });
}
