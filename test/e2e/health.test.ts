/**
 * A feed that fails and comes back, from the outlet's server to the operators' mail: the real handlers, and a look at the
 * feeds' health twice an hour.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { HOUR_MS, MINUTE_MS } from "../../lambdas/core/time.ts";
import { type FunctionProcess, type Services, startServices, type World } from "../bench/faults/world.ts";
import { rss } from "../support/feed-server.ts";
import { MODEL_ITEM, MODEL_TIME } from "../support/model-story.ts";

let services: Services;
let world: World;

beforeAll(async () => {
  services = await startServices();
});

afterAll(async () => {
  await services.stop();
});

beforeEach(async () => {
  services.gate.heal();
  world = await services.openWorld();
  for (const path of ["/a", "/b", "/c", "/d"]) services.documents.set(path, { body: rss([MODEL_ITEM]) });
});

/** Every hour a poll of all feeds, and ten minutes later a look. @returns what operators were sent in each */
async function runHours(answers: readonly ("good" | "down")[]): Promise<readonly (readonly string[])[]> {
  const notices: (readonly string[])[] = [];
  for (const [hour, answer] of answers.entries()) {
    const body = answer === "good" ? { body: rss([MODEL_ITEM]) } : { body: "being repaired", status: 503 };
    services.documents.set("/d", body);
    const at = MODEL_TIME + hour * HOUR_MS;
    await world.startProcess(() => at).collectAll();
    await lookAt(
      world.startProcess(() => at + 10 * MINUTE_MS),
      at + 10 * MINUTE_MS,
    );
    notices.push(await world.takeNotices());
  }
  return notices;
}

function lookAt(process: FunctionProcess, at: number): Promise<unknown> {
  return process.dispatch({ scheduledTime: new Date(at).toISOString() });
}

describe("the feeds' health", () => {
  it("reaches the operators once when a feed fails and once when it is back", async () => {
    const notices = await runHours(["good", "down", "down", "down", "down", "good", "good"]);

    const told = notices.flat();
    expect(told).toHaveLength(2);
    expect(told[0]).toContain("failing (was healthy) /d http://");
    expect(told[0]).toContain("http-503");
    expect(told[1]).toContain("healthy (was failing) /d http://");
    expect(notices[5]).toEqual([told[1]]);
  });

  it("is told later when SNS is out, and polling does not wait for it", async () => {
    services.gate.outages.add("SNS");
    const during = await runHours(["good", "down", "down", "down"]);
    services.gate.outages.clear();
    const at = MODEL_TIME + 3 * HOUR_MS + 40 * MINUTE_MS;

    const look = await lookAt(
      world.startProcess(() => at),
      at,
    );

    expect(during.flat()).toEqual([]);
    expect(look).toMatchObject({ batches: expect.any(Number) });
    expect(await world.takeNotices()).toEqual([expect.stringContaining("failing (was healthy) /d")]);
  });

  it("is told again under the same id when the dispatcher dies before it noted that it told", async () => {
    await runHours(["good"]);
    services.documents.set("/d", { body: "being repaired", status: 503 });
    const at = MODEL_TIME + HOUR_MS;
    for (let poll = 0; poll < 3; poll += 1) await world.startProcess(() => at).collectAll();
    const calls = await callsOfLook(at);

    services.gate.arm({ kind: "dies-after", at: calls.indexOf("Publish") });
    await lookAt(
      world.startProcess(() => at + 10 * MINUTE_MS),
      at + 10 * MINUTE_MS,
    ).catch(() => {});
    services.gate.heal();
    await lookAt(
      world.startProcess(() => at + 40 * MINUTE_MS),
      at + 40 * MINUTE_MS,
    );
    await lookAt(
      world.startProcess(() => at + 70 * MINUTE_MS),
      at + 70 * MINUTE_MS,
    );

    const ids = (await world.takeNotices()).map((text) => /notice ([0-9a-f]{32})/.exec(text)?.[1]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });
});

/** The calls that a look with a notice makes, learnt in a copy of the world. */
async function callsOfLook(at: number): Promise<readonly string[]> {
  const original = world;
  world = await services.openWorld();
  await world.writeTables(await original.readTables());
  services.gate.arm();
  await lookAt(
    world.startProcess(() => at + 10 * MINUTE_MS),
    at + 10 * MINUTE_MS,
  );
  const calls = [...services.gate.calls];
  world = original;
  return calls;
}
