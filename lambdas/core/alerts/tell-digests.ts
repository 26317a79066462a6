/**
 * Sending the digests that are due: seal what a window holds, publish, mark it sent, and close the window once nothing
 * is left. Every step can be done again: a sealed digest keeps its contents and its id, and what came later than the
 * seal becomes a further digest of the same window. So each story is in exactly one digest, and none is lost.
 */
import { messageOf } from "../errors.ts";
import type { DigestPublisher, DigestStore, OpenWindow } from "../ports.ts";
import { severityRank } from "../rules/severity.ts";
import type { Clock, EpochMs } from "../time.ts";
import { type Digest, type DigestEntry, type DigestSeal, digestId, entryKey } from "./digest.ts";

/** Stories of one digest: what a person reads, and what an SNS message holds whatever the feeds wrote. */
export const MAX_DIGEST_ENTRIES = 50;

export interface DigestDependencies {
  readonly digests: DigestStore;
  readonly publisher: DigestPublisher;
  readonly now: Clock;
}

export interface DigestReport {
  readonly sent: readonly Digest[];
  /** windows that could not be told now and stay open */
  readonly failed: readonly { readonly dueAt: EpochMs; readonly reason: string }[];
}

/** @param mayContinue - asked before each window: false ends the work early; what is left stays open for the next run */
export async function tellDigests(
  deps: DigestDependencies,
  mayContinue: () => boolean = () => true,
): Promise<DigestReport> {
  const sent: Digest[] = [];
  const failed: { dueAt: EpochMs; reason: string }[] = [];
  const due = (await deps.digests.listOpen()).filter(({ dueAt }) => dueAt <= deps.now());
  for (const window of due) {
    if (!mayContinue()) break;
    try {
      await tellWindow(window, deps, sent);
    } catch (error) {
      failed.push({ dueAt: window.dueAt, reason: messageOf(error) });
    }
  }
  return { sent, failed };
}

async function tellWindow(window: OpenWindow, deps: DigestDependencies, sent: Digest[]): Promise<void> {
  const { dueAt } = window;
  const { entries, seals } = await deps.digests.read(dueAt);
  const byKey = new Map(entries.map((entry) => [entryKey(entry), entry]));
  const sealed = new Set(seals.flatMap((seal) => seal.keys));
  const left = entries.filter((entry) => !sealed.has(entryKey(entry))).sort(byWeight);
  const made: DigestSeal[] = [];
  for (let start = 0; start < left.length; start += MAX_DIGEST_ENTRIES) {
    const keys = left.slice(start, start + MAX_DIGEST_ENTRIES).map(entryKey);
    const seal = { dueAt, number: seals.length + made.length + 1, sealedAt: deps.now(), keys };
    // Another worker is at it: it sends what it sealed, and the window stays open for the rest.
    if (!(await deps.digests.seal(seal))) return;
    made.push(seal);
  }
  for (const { number, keys, sentAt } of [...seals, ...made]) {
    if (sentAt !== undefined) continue;
    const own = keys.flatMap((key) => byKey.get(key) ?? []).sort(byWeight);
    const digest = { id: digestId(dueAt, number), dueAt, number, entries: own };
    await deps.publisher.publishDigest(digest);
    await deps.digests.markSent(dueAt, number, deps.now());
    sent.push(digest);
  }
  await deps.digests.close(window);
}

/** Loudest first, then newest; ids make the order the same whoever sorts. */
function byWeight(a: DigestEntry, b: DigestEntry): number {
  return (
    severityRank(b.severity) - severityRank(a.severity) ||
    b.publishedAt - a.publishedAt ||
    (entryKey(a) < entryKey(b) ? -1 : 1)
  );
}
