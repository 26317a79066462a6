import type { FeedStore, HealthRecordStore, OperationsPublisher } from "../ports.ts";
import { type EpochMs, HOUR_MS, MINUTE_MS } from "../time.ts";
import type { HealthNotice } from "./health-notice.ts";
import { type HealthRecord, judgeHealth, NOTHING_TOLD } from "./judge-health.ts";

export interface TellHealthDependencies {
  readonly feeds: Pick<FeedStore, "getMany">;
  readonly records: HealthRecordStore;
  readonly operations: OperationsPublisher;
  /** feeds that the desk no longer configures are not polled, and so not judged */
  readonly configuredIds: ReadonlySet<string>;
}

/**
 * Tell operators what has changed in the feeds' health: written down first, then sent, then marked as sent. A run that
 * died in between is finished by the next one with the very same notice; of two runs at once one writes, and one notice
 * is made. Costs a read of each feed, and a write only when something is told.
 * @returns the notices that were sent
 * @throws what a store or the publisher throws; the notice is then sent with the next run
 */
export async function tellHealth(deps: TellHealthDependencies, now: EpochMs): Promise<readonly HealthNotice[]> {
  const sent: HealthNotice[] = [];
  const known = await sendPending((await deps.records.read()) ?? NOTHING_TOLD, deps, sent);
  if (known === undefined) return sent;
  const judged = judgeHealth(known, await deps.feeds.getMany([...deps.configuredIds]), now);
  if (judged !== undefined && (await deps.records.write(judged))) await sendPending(judged, deps, sent);
  return sent;
}

/** @returns the record without a pending notice; undefined when another run was at it meanwhile */
async function sendPending(
  record: HealthRecord,
  { operations, records }: TellHealthDependencies,
  sent: HealthNotice[],
): Promise<HealthRecord | undefined> {
  if (record.pending === undefined) return record;
  await operations.publishNotice(record.pending);
  sent.push(record.pending);
  const done = { ...record, version: record.version + 1, pending: undefined };
  return (await records.write(done)) ? done : undefined;
}

/**
 * Whether a tick of the scheduler is one that looks at the feeds' health: twice an hour, since a feed needs three failures
 * in a row, and what goes wrong within half an hour comes in one notice.
 */
export function isHealthMinute(at: EpochMs): boolean {
  return HEALTH_MINUTES.has(Math.floor((at % HOUR_MS) / MINUTE_MS));
}

/** Off the full hour and its quarters, when everything else runs. */
const HEALTH_MINUTES: ReadonlySet<number> = new Set([10, 40]);
