/**
 * A sample of what `npm run -s bench:faults` does in full: calls of a cycle spoiled one at a time, then the cycle repeated.
 * The seed is printed; FAULTS_SEED repeats a run.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { damageOf } from "../bench/faults/end-state.ts";
import { recordRounds, runWithFault } from "../bench/faults/run-rounds.ts";
import { describeFaultReport, type FaultReport, tryFaults } from "../bench/faults/try-faults.ts";
import { type Services, startServices } from "../bench/faults/world.ts";

const SAMPLE = 24;
/** Faults on a loaded machine end early; those of the scenarios always run. */
const BUDGET_MS = 45_000;

describe("a cycle in which calls fail", () => {
  it("loses nothing and tells nothing under a second id", async () => {
    const seed = process.env.FAULTS_SEED === undefined ? Date.now() % 2 ** 31 : Number(process.env.FAULTS_SEED);

    const report: FaultReport = await tryFaults({ seed, sample: SAMPLE, budgetMs: BUDGET_MS, scenarios: "some" });

    process.stdout.write(describeFaultReport(report));
    expect(report.damage, `seed ${seed}`).toEqual([]);
    expect(report.lost + report.strays).toBe(0);
    expect(report.alerts).toBe(4);
    expect(report.struck).toBe(report.tried);
    expect(report.tried).toBeGreaterThan(0);
    expect(report.calls).toBeGreaterThan(150);
  }, 120_000);
});

describe("the comparison of two runs", () => {
  let services: Services;

  beforeAll(async () => {
    services = await startServices();
  });

  afterAll(async () => {
    await services.stop();
  });

  it("counts an alert that came again under its id as a repeat, when the answer of SNS was lost", async () => {
    const [record] = await recordRounds(services);
    if (record === undefined) throw new Error("no round was recorded");

    const outcome = await runWithFault(services, record, { kind: "answer-lost", at: record.calls.indexOf("Publish") });

    expect(outcome).toEqual({ isStruck: true, lost: [], strays: [], repeats: 1 });
  });

  it("sees an alert that did not come, a story that is gone and one that changed", async () => {
    const [record] = await recordRounds(services);
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
});
