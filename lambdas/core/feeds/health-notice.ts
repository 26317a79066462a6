/**
 * What operators are told of the feeds' health, as data and as the text of a mail. Reasons come from strangers' servers:
 * every text is one safe line, cut.
 */
import { safeUrl, shortLine } from "../alerts/messages/safe-text.ts";
import type { EpochMs } from "../time.ts";
import type { FeedHealth } from "./feed-health.ts";

/** A feed, or a language, whose health is another than operators know. */
export interface HealthLine {
  /** the feed's title, or `language sw` */
  readonly name: string;
  readonly url?: string;
  readonly from: FeedHealth;
  readonly to: FeedHealth;
  /** e.g. the last error, or since when there was nothing new */
  readonly detail?: string;
}

/**
 * `changes`: feeds one by one · `outage`: most of them at once, which is about us rather than about them · `outage-over`:
 * most of those are back; `worsened` names the ones that are not.
 */
export type HealthNoticeKind = "changes" | "outage" | "outage-over";

export interface HealthNotice {
  /** hash of the record's version: a retry repeats it */
  readonly id: string;
  readonly kind: HealthNoticeKind;
  readonly at: EpochMs;
  /** since when; of an outage that is over */
  readonly since?: EpochMs;
  /** the first {@link MAX_LINES} */
  readonly worsened: readonly HealthLine[];
  readonly recovered: readonly HealthLine[];
  /** all of them, named or not */
  readonly counts: {
    readonly worsened: number;
    readonly recovered: number;
    /** feeds that are late, silent, failing or gone now */
    readonly ill: number;
    readonly feeds: number;
  };
}

/** Named in one notice; more nobody reads. */
export const MAX_LINES = 40;
const MAX_NAME = 80;
const MAX_DETAIL = 200;
/** Heading of infra/RUNBOOK.md. */
const RUNBOOK = "infra/RUNBOOK.md#feed-health";

/** ASCII, far under the 100 characters that SNS takes. */
export function noticeSubject({ kind, counts }: HealthNotice): string {
  const { worsened, recovered, ill, feeds } = counts;
  if (kind === "outage") return `KivuWatch: ${ill} of ${feeds} feeds do not answer`;
  if (kind === "outage-over")
    return `KivuWatch: feeds answer again, ${ill === 0 ? "all" : `all but ${ill}`} of ${feeds}`;
  const parts = [worsened > 0 ? `${worsened} worse` : "", recovered > 0 ? `${recovered} recovered` : ""];
  return `KivuWatch: feeds: ${parts.filter(Boolean).join(", ")}`;
}

export function noticeText(notice: HealthNotice): string {
  const { kind, id, at, since, worsened, recovered, counts } = notice;
  const opening = {
    changes: "The health of some feeds has changed.",
    outage:
      "Most feeds do not answer: look at KivuWatch and its network first. Feeds that fail from now on are not told one by one; the end is.",
    "outage-over": `Most feeds answer again; it began ${since === undefined ? "earlier" : minute(since)}. Any named as worse below do not yet.`,
  }[kind];
  return [
    opening,
    "",
    ...listOf("worse", worsened, counts.worsened),
    ...listOf("recovered", recovered, counts.recovered),
    `${counts.ill} of ${counts.feeds} feeds are late, silent, failing or gone; \`kivuwatch feeds list\` and GET /feeds show them.`,
    `What to do: ${RUNBOOK}`,
    `${minute(at)}, notice ${id}`,
    "",
  ].join("\n");
}

function listOf(heading: string, lines: readonly HealthLine[], count: number): readonly string[] {
  if (count === 0) return [];
  const rest = count - lines.length;
  return [`${heading}:`, ...lines.map(lineText), ...(rest > 0 ? [`  and ${rest} more`] : []), ""];
}

function lineText({ name, url, from, to, detail }: HealthLine): string {
  const address = safeUrl(url, MAX_DETAIL);
  const why = detail === undefined ? "" : `: ${shortLine(detail, MAX_DETAIL)}`;
  const head = `  ${to} (was ${from}) ${shortLine(name, MAX_NAME) || "(no title)"}`;
  return `${head}${address === undefined ? "" : ` ${address}`}${why}`;
}

/** `2026-11-24 10:20 UTC` */
function minute(at: EpochMs): string {
  return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
