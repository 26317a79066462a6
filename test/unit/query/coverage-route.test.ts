import { beforeEach, describe, expect, it } from "vitest";
import { NEW_FEED_STATE } from "../../../lambdas/core/feeds/feed.ts";
import { readOpml } from "../../../lambdas/core/feeds/opml.ts";
import { DAY_MS } from "../../../lambdas/core/time.ts";
import { feedSpec } from "../../support/domain.ts";
import { type Archive, createArchive, eventOf, NOW, numbered } from "./archive.ts";

let archive: Archive;

beforeEach(async () => {
  archive = await createArchive();
});

describe("GET /coverage", () => {
  it("shows where less comes than before, and where nothing comes at all", async () => {
    for (let n = 0; n < 8; n += 1) await archive.add(numbered(n + 1, { firstSeenAt: NOW - (10 + n) * DAY_MS }));
    await archive.add(numbered(20, { lang: "fr", entities: ["place.bukavu"], firstSeenAt: NOW - DAY_MS }));
    await archive.feeds.register(feedSpec({ id: "f1", lang: "sw", title: "Silent" }));
    await archive.feeds.register(feedSpec({ id: "f2", lang: "fr-CD", title: "Talks", url: "https://b.example/" }));
    await archive.feeds.saveState("f2", { intervalMinutes: 15, isGone: false }, { ...NEW_FEED_STATE, lastNewAt: NOW });

    const { status, body } = await archive.get("/coverage?days=7");

    expect(status).toBe(200);
    expect(body.cells).toEqual([
      { rule: "m23-front-lines", lang: "en", province: "place.north-kivu", recent: 0, expected: 2 },
      { rule: "m23-front-lines", lang: "fr", province: "place.south-kivu", recent: 1, expected: 0 },
    ]);
    expect(body.silentFeeds.map((feed: { title: string }) => feed.title)).toEqual(["Silent"]);
    expect(body.silentLanguages).toEqual(["sw"]);
    expect(body.neverMatched).toEqual(["adf-attacks", "great-lakes-diplomacy"]);
    expect(body.unseenEntities).toContain("group.adf");
    expect(body.unseenEntities).not.toContain("place.north-kivu");
    expect(body).toMatchObject({ isPartial: false, scanned: 9 });
  });

  it.each(["0", "29", "a week"])("refuses %s days", async (days) => {
    const { status } = await archive.get(`/coverage?days=${days}`);

    expect(status).toBe(400);
  });
});

describe("other lists in other forms", () => {
  it("gives feeds as OPML that our own reader takes", async () => {
    const spec = feedSpec({ id: "f1", lang: "fr", title: 'Le "Journal" & co', tags: ["drc"] });
    await archive.feeds.register(spec);

    const response = await archive.app.request("http://desk.example/feeds.opml");

    const { specs, problems } = readOpml(await response.text(), "feeds.opml");
    expect(response.headers.get("Content-Type")).toBe("text/x-opml; charset=utf-8");
    expect(problems).toEqual([]);
    expect(specs).toMatchObject([{ title: spec.title, url: spec.url, lang: "fr", tags: ["drc"] }]);
  });

  it("gives events as feeds and CSV, and one as CAP", async () => {
    const first = numbered(1);
    const event = eventOf([first]);
    await archive.add({ ...first, decision: { kind: "new", reason: "first", at: NOW, eventId: event.id } });
    await archive.events.put(event);
    const text = async (path: string) => (await archive.app.request(`http://desk.example${path}`)).text();

    const [atom, csv, cap] = [
      await text("/events.atom"),
      await text("/events.csv"),
      await text(`/events/${event.id}/cap.xml`),
    ];

    expect(atom).toContain(`<id>urn:kivuwatch:event:${event.id}</id>`);
    expect(csv.split("\r\n")[1]).toContain(event.id);
    expect(cap).toContain(`<identifier>kivuwatch-${event.id}-1</identifier>`);
  });
});

describe("GET /docs", () => {
  it("tells every route in one page that needs no script and no other host", async () => {
    const response = await archive.app.request("http://desk.example/docs");
    const page = await response.text();
    const { body } = await archive.get("/openapi.json");

    expect(response.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("Content-Security-Policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
    for (const path of Object.keys(body.paths)) expect(page).toContain(`${path}</code>`);
    expect(page).not.toMatch(/<script|https?:\/\/(?!kivuwatch)|@import|url\(/);
  });
});
