import type { FeedSpec } from "./feeds/feed.ts";
import type { Entity } from "./gazetteer/entity.ts";
import type { Rule } from "./rules/rule.ts";

/**
 * What a desk configures, read and checked once: at deployment for the cloud, at start for the laptop. The functions
 * carry it as one JSON file, so that a cold start parses no YAML.
 */
export interface Pack {
  readonly gazetteer: readonly Entity[];
  readonly rules: readonly Rule[];
  readonly feeds: readonly FeedSpec[];
}
