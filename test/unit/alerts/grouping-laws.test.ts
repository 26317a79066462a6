import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isSameEvent,
  lookupOf,
  MAX_EVENT_AGE_MS,
  postingsOf,
  profileOf,
} from "../../../lambdas/core/alerts/event-grouping.ts";
import { createGrouper } from "../../../lambdas/core/alerts/group-stories.ts";
import { typeRarity } from "../../../lambdas/core/alerts/rarity.ts";
import { DAY_MS, HOUR_MS } from "../../../lambdas/core/time.ts";
import { eventOf, MONDAY } from "./told-events.ts";

const WORD = fc.constantFrom(
  "Goma",
  "tués",
  "12",
  "onze",
  "M23",
  "attaque",
  "Kibumba",
  "na",
  "watu",
  "lundi",
  "élan",
  "😀",
);
const TEXT = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.array(WORD, { maxLength: 60 }).map((words) => words.join(" ")),
);
const IDS = fc.array(
  fc
    .tuple(fc.constantFrom("place", "group", "person", "theme", "odd"), fc.stringMatching(/^[a-z-]{1,60}$/))
    .map((id) => id.join(".")),
  { maxLength: 60 },
);
const STORY = fc.record({ title: TEXT, summary: TEXT, body: fc.option(TEXT, { nil: undefined }), entities: IDS });
const TIME = fc.integer({ min: 0, max: 4_000_000_000_000 });

describe("a flood of stories", () => {
  it("costs each story no more than a hundred others would, and one told twice has one event", () => {
    let asked = 0;
    const counting = (id: string): number => {
      asked += 1;
      return typeRarity(id);
    };
    const grouper = createGrouper(counting);
    const add = (index: number): string =>
      grouper.add({
        id: `${index}`,
        publishedAt: MONDAY + index * 1_000,
        title: `Attaque des ADF, ${index + 10} morts`,
        summary: "",
        entities: ["group.adf", `place.village-${index}`],
      });
    const costOf = (from: number): number => {
      const before = asked;
      for (let index = from; index < from + 50; index += 1) add(index);
      return asked - before;
    };
    const first = Array.from({ length: 150 }, (_, index) => add(index));

    const early = costOf(150);
    for (let index = 200; index < 1_000; index += 1) add(index);
    const late = costOf(1_000);

    expect(new Set(first).size).toBe(150);
    expect(late).toBe(early);
    expect(add(7)).toBe(first[7]);
  });
});

describe("laws of grouping", () => {
  it("a profile is under 2 KB of JSON, comes back from JSON the same, and is the same for the same text", () => {
    fc.assert(
      fc.property(STORY, (story) => {
        const profile = profileOf(story);

        const json = JSON.stringify(profile);

        expect(Buffer.byteLength(json)).toBeLessThan(2_048);
        expect(JSON.parse(json)).toEqual(profile);
        expect(profileOf(story)).toEqual(profile);
      }),
    );
  });

  it("a profile of the fullest story is under 2 KB too", () => {
    const letters = "bcdfghjkmnpqrtvwxz";
    const word = (seed: number): string =>
      [1, 5, 7, 11, 13, 17, 3, 9]
        .map((step, at) => letters[(seed * step + (seed >> 3) * at) % letters.length])
        .join("");
    const names = Array.from({ length: 50 }, (_, index) => `A ${word(index)} X${word(index)}`).join(" ");
    const counts = "killed 9999991 wounded 9999992 kidnapped 9999993 displaced 9999994";
    const numbers = Array.from({ length: 40 }, (_, index) => 9_000_000 + index * 999).join("; ");
    const deeds = "funeral denies released retakes surrender escape condemns sanctions trial arrest inquiry protest";
    const things = "school exams teachers hospital church mosque market mines gold boat planes drones";
    const entities = Array.from({ length: 50 }, (_, index) => `place.${word(index)}`);

    const profile = profileOf({ title: `${deeds} ${things}`, summary: `${counts} ${names} ${numbers}`, entities });

    expect(profile.words.length).toBeGreaterThanOrEqual(28);
    expect(profile.names.length).toBeGreaterThanOrEqual(9);
    expect(profile.numbers.length).toBeGreaterThanOrEqual(10);
    expect(Buffer.byteLength(JSON.stringify(profile))).toBeLessThan(2_048);
  });

  it("keys are bounded, each once, and an event is looked for wherever its own story may find it", () => {
    fc.assert(
      fc.property(STORY, TIME, fc.integer({ min: -36 * HOUR_MS, max: MAX_EVENT_AGE_MS }), (story, at, later) => {
        const profile = profileOf(story);

        const { bands, features } = postingsOf(profile);
        const lookup = lookupOf(profile, at + later);

        const keys = [...bands, ...features];
        // One batch writes 25.
        expect(keys.length).toBeLessThanOrEqual(25);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.every((key) => Buffer.byteLength(key) < 200)).toBe(true);
        expect([...lookup.bands, ...lookup.features]).toEqual(keys);
        expect(lookup.since <= at && at <= lookup.until).toBe(true);
      }),
    );
  });

  it("a reprint of a story is the same event whatever it tells", () => {
    fc.assert(
      fc.property(fc.array(WORD, { minLength: 8, maxLength: 60 }), IDS, TIME, (words, entities, at) => {
        // Words that are all different: a text of one repeated phrase has too few sequences to prove anything.
        const summary = words.map((word, index) => `${word} w${index}`).join(" ");
        const told = { lang: "fr", title: "Dépêche", summary, entities };
        const event = eventOf(told, at);

        const { same } = isSameEvent(
          { profile: profileOf(told), at: at + DAY_MS, title: told.title },
          event,
          typeRarity,
        );

        expect(same).toBe(true);
      }),
    );
  });

  it("likeness is never a number that cannot be compared, and no vetoed event has one", () => {
    fc.assert(
      fc.property(STORY, STORY, TIME, fc.integer({ min: 0, max: 4 * DAY_MS }), (a, b, at, later) => {
        const event = eventOf({ ...b, lang: "fr" }, at);

        const likeness = isSameEvent(
          { profile: profileOf(a), at: at + later, title: a.title, lang: "fr" },
          event,
          typeRarity,
        );

        expect(Number.isFinite(likeness.score) && likeness.score >= 0).toBe(true);
        expect(likeness.reason).not.toBe("");
        expect(likeness.same && likeness.score === 0).toBe(false);
      }),
    );
  });

  it("a text of a megabyte costs no more than one of a hundredth costs a hundred times", () => {
    const costOf = (size: number): number => {
      const story = { title: "x".repeat(size), summary: "M23 ".repeat(size / 4), entities: [] };
      const start = process.cpuUsage();
      profileOf(story);
      return process.cpuUsage(start).user;
    };
    costOf(10_000);

    const small = Array.from({ length: 100 }, () => costOf(10_000)).reduce((sum, cost) => sum + cost);
    const large = Math.min(...Array.from({ length: 3 }, () => costOf(1_000_000)));

    // Far from quadratic, which would be a hundred times as much.
    expect(large).toBeLessThan(20 * small);
  });
});
