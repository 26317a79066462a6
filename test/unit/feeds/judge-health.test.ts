import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Feed, type FeedState, NEW_FEED_STATE } from "../../../lambdas/core/feeds/feed.ts";
import { type HealthNotice, noticeSubject, noticeText } from "../../../lambdas/core/feeds/health-notice.ts";
import { type HealthRecord, judgeHealth, NOTHING_TOLD } from "../../../lambdas/core/feeds/judge-health.ts";
import { DAY_MS, HOUR_MS } from "../../../lambdas/core/time.ts";
import { feedSpec } from "../../support/domain.ts";

const NOW = Date.parse("2026-11-24T10:10:00Z");

const FAILING: Partial<FeedState> = { failures: 3, lastError: { at: NOW, reason: "http-500: server error" } };
const STATES = {
  healthy: {},
  failing: FAILING,
  late: { lastGoodAt: NOW - DAY_MS },
  silent: { lastNewAt: NOW - 80 * DAY_MS },
} as const;

function feed(id: string, state: Partial<FeedState> = {}, isGone = false, lang = "fr"): Feed {
  const good = { firstGoodAt: NOW - 100 * DAY_MS, lastGoodAt: NOW, lastNewAt: NOW };
  return {
    ...feedSpec({ id, url: `https://${id}.example/feed`, title: `Radio ${id}`, lang }),
    schedule: { intervalMinutes: 15, isGone },
    state: { ...NEW_FEED_STATE, ...good, ...state },
  };
}

/** `count` feeds, of which the first `ill` are in that state. */
function feeds(count: number, ill: number, state: Partial<FeedState> = FAILING): readonly Feed[] {
  return Array.from({ length: count }, (_, at) => feed(`f${at}`, at < ill ? state : {}));
}

/** What operators are told of one look after the other. */
function watch(looks: readonly (readonly Feed[])[]): readonly (HealthNotice | undefined)[] {
  let record: HealthRecord = NOTHING_TOLD;
  return looks.map((look) => {
    const judged = judgeHealth(record, look, NOW);
    record = judged ?? record;
    return judged?.pending;
  });
}

const toldBy = (notice: HealthNotice | undefined) =>
  notice && [...notice.worsened, ...notice.recovered].map(({ name, from, to }) => `${name}: ${from} > ${to}`);

describe("judging the feeds' health", () => {
  it("tells a change for the worse once and the recovery once", () => {
    const notices = watch([feeds(4, 0), feeds(4, 1), feeds(4, 1), feeds(4, 1), feeds(4, 0), feeds(4, 0)]);

    expect(notices.map(toldBy)).toEqual([
      undefined,
      ["Radio f0: healthy > failing"],
      undefined,
      undefined,
      ["Radio f0: failing > healthy"],
      undefined,
    ]);
  });

  it("puts feeds that worsen and feeds that recover at once into one notice", () => {
    const [first, second] = watch([
      [feed("a", FAILING), feed("b")],
      [feed("a"), feed("b", STATES.silent)],
    ]);

    expect(toldBy(first)).toEqual(["Radio a: healthy > failing"]);
    expect(toldBy(second)).toEqual(["Radio b: healthy > silent", "Radio a: failing > healthy"]);
    expect(second?.counts).toEqual({ worsened: 1, recovered: 1, ill: 1, feeds: 2 });
  });

  it("tells a feed again when it becomes worse still, but not when it swings between two ills", () => {
    const looks = [STATES.late, FAILING, STATES.late, FAILING].map((state) => [feed("a", state), feed("b")]);

    const notices = watch([...looks, [feed("a", FAILING, true), feed("b")]]);

    expect(notices.map(toldBy)).toEqual([
      ["Radio a: healthy > late"],
      ["Radio a: late > failing"],
      undefined,
      undefined,
      ["Radio a: failing > gone"],
    ]);
  });

  it("says nothing of a new feed's first failure", () => {
    const unknown = { firstGoodAt: undefined, lastGoodAt: undefined, lastNewAt: undefined };

    const notices = watch([
      [feed("a", { ...unknown, failures: 1 }), feed("b")],
      [feed("a", { ...unknown, ...FAILING }), feed("b")],
    ]);

    expect(notices.map(toldBy)).toEqual([undefined, ["Radio a: healthy > failing"]]);
  });

  it("forgets a feed that is no longer configured", () => {
    const [, , again] = watch([[feed("a", FAILING), feed("b")], [feed("b")], [feed("a", FAILING), feed("b")]]);

    expect(toldBy(again)).toEqual(["Radio a: healthy > failing"]);
  });

  it("tells of a language that fell silent though its feeds, one by one, look well", () => {
    const daily = { longestQuietMs: 5 * HOUR_MS, lastNewAt: NOW - 3 * DAY_MS };
    const monthly = { longestQuietMs: 40 * DAY_MS, lastNewAt: NOW - 30 * DAY_MS };
    const known: HealthRecord = { version: 1, ill: { a: "silent" } };

    const judged = judgeHealth(known, [feed("a", daily, false, "sw"), feed("b", monthly, false, "sw"), feed("c")], NOW);

    expect(toldBy(judged?.pending)).toEqual(["language sw: healthy > silent"]);
  });
});

describe("an outage", () => {
  it("of 84 feeds is one notice at its beginning and one at its end, however the feeds trickle", () => {
    const failing = (count: number) =>
      Array.from({ length: 84 }, (_, at) => feed(`f${at}`, at < count ? FAILING : at < 60 ? { failures: 1 } : {}));
    const back = (left: number) => feeds(84, left);

    const notices = watch([feeds(84, 0), failing(9), failing(40), failing(84), back(50), back(20), back(3), back(3)]);

    expect(notices.map((notice) => notice && noticeSubject(notice))).toEqual([
      undefined,
      "KivuWatch: 9 of 84 feeds do not answer",
      undefined,
      undefined,
      undefined,
      undefined,
      "KivuWatch: feeds answer again, all but 3 of 84",
      undefined,
    ]);
    expect(toldBy(notices[6])).toHaveLength(3);
  });

  it("ends for the feeds that were left with a notice of their own", () => {
    const notices = watch([feeds(20, 20), feeds(20, 2), feeds(20, 1), feeds(20, 0)]);

    expect(notices.map((notice) => notice?.kind)).toEqual(["outage", "outage-over", "changes", "changes"]);
    expect(toldBy(notices[3])).toEqual(["Radio f0: failing > healthy"]);
  });

  it("is over a day after most feeds are back, and then names those that are not", () => {
    const began = judgeHealth(NOTHING_TOLD, feeds(20, 20), NOW);
    const calm = judgeHealth(began ?? NOTHING_TOLD, feeds(20, 6), NOW + HOUR_MS);
    const later = (ms: number) =>
      feeds(20, 6).map((each) => ({ ...each, state: { ...each.state, lastGoodAt: NOW + ms, lastNewAt: NOW + ms } }));

    const before = judgeHealth(calm ?? NOTHING_TOLD, later(24 * HOUR_MS), NOW + 24 * HOUR_MS);
    const after = judgeHealth(calm ?? NOTHING_TOLD, later(25 * HOUR_MS), NOW + 25 * HOUR_MS);

    expect(calm).toMatchObject({ pending: undefined, outage: { calmSince: NOW + HOUR_MS } });
    expect(before).toBeUndefined();
    expect(after?.pending).toMatchObject({ kind: "outage-over", counts: { worsened: 6, ill: 6 } });
    expect(Object.keys(after?.ill ?? {})).toHaveLength(6);
    expect(after?.outage).toBeUndefined();
  });

  it("is what a dispatcher that stood still for a day looks like: all late, then all well", () => {
    const notices = watch([feeds(20, 0), feeds(20, 20, STATES.late), feeds(20, 0), feeds(20, 0)]);

    expect(notices.map((notice) => notice && noticeSubject(notice))).toEqual([
      undefined,
      "KivuWatch: 20 of 20 feeds do not answer",
      "KivuWatch: feeds answer again, all of 20",
      undefined,
    ]);
  });

  it("is not seen in addresses that never worked", () => {
    const never = { ...FAILING, firstGoodAt: undefined, lastGoodAt: undefined, lastNewAt: undefined };

    const well = Array.from({ length: 10 }, (_, at) => feed(`g${at}`));
    const [notice] = watch([[...feeds(30, 30, never), ...well]]);

    expect(notice?.kind).toBe("changes");
    expect(notice?.counts).toMatchObject({ worsened: 30, ill: 30, feeds: 40 });
  });

  it("hides neither a feed that is gone nor one that was told before", () => {
    const before = [feed("x", FAILING), ...feeds(10, 0)];
    const during = [feed("x"), feed("y", FAILING, true), ...feeds(10, 10)];

    const [, began, then] = watch([before, [feed("x", FAILING), feed("y"), ...feeds(10, 10)], during]);

    expect(began?.kind).toBe("outage");
    expect(toldBy(then)).toEqual(["Radio y: healthy > gone", "Radio x: failing > healthy"]);
  });

  it("says nothing of languages, which bring nothing then", () => {
    const old = { ...FAILING, lastNewAt: NOW - 30 * DAY_MS };

    const notices = watch([feeds(10, 0), feeds(10, 10), feeds(10, 10, old)]);

    expect(notices.map((notice) => notice?.kind)).toEqual([undefined, "outage", undefined]);
  });
});

describe("the notices, whatever happens to the feeds", () => {
  const state = fc.constantFrom(...Object.values(STATES));
  const look = fc.array(fc.tuple(state, fc.boolean()), { minLength: 1, maxLength: 12 });
  const history = fc.array(look, { minLength: 1, maxLength: 12 });
  const asFeeds = (states: readonly (readonly [Partial<FeedState>, boolean])[]) =>
    states.map(([each, isGone], at) => feed(`f${at}`, each, isGone));

  it("come to rest while the feeds stay as they are, and tell no feed's fall twice on the way", () => {
    fc.assert(
      fc.property(history, (looks) => {
        let record: HealthRecord = NOTHING_TOLD;
        for (const states of looks) {
          record = judgeHealth(record, asFeeds(states), NOW) ?? record;
          // At the second look an outage may turn out to be over, at the third its languages are looked at again.
          for (let more = 0; more < 2; more += 1) {
            const again = judgeHealth(record, asFeeds(states), NOW);
            if (again?.pending?.kind === "changes")
              expect(again.pending.worsened.filter(({ url }) => url !== undefined)).toEqual([]);
            record = again ?? record;
          }
          expect(judgeHealth(record, asFeeds(states), NOW)).toBeUndefined();
        }
      }),
    );
  });

  it("never repeat an id, and end with nothing told once all feeds are well", () => {
    fc.assert(
      fc.property(history, (looks) => {
        let record: HealthRecord = NOTHING_TOLD;
        const ids: string[] = [];
        const size = Math.max(...looks.map((states) => states.length));
        const well = Array.from({ length: size }, (_, at) => feed(`f${at}`));
        for (const each of [...looks.map(asFeeds), well, well, well]) {
          record = judgeHealth(record, each, NOW) ?? record;
          if (record.pending !== undefined && !ids.includes(record.pending.id)) ids.push(record.pending.id);
        }

        expect(record).toMatchObject({ ill: {} });
        expect(record.outage).toBeUndefined();
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});

describe("a notice as mail", () => {
  it("reads well", () => {
    const [notice] = watch([[feed("a", FAILING), feed("b", STATES.silent), feed("c", {}, true), feed("d")]]);
    if (notice === undefined) throw new Error("nothing was told");

    expect(noticeSubject(notice)).toBe("KivuWatch: feeds: 3 worse");
    expect(noticeText(notice)).toBe(
      [
        "The health of some feeds has changed.",
        "",
        "worse:",
        "  failing (was healthy) Radio a https://a.example/feed: http-500: server error",
        "  silent (was healthy) Radio b https://b.example/feed: nothing new since 2026-09-05T10:10Z",
        "  gone (was healthy) Radio c https://c.example/feed",
        "",
        "3 of 4 feeds are late, silent, failing or gone; `kivuwatch feeds list` and GET /feeds show them.",
        "What to do: infra/RUNBOOK.md#feed-health",
        `2026-11-24 10:10 UTC, notice ${notice.id}`,
        "",
      ].join("\n"),
    );
  });

  it("keeps within SNS and one line a feed, whatever servers and titles say", () => {
    const nasty = "\r\nBcc: x\u202e\u0007 <b>*_`[x](http://x)".repeat(2_000);
    const ill = Array.from({ length: 500 }, (_, at) => ({
      ...feed(`f${at}`, { ...FAILING, lastError: { at: NOW, reason: nasty } }),
      title: nasty,
    }));

    const [notice] = watch([ill]);
    if (notice === undefined) throw new Error("nothing was told");

    expect(noticeText(notice).split("\n")).toHaveLength(49);
    expect(noticeText(notice)).toContain("  and 460 more");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(noticeText(notice)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(Buffer.byteLength(noticeText(notice))).toBeLessThan(60_000);
    expect(noticeSubject(notice)).toMatch(/^[\x20-\x7e]{1,99}$/);
  });

  it("fits its record into an item of DynamoDB with 5,000 feeds ill at once", () => {
    const ill = Array.from({ length: 5_000 }, (_, at) => feed(at.toString(16).padStart(16, "0"), FAILING));

    const judged = judgeHealth(NOTHING_TOLD, ill, NOW);

    expect(Buffer.byteLength(JSON.stringify(judged))).toBeLessThan(350_000);
  });
});
