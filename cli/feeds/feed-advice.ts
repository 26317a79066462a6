/** What a person should do about a feed, in a few words each. */
import type { FeedDocument } from "../../lambdas/core/feeds/entry.ts";
import type { FeedSpec } from "../../lambdas/core/feeds/feed.ts";
import { DAY_MS, type EpochMs } from "../../lambdas/core/time.ts";

const QUIET_DAYS = 30;

const ADVICE_BY_REASON: ReadonlyMap<string, string> = new Map([
  ["dns", "no such host, or this machine is offline: check the name"],
  ["timeout", "too slow: try again later"],
  ["refused", "nothing listens there: check the address"],
  ["tls", "its certificate is not valid: tell the publisher"],
  ["blocked-address", "a private address: allow it with --allow-host HOST:PORT if it is yours"],
  ["blocked-port", "an unusual port: allow it with --allow-host HOST:PORT if it is yours"],
  ["too-large", "larger than is read: look for a shorter feed of the outlet"],
  ["http-401", "behind a login: ask the publisher for a public feed"],
  ["http-403", "refuses programs: ask the publisher to admit the User-Agent"],
  ["http-404", "no feed there: look for its new address with `feeds add SITE --dry-run`"],
  ["http-410", "gone for good: remove it"],
  ["http-429", "asked too often: try again later"],
  ["E_HTML_PAGE", "a web page: look for its feed with `feeds add URL --dry-run`"],
  ["E_NOT_A_FEED", "no feed: look for it with `feeds add SITE --dry-run`"],
  ["E_EMPTY", "empty: try again later, then ask the publisher"],
  ["E_LIMIT", "larger than is read: look for a shorter feed of the outlet"],
]);

export function adviseOnFailure(reason: string): readonly string[] {
  const advice = ADVICE_BY_REASON.get(reason);
  if (advice !== undefined) return [advice];
  return [/^http-5/.test(reason) ? "the server is in trouble: try again later" : "try again later"];
}

export interface FeedFindings {
  readonly newestAt?: EpochMs;
  readonly permanentUrl?: string;
  readonly now: EpochMs;
}

export function adviseOnFeed(
  spec: Pick<FeedSpec, "lang">,
  { entries, rejected, lang }: Pick<FeedDocument, "entries" | "rejected" | "lang">,
  { newestAt, permanentUrl, now }: FeedFindings,
): readonly string[] {
  const advice: string[] = [];
  if (permanentUrl !== undefined) advice.push(`moved for good: change the address to ${permanentUrl.slice(0, 300)}`);
  const quietDays = newestAt === undefined ? 0 : Math.floor((now - newestAt) / DAY_MS);
  if (entries.length === 0) advice.push("holds no entries: watch it, or look for another feed of the outlet");
  else if (newestAt === undefined) advice.push("its entries have no usable dates: they count as new when first seen");
  else if (quietDays > QUIET_DAYS) advice.push(`nothing new for ${quietDays} days: is it still written?`);
  if (rejected.length > 0) advice.push(`${rejected.length} entries cannot be used: ${rejected[0]?.reason}`);
  const [configured, said] = [primary(spec.lang), primary(lang)];
  if (configured !== "" && said !== "" && configured !== said)
    advice.push(`says that it is in ${said}, configured as ${configured}`);
  return advice;
}

function primary(lang = ""): string {
  return lang.toLowerCase().split("-")[0] ?? "";
}
