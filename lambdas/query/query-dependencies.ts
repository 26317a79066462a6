/**
 * What the API reads from. All of it is ports, so that the same app answers from DynamoDB and from memory.
 */
import type { Gazetteer } from "../core/gazetteer/gazetteer.ts";
import type {
  EventStore,
  FeedStore,
  FeedTokenStore,
  MentionStore,
  RuleStore,
  StoryStore,
  StoryTimeline,
} from "../core/ports.ts";
import type { Clock } from "../core/time.ts";
import type { ReportFailure } from "./query-app.ts";

export interface QueryDependencies {
  readonly stories: Pick<StoryStore, "get" | "getMany">;
  readonly timeline: StoryTimeline;
  readonly mentions: Pick<MentionStore, "list">;
  readonly events: Pick<EventStore, "get">;
  readonly feeds: Pick<FeedStore, "list" | "getWatermark">;
  readonly rules: Pick<RuleStore, "getRevision" | "load" | "getVersion" | "listVersions" | "change">;
  readonly feedTokens: FeedTokenStore;
  /** as many as a feed token has, which nobody can guess */
  readonly randomBytes: () => Uint8Array;
  readonly gazetteer: Gazetteer;
  readonly now: Clock;
  /** @default one line on standard error */
  readonly reportFailure?: ReportFailure;
}
