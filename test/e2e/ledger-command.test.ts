/** `kivuwatch ledger` as a process, over the folder of a local run that has ended. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startEmbeddedServices } from "../../infra/local/embedded-services.ts";
import { createDynamoClient } from "../../lambdas/adapters/dynamo/dynamo-client.ts";
import { DynamoFeedStore } from "../../lambdas/adapters/dynamo/dynamo-feed-store.ts";
import { DynamoStoryStore } from "../../lambdas/adapters/dynamo/dynamo-story-store.ts";
import { countOf, hourOf } from "../../lambdas/core/ledger/hour-counts.ts";
import { HOUR_MS } from "../../lambdas/core/time.ts";
import { hexOf, NOW, sampleFeedSpec, sampleFeedState, sampleStory } from "../support/samples.ts";

const folder = mkdtempSync(join(tmpdir(), "kivuwatch-ledger-"));
const UNTIL = new Date(NOW + 5 * HOUR_MS).toISOString();

/** One feed that counts two stories, of which one is in the table. */
beforeAll(async () => {
  const services = await startEmbeddedServices(folder, true);
  const { AWS_ENDPOINT_URL_DYNAMODB: endpoint, FEEDS_TABLE = "", STORIES_TABLE = "" } = services.environment;
  const client = createDynamoClient({ endpoint, region: "us-east-1" });
  const feeds = new DynamoFeedStore(client, FEEDS_TABLE);
  const spec = sampleFeedSpec({ id: hexOf(1, 16) });
  await feeds.register(spec);
  const count = { ...countOf("stored", NOW), fetched: 2, stored: 2 };
  await feeds.saveState(spec.id, { intervalMinutes: 15, isGone: false }, sampleFeedState({ hours: [count] }));
  await new DynamoStoryStore(client, STORIES_TABLE).putIfNew(sampleStory({ firstSeenAt: NOW, isOpen: true }));
  client.destroy();
  await services.stop();
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function ledger(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const command = ["cli/kivuwatch.ts", "ledger", ...args];
  return spawnSync(join("node_modules", ".bin", "tsx"), command, { encoding: "utf8", timeout: 60_000 });
}

describe("kivuwatch ledger", () => {
  it("prints the hours as JSON to a pipe and fails where they do not balance", () => {
    const { status, stdout } = ledger("--data", folder, "--until", UNTIL);

    const hour = new Date(hourOf(NOW)).toISOString();
    expect(JSON.parse(stdout)).toMatchObject({
      hours: [{ hour, entries: { fetched: 2, stored: 2 }, stories: { stored: 1, matched: 1, open: 1 } }],
      differences: [{ hour, reason: "the feeds count 2 stories stored, the table holds 1" }],
    });
    expect(status).toBe(1);
  }, 60_000);

  it("does not judge an hour that is not settled", () => {
    const { status, stdout } = ledger("--data", folder, "--until", new Date(NOW + 60_000).toISOString());

    expect(JSON.parse(stdout)).toMatchObject({ hours: [{}], differences: [] });
    expect(status).toBe(0);
  }, 60_000);

  it.each([
    [["--since", "9d", "--data", folder], "--since 9d: a span such as 90m, 24h or 3d"],
    [["--until", "noon", "--data", folder], "--until noon: a time such as"],
    [["--data", "no-such-folder"], "--data no-such-folder: no folder"],
    [["--local", "--data", folder], "nothing runs on this machine"],
  ])(
    "says what is wrong with %j",
    (args, message) => {
      const { status, stderr } = ledger(...args);

      expect(stderr).toContain(message);
      expect(status).toBe(2);
    },
    60_000,
  );
});
