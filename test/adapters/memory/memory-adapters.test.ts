import { MemoryAlertPublisher } from "../../../lambdas/adapters/memory/memory-alert-publisher.ts";
import { MemoryCollectQueue } from "../../../lambdas/adapters/memory/memory-collect-queue.ts";
import { MemoryDigestStore } from "../../../lambdas/adapters/memory/memory-digest-store.ts";
import { MemoryEventStore } from "../../../lambdas/adapters/memory/memory-event-store.ts";
import { MemoryFeedStore } from "../../../lambdas/adapters/memory/memory-feed-store.ts";
import { MemoryFeedTokenStore } from "../../../lambdas/adapters/memory/memory-feed-token-store.ts";
import { MemoryHealthRecordStore } from "../../../lambdas/adapters/memory/memory-health-record-store.ts";
import { MemoryMentionStore } from "../../../lambdas/adapters/memory/memory-mention-store.ts";
import { MemoryRuleStore } from "../../../lambdas/adapters/memory/memory-rule-store.ts";
import { MemorySilenceStore } from "../../../lambdas/adapters/memory/memory-silence-store.ts";
import { MemoryStoryStore } from "../../../lambdas/adapters/memory/memory-story-store.ts";
import { describeAlertPublisher } from "../contracts/alert-publisher-contract.ts";
import { describeCollectQueue } from "../contracts/collect-queue-contract.ts";
import { describeDigestStore } from "../contracts/digest-store-contract.ts";
import { describeEventStore } from "../contracts/event-store-contract.ts";
import { describeFeedStore } from "../contracts/feed-store-contract.ts";
import { describeFeedTokenStore } from "../contracts/feed-token-store-contract.ts";
import { describeHealthRecordStore } from "../contracts/health-record-store-contract.ts";
import { describeMentionStore } from "../contracts/mention-store-contract.ts";
import { describeRuleStore } from "../contracts/rule-store-contract.ts";
import { describeSilenceStore } from "../contracts/silence-store-contract.ts";
import { describeStoryStore } from "../contracts/story-store-contract.ts";
import { describeStoryTimeline } from "../contracts/story-timeline-contract.ts";

const name = "memory";
const runs = 200;

describeStoryStore({ name, runs, open: async () => new MemoryStoryStore() });
describeStoryTimeline({
  name,
  runs,
  open: async () => {
    const stories = new MemoryStoryStore();
    return { stories, timeline: stories };
  },
});
describeMentionStore({ name, runs, open: async () => new MemoryMentionStore() });
describeEventStore({ name, runs, open: async () => new MemoryEventStore() });
describeFeedStore({ name, runs, open: async () => new MemoryFeedStore() });
describeHealthRecordStore({ name, runs, open: async () => new MemoryHealthRecordStore() });
describeFeedTokenStore({ name, runs, open: async () => new MemoryFeedTokenStore() });
describeRuleStore({ name, runs, open: async () => new MemoryRuleStore() });
describeSilenceStore({ name, runs, open: async () => new MemorySilenceStore() });
describeDigestStore({ name, runs, open: async () => new MemoryDigestStore() });
describeCollectQueue({
  name,
  runs,
  open: async () => {
    const queue = new MemoryCollectQueue();
    return { queue, receiveAll: async () => queue.sent };
  },
});
describeAlertPublisher({
  name,
  runs,
  open: async () => {
    const publisher = new MemoryAlertPublisher();
    return { publisher, receiveIds: async () => publisher.published.map(({ id }) => id) };
  },
});
