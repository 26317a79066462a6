/**
 * An archive of any size on DynamoDB, as far as questions about North Kivu and the ADF read it: the postings of these two
 * facets for every story, and the stories that stand first in either list. The other postings and stories would cost
 * minutes to write and no read would touch them: a query reads its own partition, a get its own item.
 */
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createTable } from "../../lambdas/adapters/dynamo/create-tables.ts";
import { DynamoMentionStore } from "../../lambdas/adapters/dynamo/dynamo-mention-store.ts";
import { DynamoStoryStore } from "../../lambdas/adapters/dynamo/dynamo-story-store.ts";
import { TABLES } from "../../lambdas/adapters/dynamo/tables.ts";
import { MemoryEventStore } from "../../lambdas/adapters/memory/memory-event-store.ts";
import { MemoryFeedStore } from "../../lambdas/adapters/memory/memory-feed-store.ts";
import { MemoryFeedTokenStore } from "../../lambdas/adapters/memory/memory-feed-token-store.ts";
import { MemoryRuleStore } from "../../lambdas/adapters/memory/memory-rule-store.ts";
import { MemoryStoryStore } from "../../lambdas/adapters/memory/memory-story-store.ts";
import { TOKEN_BYTES } from "../../lambdas/core/archive/feed-token.ts";
import { facetFor, mentionsOf } from "../../lambdas/core/stories/facets.ts";
import type { Mention } from "../../lambdas/core/stories/mention.ts";
import { MINUTE_MS } from "../../lambdas/core/time.ts";
import { createQuery } from "../../lambdas/query/create-query.ts";
import type { QueryApp } from "../../lambdas/query/query-app.ts";
import { NOW, numbered, RULES } from "../unit/query/archive.ts";
import { GAZETTEER } from "../unit/stories/build-story.ts";

const COMMON = facetFor("place", "place.north-kivu");
const RARE = facetFor("group", "group.adf");

/** Stories about the ADF in an archive of whatever size, evenly spread. */
const RARE_STORIES = 40;
/** Of the newest, those that are stored whole. */
const WHOLE_STORIES = 60;
/** 100,000 stories are a year then. */
const STEP_MS = 5 * MINUTE_MS;
/** As many batches are under way at once. */
const WRITERS = 8;

export async function createLargeArchive(
  client: DynamoDBDocumentClient,
  prefix: string,
  count: number,
): Promise<QueryApp> {
  const names = { stories: `${prefix}-stories`, mentions: `${prefix}-mentions` };
  await createTable(client, names.stories, TABLES.stories);
  await createTable(client, names.mentions, TABLES.mentions);
  const stories = new DynamoStoryStore(client, names.stories);
  const mentions = new DynamoMentionStore(client, names.mentions);
  const rules = new MemoryRuleStore();
  await rules.syncConfigured(RULES, NOW);
  const every = Math.floor(count / RARE_STORIES);
  let written = 0;
  const write = async () => {
    while (written < count) {
      const first = written;
      written += 1_000;
      const postings: Mention[] = [];
      for (let n = first; n < Math.min(count, first + 1_000); n += 1) {
        const isRare = n % every === every - 1;
        const entities = ["place.goma", isRare ? "group.adf" : "group.m23"] as const;
        const story = numbered(n, { entities, firstSeenAt: NOW - n * STEP_MS });
        postings.push(...mentionsOf(story, GAZETTEER).filter(({ facet }) => facet === COMMON || facet === RARE));
        if (isRare || n < WHOLE_STORIES) await stories.putIfNew(story);
      }
      await mentions.putAll(postings);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
  return createQuery({
    stories,
    timeline: new MemoryStoryStore(),
    mentions,
    events: new MemoryEventStore(),
    feeds: new MemoryFeedStore(),
    rules,
    feedTokens: new MemoryFeedTokenStore(),
    randomBytes: () => new Uint8Array(TOKEN_BYTES),
    gazetteer: GAZETTEER,
    now: () => NOW,
  });
}
