/** The books after real rounds of news: they balance, and a count that was broken on purpose fails the hourly tick. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { HOUR_MS } from "../../lambdas/core/time.ts";
import { ROUNDS } from "../bench/faults/news.ts";
import { recordRounds } from "../bench/faults/run-rounds.ts";
import { type Services, startServices, type Tables, type World } from "../bench/faults/world.ts";

let services: Services;
let world: World;
/** as all rounds left them */
let after: Tables;

/** When the hour of the rounds is settled, in the minute in which the books are checked. */
const CHECKED_AT = new Date((ROUNDS[0]?.at ?? 0) + 3 * HOUR_MS + 20 * 60_000).toISOString();
const NEXT_MINUTE = new Date(Date.parse(CHECKED_AT) + 60_000).toISOString();

beforeAll(async () => {
  services = await startServices();
  const records = await recordRounds(services);
  after = records.at(-1)?.after.tables ?? {};
});

afterAll(async () => {
  await services.stop();
});

beforeEach(async () => {
  world = await services.openWorld();
  await world.writeTables(after);
});

function tick(scheduledTime: string): Promise<unknown> {
  return world.startProcess(() => Date.parse(scheduledTime)).dispatch({ scheduledTime });
}

describe("the ledger of real rounds", () => {
  it("balances", async () => {
    const report = await tick(CHECKED_AT);

    expect(report).toMatchObject({ batches: expect.any(Number) });
  });

  it("fails the tick when a feed's count was broken, and that tick alone", async () => {
    const { FEEDS_TABLE: feeds = [] } = await world.readTables();
    const text = JSON.stringify(feeds.filter((feed) => JSON.stringify(feed).includes('"stored":{"N":"3"}')));
    const broken = text.replaceAll('"stored":{"N":"3"}', '"stored":{"N":"4"}');
    // The seen-set is of no matter here, and JSON spoils it.
    await world.writeTables({ FEEDS_TABLE: JSON.parse(broken, (key, value) => (key === "seen" ? { S: "" } : value)) });

    const checked = tick(CHECKED_AT);

    await expect(checked).rejects.toMatchObject({
      code: "E_LEDGER",
      message: expect.stringMatching(/2023-05-15T18Z the feeds count \d stories stored, the table holds \d/),
    });
    await expect(tick(NEXT_MINUTE)).resolves.toBeDefined();
  });

  it("fails the tick when a stored story is gone", async () => {
    const { STORIES_TABLE: stories = [] } = await world.readTables();
    const [story] = stories;
    await world.writeTables({ STORIES_TABLE: [{ ...story, day: { S: "elsewhere" } }] });

    const checked = tick(CHECKED_AT);

    await expect(checked).rejects.toThrow("the feeds count 6 stories stored, the table holds 5");
  });

  it("fails the tick when a matched story is neither decided nor in the outbox", async () => {
    const { STORIES_TABLE: stories = [] } = await world.readTables();
    const decided = stories.find((story) => story.decision !== undefined);
    const { decision: _decision, ...forgotten } = decided ?? {};
    await world.writeTables({ STORIES_TABLE: [forgotten] });

    const checked = tick(CHECKED_AT);

    await expect(checked).rejects.toThrow("1 matched stories are neither decided nor in the outbox");
  });
});
