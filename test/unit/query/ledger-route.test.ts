import { beforeEach, describe, expect, it } from "vitest";
import type { HourCounts } from "../../../lambdas/core/ledger/hour-counts.ts";
import { HOUR_MS, MINUTE_MS } from "../../../lambdas/core/time.ts";
import { sampleFeedSpec } from "../../support/samples.ts";
import { type Archive, createArchive, NOW, numbered } from "./archive.ts";

let archive: Archive;

/** NOW is a full hour; this one has long been settled. */
const SETTLED = NOW - 5 * HOUR_MS;

function hour(at: number, more: Partial<HourCounts> = {}): HourCounts {
  return { hour: at, fetched: 3, stored: 1, duplicate: 1, revised: 0, rejected: { "no-title": 1 }, ...more };
}

async function addFeed(hours: readonly HourCounts[]): Promise<void> {
  const spec = sampleFeedSpec();
  await archive.feeds.register(spec);
  const [feed] = await archive.feeds.list();
  if (feed === undefined) throw new Error("the feed was just registered");
  await archive.feeds.saveState(spec.id, feed.schedule, { ...feed.state, hours });
}

beforeEach(async () => {
  archive = await createArchive();
  await archive.stories.putIfNew(numbered(1, { firstSeenAt: SETTLED + MINUTE_MS }));
});

describe("GET /ledger", () => {
  it("accounts for entries and stories by the hour, and keeps its ETag", async () => {
    await addFeed([hour(SETTLED)]);

    const { status, body, headers } = await archive.get("/ledger");
    const again = await archive.get("/ledger", { "If-None-Match": headers.get("ETag") ?? "" });

    expect(status).toBe(200);
    expect(body).toMatchObject({ since: "2026-11-23T10:00:00.000Z", until: "2026-11-24T11:00:00.000Z" });
    expect(body.differences).toEqual([]);
    expect(body.hours).toEqual([
      {
        hour: "2026-11-24T05:00:00.000Z",
        entries: { fetched: 3, stored: 1, duplicate: 1, revised: 0, rejected: { "no-title": 1 } },
        stories: {
          stored: 1,
          matched: 1,
          told: 1,
          folded: 0,
          silenced: 0,
          backlog: 0,
          digest: 0,
          open: 0,
          undecided: 0,
        },
      },
    ]);
    expect(again.status).toBe(304);
  });

  it("names a settled hour that does not balance, and no hour that a retry may still repair", async () => {
    await addFeed([hour(SETTLED, { fetched: 4, stored: 2 }), hour(NOW - HOUR_MS)]);

    const { body } = await archive.get("/ledger");

    expect(body.differences).toEqual([
      { hour: "2026-11-24T05:00:00.000Z", reason: "the feeds count 2 stories stored, the table holds 1" },
    ]);
  });

  it("tells whole hours, because the feeds count so", async () => {
    await addFeed([hour(SETTLED)]);

    const { body } = await archive.get("/ledger?since=2026-11-24T05:30:00Z&until=2026-11-24T05:31:00Z");

    expect(body).toMatchObject({ since: "2026-11-24T05:00:00.000Z", until: "2026-11-24T06:00:00.000Z" });
    expect(body.hours).toHaveLength(1);
    expect(body.differences).toEqual([]);
  });

  it.each([
    ["/ledger.csv", {}, "hour,fetched,entries_stored,duplicate,revised,rejected,stored,matched,told"],
    ["/ledger.csv?bom=true", {}, "\uFEFFhour,fetched"],
    ["/ledger", { Accept: "text/csv" }, "hour,fetched"],
    ["/ledger.ndjson", {}, '{"hour":"2026-11-24T05:00:00.000Z","entries":{"fetched":3'],
    ["/ledger", { Accept: "application/x-ndjson" }, '{"hour":'],
  ])("comes in other forms: %s %j", async (path, headers, beginning) => {
    await addFeed([hour(SETTLED)]);

    const response = await archive.app.request(`http://desk.example${path}`, { headers });
    // Not text(): it would swallow a byte order mark.
    const text = Buffer.from(await response.arrayBuffer()).toString("utf8");

    expect(response.status).toBe(200);
    expect(text.startsWith(beginning)).toBe(true);
    expect(text.trimEnd().split("\n")).toHaveLength(beginning.includes("hour,") ? 2 : 1);
  });

  it.each(["since=100h", "since=2023-05-15", "limit=3", "since=1h&until=2h"])("refuses %s", async (query) => {
    const { status, body } = await archive.get(`/ledger?${query}`);

    expect(status).toBe(400);
    expect(body.errors[0].parameter).toBe(query.includes("limit") ? "limit" : "since");
  });
});
