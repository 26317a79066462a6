/**
 * What has changed in the feeds' health since operators were last told. Pure: the same record, feeds and moment give the
 * same notice. Each change for the worse is told once, however often it is looked at, and so is each recovery; what many
 * feeds have in common is told once, not feed by feed.
 */
import { sha256Hex } from "../text/sha256.ts";
import type { EpochMs } from "../time.ts";
import type { Feed } from "./feed.ts";
import { type FeedHealth, feedHealth, healthChange } from "./feed-health.ts";
import { type HealthLine, type HealthNotice, type HealthNoticeKind, MAX_LINES } from "./health-notice.ts";
import { feedPatient, isIll, languagePatients, type Patient } from "./health-patients.ts";
import { MAX_DELAY_MS } from "./poll-schedule.ts";

/** The worst that operators were told, by feed id or `lang#sw`; until it has recovered a feed stands there. */
type Told = Readonly<Record<string, FeedHealth>>;

/** What operators know. One record, so that a notice and what it tells are one write. */
export interface HealthRecord {
  /** grows by one with every write; 0 for none */
  readonly version: number;
  readonly ill: Told;
  /** while most feeds fail at once: when that was told, and which feeds fell ill in it and are ill still */
  readonly outage?: Outage;
  /** told in this record, perhaps not sent yet */
  readonly pending?: HealthNotice;
}

interface Outage {
  readonly since: EpochMs;
  /** since when less than half of the feeds fail; absent while more do */
  readonly calmSince?: EpochMs;
  readonly fell: number;
  readonly ill: Told;
}

export const NOTHING_TOLD: HealthRecord = { version: 0, ill: {} };

/** Fewer feeds at once are their own trouble, not ours. */
const MIN_OUTAGE_FEEDS = 5;
const OUTAGE_SHARE = 0.5;
/** An outage is over when no more than this share of the feeds that fell is left, … */
const LEFTOVER_SHARE = 0.1;
/** … or when every feed has been asked again: no back-off is longer. What is left then has an ill of its own. */
const MAX_CALM_MS = MAX_DELAY_MS;

/** @returns the record as it is to be, of the next version, with the notice as pending; undefined when nothing changed */
export function judgeHealth(former: HealthRecord, feeds: readonly Feed[], now: EpochMs): HealthRecord | undefined {
  const { outage } = former;
  const isWide = isWidespread(feeds, now);
  // Of languages nothing is told in an outage: that they bring nothing then is no news.
  const asTold = isWide || outage !== undefined ? (key: string) => former.ill[key] ?? "healthy" : undefined;
  const patients = [...feeds.map((feed) => feedPatient(feed, now)), ...languagePatients(feeds, asTold, now)];
  const ill: Record<string, FeedHealth> = {};
  const fallen: Record<string, FeedHealth> = {};
  const [worsened, folded, recovered]: [HealthLine[], HealthLine[], HealthLine[]] = [[], [], []];
  let fell = outage?.fell ?? 0;
  const isOutage = outage !== undefined || (isWide && patients.some((patient) => isNewlyUnanswered(patient, former)));

  for (const { key, line, health, isUnanswered } of patients) {
    const inOutage = outage?.ill[key];
    const told = inOutage ?? former.ill[key] ?? "healthy";
    if (!isIll(health)) {
      if (told !== "healthy" && inOutage === undefined) recovered.push({ ...line, from: told, to: health });
      continue;
    }
    const isWorse = healthChange(told, health)?.isWorse === true;
    const change = { ...line, from: told, to: health };
    if (isWorse && isUnanswered && isOutage) {
      fallen[key] = health;
      if (inOutage === undefined) fell += 1;
      folded.push(change);
    } else {
      if (isWorse) worsened.push(change);
      // The worst stays: a feed that is less ill for an hour has not recovered, and is no news when it is worse again.
      (inOutage === undefined || !isUnanswered ? ill : fallen)[key] = isWorse ? health : told;
    }
  }

  const left = Object.keys(fallen).length;
  const calmSince = isWide ? undefined : (outage?.calmSince ?? now);
  const isCalm = calmSince !== undefined && now - calmSince >= MAX_CALM_MS;
  const isFew = !isWide && left <= Math.max(1, fell * LEFTOVER_SHARE);
  const isOver = outage !== undefined && (isFew || isCalm);
  const kind = outage === undefined && isOutage ? "outage" : isOver ? "outage-over" : "changes";
  const told = {
    ill: isOver ? { ...ill, ...fallen } : ill,
    outage: isOutage && !isOver ? { since: outage?.since ?? now, calmSince, fell, ill: fallen } : undefined,
  };
  const lines = { worsened: [...worsened, ...namedOf(kind, folded, patients, fallen)], recovered };
  const isNews = kind !== "changes" || worsened.length + recovered.length > 0;
  if (!isNews && isSame(told, former)) return undefined;
  const version = former.version + 1;
  const sick = patients.filter(({ line, health }) => line.url !== undefined && isIll(health)).length;
  const counts = { ill: sick, feeds: feeds.length };
  const notice = isNews ? noticeOf({ kind, version, at: now, since: outage?.since, ...lines, ...counts }) : undefined;
  return { version, ...told, pending: notice };
}

/** Whether so many feeds fail at their last poll, or were not polled, that the fault is likely on our side. */
function isWidespread(feeds: readonly Feed[], now: EpochMs): boolean {
  // Addresses that never worked say nothing of today.
  const polled = feeds.filter(({ state }) => state.firstGoodAt !== undefined);
  const troubled = polled.filter((feed) => feed.state.failures > 0 || feedHealth(feed, now) === "late");
  return troubled.length >= Math.max(MIN_OUTAGE_FEEDS, polled.length * OUTAGE_SHARE);
}

function isNewlyUnanswered({ key, health, isUnanswered }: Patient, former: HealthRecord): boolean {
  return isUnanswered && healthChange(former.ill[key] ?? "healthy", health)?.isWorse === true;
}

/** An outage names those with which it began, its end those that are left. */
function namedOf(
  kind: HealthNoticeKind,
  folded: readonly HealthLine[],
  patients: readonly Patient[],
  fallen: Told,
): readonly HealthLine[] {
  if (kind === "outage") return folded;
  if (kind === "changes") return [];
  return patients.flatMap(({ key, line, health }) =>
    fallen[key] === undefined ? [] : [{ ...line, from: fallen[key], to: health }],
  );
}

function noticeOf(
  made: Pick<HealthNotice, "kind" | "at" | "since" | "worsened" | "recovered"> & {
    readonly version: number;
    readonly ill: number;
    readonly feeds: number;
  },
): HealthNotice {
  const { version, ill, feeds, worsened, recovered, ...rest } = made;
  return {
    ...rest,
    id: sha256Hex(`health:${version}`).slice(0, 32),
    worsened: worsened.slice(0, MAX_LINES),
    recovered: recovered.slice(0, MAX_LINES),
    counts: { worsened: worsened.length, recovered: recovered.length, ill, feeds },
  };
}

function isSame(told: Pick<HealthRecord, "ill" | "outage">, former: HealthRecord): boolean {
  return (
    isSameTold(told.ill, former.ill) &&
    told.outage?.since === former.outage?.since &&
    told.outage?.calmSince === former.outage?.calmSince &&
    isSameTold(told.outage?.ill ?? {}, former.outage?.ill ?? {})
  );
}

function isSameTold(a: Told, b: Told): boolean {
  const entries = Object.entries(a);
  return entries.length === Object.keys(b).length && entries.every(([key, health]) => b[key] === health);
}
