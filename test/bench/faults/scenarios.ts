/** What no single spoiled call shows: queues that repeat and reorder, two workers at once, a service that is out for hours. */
import { HOUR_MS } from "../../../lambdas/core/time.ts";
import { type Damage, damageOf, type EndState } from "./end-state.ts";
import { ROUNDS } from "./news.ts";
import { type DriveRound, endOf, type RoundRecord, runOtherwise, serve } from "./run-rounds.ts";
import type { Seeded } from "./seeded.ts";
import { deliveryOf, INVOCATION, type Services } from "./world.ts";

export interface ScenarioResult extends Damage {
  readonly name: string;
}

/** @param extent - `all`, or `some`: the deliveries of one round and the shortest outage */
export async function runScenarios(
  services: Services,
  records: readonly RoundRecord[],
  { shuffle }: Seeded,
  extent: "all" | "some",
): Promise<readonly ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  const rounds = shuffle([...records.entries()]).slice(0, extent === "all" ? records.length : 1);
  for (const [index, record] of rounds) {
    for (const [name, drive] of Object.entries(drives(services, shuffle))) {
      results.push({ name: `${name}, round ${index + 1}`, ...(await runOtherwise(services, record, drive)) });
    }
  }
  for (const hours of extent === "all" ? [1, 5] : [1]) {
    results.push({ name: `SNS is out for ${hours} h`, ...(await runOutage(services, hours)) });
  }
  return results;
}

/** Ways in which a round may reach the functions. */
function drives(services: Services, shuffle: <T>(values: readonly T[]) => T[]): Readonly<Record<string, DriveRound>> {
  const messages = services.feeds.map((feed) => ({ feedIds: [feed.id] }));
  return {
    "deliveries repeated and in another order": async (start) => {
      const process = start();
      await process.dispatch({ feeds: "all" });
      for (const message of shuffle([...messages, ...messages]))
        await process.collect(deliveryOf([message]), INVOCATION);
      await process.dispatch({});
      await process.collectAll();
      for (let tick = 0; tick < 3; tick += 1) await process.tell();
    },
    "two collectors with the same messages at once": async (start) => {
      const [one, other] = [start(), start()];
      await one.dispatch({});
      const deliver = (to: typeof one) => to.collect(deliveryOf(messages), INVOCATION);
      await Promise.all([deliver(one), deliver(other)]);
      await one.collectAll();
      await one.tell();
    },
    "two alert workers at once": async (start) => {
      const [one, other] = [start(), start()];
      await one.collectAll();
      await Promise.all([one.alert(deliveryOf([{}]), INVOCATION), other.alert(deliveryOf([{}]), INVOCATION)]);
      await one.tell();
    },
  };
}

/** The desk must have every alert in the end, with the decisions of a run at the same times in which SNS was well. */
async function runOutage(services: Services, hours: number): Promise<Damage> {
  const expected = await runSpread(services, 0, hours + 1);
  return damageOf(expected, await runSpread(services, hours, hours + 1));
}

/** Position of the round that edits a story. */
const EDIT_ROUND = 3;

/** All rounds, with some hours of hourly ticks before the edit, and a tick for the digest at the end; SNS refuses everything until the outage is over. */
async function runSpread(services: Services, outageHours: number, spreadHours: number): Promise<EndState> {
  services.gate.heal();
  const world = await services.openWorld();
  const documents: Services["documents"] = new Map();
  if (outageHours > 0) services.gate.outages.add("SNS");
  let end = 0;
  // The edit of round 4 comes after the outage: an edit during one is told with the first alert, not as an update.
  for (const [index, round] of ROUNDS.entries()) {
    if (index === EDIT_ROUND) {
      for (let hour = 1; hour <= spreadHours; hour += 1) {
        if (hour >= outageHours) services.gate.outages.clear();
        end = round.at + hour * HOUR_MS;
        await world.startProcess(() => end).tell();
      }
    }
    for (const [path, document] of Object.entries(round.documents)) documents.set(path, document);
    serve(services, documents);
    const process = world.startProcess(() => Math.max(round.at, end));
    await process.collectAll();
    await process.tell();
  }
  services.gate.outages.clear();
  await world.startProcess(() => end + HOUR_MS).tell();
  return endOf(world);
}
