import Parser from "rss-parser";
import { afterEach, describe, expect, it } from "vitest";
import { SAMPLE_OUTLETS } from "../../../infra/local/sample-wire/outlets.ts";
import { linkOf } from "../../../infra/local/sample-wire/sample-story.ts";
import { type SampleWire, startSampleWire } from "../../../infra/local/sample-wire/start-sample-wire.ts";
import { HOUR_MS } from "../../../lambdas/core/time.ts";

const NOW = Date.UTC(2026, 10, 24, 10);
const running: SampleWire[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((wire) => wire.stop()));
});

async function start(now = NOW): Promise<SampleWire> {
  const wire = await startSampleWire({ now: () => now });
  running.push(wire);
  return wire;
}

/** Every feed, read by a parser that is not ours. */
async function readAll(wire: SampleWire) {
  const parser = new Parser({ customFields: { item: [["content:encoded", "full"], "id"] } });
  return Promise.all(
    wire.feeds.map(async (spec) => {
      const response = await fetch(spec.url);
      return {
        spec,
        status: response.status,
        type: response.headers.get("content-type"),
        feed: await parser.parseString(await response.text()),
      };
    }),
  );
}

describe("the sample wire", () => {
  it("serves five outlets in three formats and three languages, on loopback only", async () => {
    const wire = await start();

    const all = await readAll(wire);

    expect(wire.host).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(all.map(({ type }) => type?.replace(/;.*/, ""))).toEqual([
      "application/rss+xml",
      "application/atom+xml",
      "application/rdf+xml",
      "application/rss+xml",
      "application/atom+xml",
    ]);
    expect(new Set(wire.feeds.map((spec) => spec.lang))).toEqual(new Set(["en", "fr", "sw"]));
  });

  it("tells the same titles, texts and links as its data", async () => {
    const wire = await start();

    const all = await readAll(wire);

    for (const [index, outlet] of SAMPLE_OUTLETS.entries()) {
      const read = all[index]?.feed.items.map(({ title, link, contentSnippet, summary }) => ({
        title,
        link,
        text: summary ?? contentSnippet,
      }));
      const written = outlet.stories
        .toSorted((a, b) => a.minutesAgo - b.minutesAgo)
        .map((story) => ({ title: story.title, link: linkOf(outlet, story), text: story.summary }));
      expect(read).toEqual(written);
    }
  });

  it("tells the model story in full, and tells it from three outlets", async () => {
    const wire = await start();

    const all = await readAll(wire);

    const model = all[0]?.feed.items.find((item) => item.title?.startsWith("Kagame and Blinken"));
    const text = `${model?.title} ${model?.contentSnippet} ${model?.full}`;
    const names = ["Kagame", "Blinken", "M23", "FARDC", "FDLR", "Kibumba", "Buhumba", "Nyiragongo", "Goma"];
    expect(names.filter((name) => !text.includes(name))).toEqual([]);
    expect(text).toContain("15 May 2023");
    const tellers = all.filter(({ feed }) => feed.items.some((item) => /Kagame.*Blinken/.test(item.title ?? "")));
    expect(tellers.map(({ spec }) => spec.lang)).toEqual(["en", "fr", "sw"]);
  });

  it("has the outlet of the model story polled first", async () => {
    const wire = await start();

    const first = wire.feeds.toSorted((a, b) => (a.id < b.id ? -1 : 1))[0];

    expect(first?.source).toBe("Kivu Courier");
  });

  it("dates all but two stories within the last five hours, one not at all and one sloppily", async () => {
    const wire = await start();

    const all = await readAll(wire);

    const items = all.flatMap(({ feed }) => feed.items);
    const dates = items.map((item) => item.isoDate);
    const ages = dates.filter((date) => date !== undefined).map((date) => NOW - Date.parse(date));
    expect(items.length - ages.length).toBe(1);
    expect(ages.filter((age) => age < 0 || age > 5 * HOUR_MS)).toHaveLength(2);
    expect(ages.filter(Number.isNaN)).toEqual([]);
    expect(await (await fetch(wire.feeds[1]?.url ?? "")).text()).toContain(">24 November 2026 07:04 GMT<");
  });

  it("answers 304 to its own validators, and only to those", async () => {
    const [feed] = (await start()).feeds;
    const url = feed?.url ?? "";
    const first = await fetch(url);
    const etag = first.headers.get("etag") ?? "";
    const modified = first.headers.get("last-modified") ?? "";

    const statuses = await Promise.all(
      [
        { "If-None-Match": etag },
        { "If-Modified-Since": modified },
        { "If-None-Match": '"other"', "If-Modified-Since": modified },
        { "If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 GMT" },
        {},
      ].map(async (headers) => (await fetch(url, { headers: headers as Record<string, string> })).status),
    );

    expect(statuses).toEqual([304, 304, 200, 200, 200]);
  });

  it("keeps ids, guids and links from one run to the next, whatever port and time", async () => {
    const [one, other] = [await start(), await start(NOW + HOUR_MS)];

    const [before, after] = [await readAll(one), await readAll(other)];

    expect(one.host).not.toBe(other.host);
    expect(after.map(({ spec }) => spec.id)).toEqual(before.map(({ spec }) => spec.id));
    const marks = (all: typeof before) =>
      all.flatMap(({ feed }) => feed.items.map((item) => [item.guid ?? item.id, item.link, item.title]));
    expect(marks(after)).toEqual(marks(before));
    expect(new Set(before.map(({ spec }) => spec.id)).size).toBe(5);
  });

  it("serves nothing else", async () => {
    const { host } = await start();

    const response = await fetch(`http://${host}/etc/passwd`);

    expect(response.status).toBe(404);
  });

  it("says when its port is taken", async () => {
    const { host } = await start();

    const second = startSampleWire({ now: () => NOW, port: Number(host.split(":")[1]) });

    await expect(second).rejects.toThrow("EADDRINUSE");
  });

  it("points nowhere but to domains that nobody can own", () => {
    const links = SAMPLE_OUTLETS.flatMap((outlet) => outlet.stories.map((story) => new URL(linkOf(outlet, story))));

    expect(links.filter((link) => !link.hostname.endsWith(".example"))).toEqual([]);
    const others = SAMPLE_OUTLETS.flatMap((outlet) => outlet.stories.map((story) => `${outlet.domain}/${story.slug}`));
    expect(new Set(others).size).toBe(others.length);
  });
});
