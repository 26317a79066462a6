/**
 * A sample of what `npm run -s bench:faults` does in full: calls of a cycle spoiled one at a time, then the cycle repeated.
 * The seed is printed; FAULTS_SEED repeats a run.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { damageOf } from "../bench/faults/end-state.ts";
import { type RoundRecord, recordRounds, runWithFault } from "../bench/faults/run-rounds.ts";
import { describeFaultReport, type FaultReport, tryFaults } from "../bench/faults/try-faults.ts";
import { type Services, startServices } from "../bench/faults/world.ts";
import { MODEL_TIME } from "../support/model-story.ts";

const SAMPLE = 24;
/** Faults on a loaded machine end early, after a few; the scenarios always run. */
const BUDGET_MS = 20_000;

describe("a cycle in which calls fail", () => {
  it("loses nothing and tells nothing under a second id", async () => {
    const seed = process.env.FAULTS_SEED === undefined ? Date.now() % 2 ** 31 : Number(process.env.FAULTS_SEED);

    const report: FaultReport = await tryFaults({ seed, sample: SAMPLE, budgetMs: BUDGET_MS, scenarios: "some" });

    process.stdout.write(describeFaultReport(report));
    expect(report.damage, `seed ${seed}`).toEqual([]);
    expect(report.lost + report.strays).toBe(0);
    expect(report.alerts).toBe(4);
    expect(report.scenarios.map(({ name }) => name.replace(/, round \d$/, ""))).toEqual([
      "deliveries repeated and in another order",
      "two collectors with the same messages at once",
      "two alert workers at once",
      "SNS is out for 1 h",
    ]);
    expect(report.struck).toBe(report.tried);
    expect(report.tried).toBeGreaterThan(5);
    expect(report.calls).toBeGreaterThan(150);
  }, 120_000);
});

describe("the comparison of two runs", () => {
  let services: Services;
  let records: readonly RoundRecord[];

  beforeAll(async () => {
    services = await startServices();
    records = await recordRounds(services);
  });

  afterAll(async () => {
    await services.stop();
  });

  it("counts an alert that came again under its id as a repeat, when the answer of SNS was lost", async () => {
    const [record] = records;
    if (record === undefined) throw new Error("no round was recorded");

    const outcome = await runWithFault(services, record, { kind: "answer-lost", at: record.calls.indexOf("Publish") });

    expect(outcome).toEqual({ isStruck: true, lost: [], strays: [], repeats: 1 });
  });

  it("sees an alert that did not come, a story that is gone and one that changed", async () => {
    const [record] = records;
    if (record === undefined) throw new Error("no round was recorded");
    const { after } = record;
    const [story, ...others] = after.tables.STORIES_TABLE ?? [];

    const noAlert = damageOf(after, { ...after, alertIds: [] });
    const noStory = damageOf(after, { ...after, tables: { ...after.tables, STORIES_TABLE: others } });
    const otherStory = { ...story, title: { S: "something else" } };
    const changed = damageOf(after, { ...after, tables: { ...after.tables, STORIES_TABLE: [otherStory, ...others] } });

    expect(noAlert.lost).toEqual([`alert ${after.alertIds[0]}`]);
    expect(noStory).toMatchObject({ lost: [expect.stringMatching(/^STORIES_TABLE /)], strays: [] });
    expect(changed.lost).toHaveLength(1);
    expect(changed.strays).toHaveLength(1);
  });

  /** The second round, in which the feed of outlet d fails, with a change to one feed. */
  function withFeed(path: string, change: (text: string) => string) {
    const record = records[1];
    if (record === undefined) throw new Error("no second round was recorded");
    const { after, round } = record;
    const feeds = after.tables.FEEDS_TABLE ?? [];
    // The seen-set is bytes, which JSON does not carry: it stays as it is.
    const changed = feeds.map((item) => {
      if (item.title?.S !== path) return item;
      const { seen, ...state } = item.state?.M ?? {};
      const text = change(JSON.stringify({ ...item, state: { M: state } }));
      const made = JSON.parse(text);
      return seen === undefined ? made : { ...made, state: { M: { ...made.state.M, seen } } };
    });
    const damage = damageOf(after, { ...after, tables: { ...after.tables, FEEDS_TABLE: changed } }, round.at);
    return damage.lost.length + damage.strays.length;
  }

  it.each([
    [
      "a good poll of this round",
      "/a",
      /"lastGoodAt":\{"N":"\d+"\}/,
      `"lastGoodAt":{"N":"${MODEL_TIME + 15 * 60_000}"}`,
      0,
    ],
    ["a good poll at another time", "/a", /"lastGoodAt":\{"N":"\d+"\}/, '"lastGoodAt":{"N":"5"}', 2],
    ["a feed that was never good", "/a", /,?"lastGoodAt":\{"N":"\d+"\}/, "", 2],
    ["more failures without a longer pause", "/d", /"failures":\{"N":"\d+"\}/, '"failures":{"N":"9"}', 2],
    ["another pause than failures ask for", "/d", /"notBefore":\{"N":"\d+"\}/, '"notBefore":{"N":"5"}', 2],
    ["a failing feed that is called healthy", "/d", /,?"health":\{"S":"\w+"\}/, "", 2],
    ["another last error", "/d", /answered 500/, "answered 502", 2],
    ["a failure of a feed that is well", "/a", /"failures":\{"N":"0"\}/, '"failures":{"N":"1"}', 2],
  ] as const)("counts %s for what it is", (_, path, wanted, change, expected) => {
    let found = false;
    const damage = withFeed(path, (text) => {
      found = wanted.test(text);
      return text.replace(wanted, change).replaceAll("{,", "{");
    });

    expect(found).toBe(true);
    expect(damage).toBe(expected);
  });
});
