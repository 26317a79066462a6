/**
 * Rounds of news, undisturbed and disturbed. A disturbed round starts from the stored state that the undisturbed one
 * started from and is repeated once in good health; then it must have come to the same end. Since equal states have equal
 * futures, the later rounds need not be run again for every fault.
 */

import { type Damage, damageOf, type EndState } from "./end-state.ts";
import type { Fault } from "./fault-gate.ts";
import { ROUNDS, type Round } from "./news.ts";
import type { FunctionProcess, Services, Tables, World } from "./world.ts";

/** One round as it goes when nothing happens. */
export interface RoundRecord {
  readonly round: Round;
  /** documents that the outlets serve in it */
  readonly documents: Services["documents"];
  readonly before: Tables;
  readonly after: EndState;
  readonly calls: readonly string[];
}

/** How a round is driven; a scenario may do it otherwise. */
export type DriveRound = (start: () => FunctionProcess, world: World) => Promise<void>;

const driveOnce: DriveRound = async (start) => {
  const process = start();
  await process.collectAll();
  await process.tell();
};

export async function recordRounds(services: Services): Promise<readonly RoundRecord[]> {
  const world = await services.openWorld();
  const records: RoundRecord[] = [];
  const documents: Services["documents"] = new Map();
  let before = await world.readTables();
  for (const round of ROUNDS) {
    for (const [path, document] of Object.entries(round.documents)) documents.set(path, document);
    serve(services, documents);
    services.gate.arm();
    await driveOnce(() => world.startProcess(() => round.at), world);
    const calls = [...services.gate.calls];
    const after = { tables: await world.readTables(), alertIds: await world.takeAlertIds() };
    records.push({ round, documents: new Map(documents), before, after, calls });
    before = after.tables;
  }
  return records;
}

export interface Outcome extends Damage {
  /** whether the fault struck at all */
  readonly isStruck: boolean;
}

/** The round with one call spoiled, then repeated. */
export async function runWithFault(services: Services, record: RoundRecord, fault: Fault): Promise<Outcome> {
  const { world, start } = await restore(services, record);
  services.gate.arm(fault);
  const process = start();
  // They are two functions: one that fails does not keep the other from its work.
  await process.collectAll().catch(() => {});
  await process.tell().catch(() => {});
  const isStruck = services.gate.heal();
  await driveOnce(start, world);
  return { ...damageOf(record.after, await endOf(world), record.round.at), isStruck };
}

/** The round driven in a way of its own, and not repeated. */
export async function runOtherwise(services: Services, record: RoundRecord, drive: DriveRound): Promise<Damage> {
  const { world, start } = await restore(services, record);
  services.gate.arm();
  await drive(start, world);
  return damageOf(record.after, await endOf(world), record.round.at);
}

export function serve(services: Services, documents: Services["documents"]): void {
  services.documents.clear();
  for (const [path, document] of documents) services.documents.set(path, document);
}

export async function endOf(world: World): Promise<EndState> {
  return { tables: await world.readTables(), alertIds: await world.takeAlertIds() };
}

async function restore(
  services: Services,
  record: RoundRecord,
): Promise<{ readonly world: World; readonly start: () => FunctionProcess }> {
  services.gate.heal();
  const world = await services.openWorld();
  await world.writeTables(record.before);
  serve(services, record.documents);
  return { world, start: () => world.startProcess(() => record.round.at) };
}
