import { beforeEach, describe, expect, it } from "vitest";
import { DAY_MS } from "../../../lambdas/core/time.ts";
import { storyIdOf } from "../stories/build-story.ts";
import { type Archive, createArchive, NOW, numbered, RULES } from "./archive.ts";

let archive: Archive;

beforeEach(async () => {
  archive = await createArchive();
  // Unmatched stories are held against a rule, too.
  await archive.stories.putIfNew(numbered(1, { title: "M23 near Kibumba", matches: [] }));
  await archive.stories.putIfNew(numbered(2, { title: "ADF near Kibumba", matches: [], lang: "fr" }));
  await archive.add(numbered(3, { title: "M23 speaks", firstSeenAt: NOW - 2 * DAY_MS }));
  await archive.add(numbered(4, { title: "M23 long ago", firstSeenAt: NOW - 20 * DAY_MS }));
});

async function post(body: unknown) {
  const init = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await archive.app.request("http://desk.example/rules/backtest", init);
  return { status: response.status, body: JSON.parse(await response.text()) };
}

describe("POST /rules/backtest", () => {
  it("counts what a query would have found, by day, language and source, with spans", async () => {
    const { status, body } = await post({ query: "Kibumba" });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      until: "2026-11-24T10:01:00.000Z",
      since: "2026-11-17T10:01:00.000Z",
      scanned: 3,
      hits: 2,
      hitsPerDay: 0.29,
      byLang: [
        { value: "en", hits: 1 },
        { value: "fr", hits: 1 },
      ],
      bySource: [{ value: "Kivu Courier", hits: 2 }],
      isPartial: false,
    });
    expect(body.byDay).toEqual([
      { day: "2026-11-22", hits: 0, scanned: 1, isWhole: true },
      { day: "2026-11-24", hits: 2, scanned: 2, isWhole: true },
    ]);
    expect(body.samples.map((sample: { id: string }) => sample.id)).toEqual([storyIdOf(1), storyIdOf(2)]);
    expect(body.samples[0].match.spans).toEqual([
      { field: "title", start: 9, end: 16, text: "Kibumba", satisfies: "Kibumba" },
    ]);
    expect(body.dollars).toBeCloseTo(body.readUnits * 0.125e-6, 12);
    expect(body).not.toHaveProperty("gained");
  });

  it("says what a changed rule would gain and lose against the saved one", async () => {
    const { body } = await post({ rule: { ...RULES[0], query: "Kibumba" } });

    expect(body.hits).toBe(2);
    expect(body.gained).toMatchObject({
      count: 1,
      samples: [{ id: storyIdOf(2), match: { ruleId: "m23-front-lines" } }],
    });
    expect(body.lost).toMatchObject({ count: 1, samples: [{ id: storyIdOf(3), match: { clause: "@group.m23" } }] });
  });

  it("looks as far back as it is told, and from when it is told", async () => {
    const month = await post({ query: "M23", days: 30 });
    const once = await post({ query: "M23", days: 1, until: "2026-11-23T00:00:00Z" });

    expect(month.body).toMatchObject({ scanned: 4, hits: 3 });
    expect(once.body).toMatchObject({ scanned: 1, hits: 1, since: "2026-11-22T00:00:00.000Z" });
  });

  it("changes nothing", async () => {
    await post({ rule: { ...RULES[0], query: "Kibumba" } });

    expect(await archive.rules.getRevision()).toBe(1);
  });

  it.each([
    [{}, /either/],
    [{ query: "M23", rule: RULES[0] }, /either/],
    [{ query: "M23 AND" }, /E_/],
    [{ rule: { id: "x" } }, /E_KEY/],
    [{ query: "M23", days: 31 }, /days/],
    [{ query: "M23", days: 0 }, /days/],
    [{ query: "M23", until: "soon" }, /until/],
    [{ query: "M23", other: 1 }, /other/],
  ])("refuses %j", async (request, why) => {
    const { status, body } = await post(request);

    expect(status).toBe(400);
    expect(JSON.stringify(body)).toMatch(why);
  });
});
