/**
 * What a month costs, from the requests that the code makes: each factor below is a property of a handler or an adapter,
 * named beside it. A model, not a bill: it assumes an even day and averages of size and time.
 */
import { PRICES, type PriceKey } from "./prices.ts";

export interface Workload {
  readonly feeds: number;
  readonly pollMinutes: number;
  /** new entries a feed and day */
  readonly entriesPerFeedAndDay: number;
  /** of the entries, those that a rule wants: 0 to 1 */
  readonly matchedShare: number;
  /** of the matched stories, those that start an event: 0 to 1; the others are folded into one */
  readonly eventShare: number;
  readonly emailsPerAlert: number;
  readonly apiRequests: number;
  /** feed readers with an address of their own, each asking every half hour */
  readonly feedReaders: number;
  /** people who sign in to the archive at least once */
  readonly users: number;
}

export const TYPICAL: Omit<Workload, "feeds"> = {
  pollMinutes: 15,
  entriesPerFeedAndDay: 20,
  matchedShare: 0.02,
  eventShare: 0.5,
  emailsPerAlert: 3,
  apiRequests: 10_000,
  feedReaders: 5,
  users: 10,
};

export interface CostLine {
  readonly key: PriceKey;
  readonly units: number;
  readonly dollars: number;
  readonly dollarsAfterFreeTier: number;
}

const MINUTES = 30 * 24 * 60;
/** Feeds in one message to the collector, see batch-feeds.ts. */
const BATCH = 50;
/** Lambda's long polls of one queue that is mostly empty. */
const IDLE_POLLS = 657_000;
/** A page of 50 stories, as `bench:archive` counts it on DynamoDB Local; a feed reader's token comes on top. */
const UNITS_PER_PAGE = 30;
/** A page of 50 stories in JSON or XML. */
const BYTES_PER_PAGE = 60 * 1024;

/** Units a month, by price. */
export function countUnits(workload: Workload): Readonly<Record<PriceKey, number>> {
  const polls = (workload.feeds * MINUTES) / workload.pollMinutes;
  const batches =
    MINUTES *
    Math.max(Math.min(1, workload.feeds / workload.pollMinutes), workload.feeds / workload.pollMinutes / BATCH);
  const stories = workload.feeds * workload.entriesPerFeedAndDay * 30;
  const matched = stories * workload.matchedShare;
  const events = matched * workload.eventShare;
  const requests = workload.apiRequests + workload.feedReaders * 2 * 24 * 30;
  // A poll brings news at most once, however many entries.
  const pollsWithNews = Math.min(polls, stories);
  const roster = Math.max(1, (workload.feeds * 150) / 4096); // 150 bytes a line of the roster, 4 KB a read unit
  const storedGb = (stories * 4 * 1024 + matched * 13 * 8 * 1024) / 1024 ** 3;
  return {
    lambdaRequests: 2 * MINUTES + batches + requests,
    // dispatch 0.1 s and alert 0.1 s of 256 MB; collect 0.3 s a feed of 512 MB, hosts side by side; query 0.1 s of 1 GB
    lambdaGbSeconds: MINUTES * 2 * 0.1 * 0.25 + polls * 0.3 * 0.5 + requests * 0.1,
    dynamoWriteUnits:
      MINUTES + // the watermark
      pollsWithNews * 2 + // a feed's state, up to 2 KB
      polls * (workload.pollMinutes / 360) * 2 + // a heartbeat every six hours
      stories * 4 + // a story of 2 KB, and its copy in the timeline
      matched * (4 + 4 + 25) + // outbox and decision, its event, its facets
      events * 25, // an event's postings: one batch
    dynamoReadUnits:
      MINUTES * (1 + roster / 2) + // watermark and roster
      batches + // the rules' revision
      polls + // a feed's state
      MINUTES / 2 + // the outbox
      matched * (1 + 19 + 5) + // the story, bands and features, candidate events
      workload.feeds * 3 * 24 * 30 + // all feeds' states: for their health twice an hour, for the ledger once
      stories * 1.5 + // the ledger reads each hour's stories three times
      requests * UNITS_PER_PAGE,
    dynamoGbMonths: storedGb,
    dynamoBackupGbMonths: storedGb, // point-in-time recovery, of every table
    cognitoUsers: workload.users,
    // answers, and a conditional GET of 500 bytes a poll
    dataOutGb: (requests * BYTES_PER_PAGE + polls * 500) / 1024 ** 3,
    sqsRequests: 2 * IDLE_POLLS + 3 * batches + 3 * MINUTES,
    snsPublishes: events,
    snsEmails: events * workload.emailsPerAlert,
    schedulerInvocations: 2 * MINUTES,
    apiRequests: requests,
    // 700 bytes an invocation, 350 a line of the API's access log
    logsGb: ((2 * MINUTES + batches + requests) * 700 + requests * 350) / 1024 ** 3,
    customMetrics: 7,
    alarms: 10,
  };
}

/** Dearest first. */
export function monthlyCosts(workload: Workload): readonly CostLine[] {
  const units = countUnits(workload);
  const lines = (Object.keys(PRICES) as PriceKey[]).map((key) => {
    const { each, free } = PRICES[key];
    return {
      key,
      units: units[key],
      dollars: units[key] * each,
      dollarsAfterFreeTier: Math.max(0, units[key] - free) * each,
    };
  });
  return lines.toSorted((a, b) => b.dollars - a.dollars);
}
