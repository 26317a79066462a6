import { beforeEach, describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../lambdas/core/time.ts";
import { createQuery } from "../../../lambdas/query/create-query.ts";
import { storyIdOf } from "../stories/build-story.ts";
import { type Archive, createArchive, eventOf, NOW, numbered } from "./archive.ts";

let archive: Archive;

beforeEach(async () => {
  archive = await createArchive();
});

function idsOf(body: { stories: { id: string }[] }): string[] {
  return body.stories.map((story) => story.id);
}

describe("GET /stories", () => {
  it("lists stories newest first, with spans, decision and times in ISO 8601", async () => {
    const story = await archive.add(
      numbered(5, { revisions: [{ replacedAt: NOW, title: "Before", summary: "As it was" }], body: "The full text." }),
    );

    const { status, body } = await archive.get("/stories");

    expect(status).toBe(200);
    expect(body).toEqual({
      stories: [
        {
          id: story.id,
          url: "https://kivu-courier.example/1",
          title: "Story 5",
          summary: "Fighting was heard.",
          lang: "en",
          country: "CD",
          sources: [{ source: "Kivu Courier", feedId: "00112233aabbccdd", seenAt: "2026-11-24T09:55:00.000Z" }],
          tags: [],
          publishedAt: "2026-11-24T09:55:00.000Z",
          publishedOrigin: "published",
          firstSeenAt: "2026-11-24T09:55:00.000Z",
          severity: "high",
          matches: [
            {
              ruleId: "m23-front-lines",
              title: "M23 front lines",
              severity: "high",
              clause: "@group.m23",
              spans: [{ field: "title", start: 0, end: 3, text: "M23", satisfies: "@group.m23" }],
            },
          ],
          entities: ["place.goma", "group.m23"],
          isOpen: false,
          decision: { kind: "new", reason: "the first story of this event", at: "2026-11-24T09:55:00.000Z" },
          revisions: [{ replacedAt: "2026-11-24T10:00:00.000Z", title: "Before", summary: "As it was" }],
        },
      ],
      scanned: 1,
      isPartial: false,
    });
  });

  it.each([
    ["rule=m23-front-lines", [1, 2, 3, 4]],
    ["rule=adf-attacks", [5]],
    ["place=north-kivu", [1, 3, 5]],
    ["place=place.goma", [1, 3]],
    ["place=Goma", [1, 3]],
    ["place=North%20Kivu", [1, 3, 5]],
    ["group=adf", [5]],
    ["person=kagame", [2]],
    ["theme=displacement", [4]],
    ["process=nairobi-process", [4]],
    ["lang=fr", [2]],
    ["lang=FR-CD", [2]],
    ["country=rw", [2]],
    ["source=radio%20OKAPI", [3]],
    ["source=Nobody%20Knows", []],
    ["severity=high", [1, 3]],
    ["severity=high%2B", [1, 3, 5]],
    ["severity=high+", [1, 3, 5]],
    ["severity=low+", [1, 2, 3, 4, 5]],
    ["decision=folded", [3]],
    ["decision=open", [4]],
    ["place=north-kivu&severity=critical", [5]],
    ["place=north-kivu&lang=fr", []],
    ["group=m23&place=goma&source=Radio%20Okapi&lang=en&decision=folded", [3]],
    ["since=3m", [1, 2, 3]],
    ["until=3m", [4, 5]],
    ["since=2026-11-24T09:57:00Z&until=2026-11-24T11:59:00%2B02:00", [2, 3]],
    ["since=2026-11-25", []],
  ])("answers ?%s", async (query, expected) => {
    const [source] = numbered(3).sources;
    if (source === undefined) throw new Error("a story has a source");
    await archive.add(numbered(1));
    await archive.add(
      numbered(2, { lang: "fr-CD", country: "RW", severity: "medium", entities: ["person.kagame", "place.bukavu"] }),
    );
    await archive.add(
      numbered(3, {
        sources: [{ ...source, source: "Radio Okapi" }],
        decision: { kind: "folded", reason: "told already", at: NOW },
      }),
    );
    await archive.add(
      numbered(4, {
        severity: "low",
        entities: ["theme.displacement", "process.nairobi-process"],
        isOpen: true,
        decision: undefined,
      }),
    );
    const adf = { ruleId: "adf-attacks", title: "ADF", severity: "critical", spans: [], clause: "@group.adf" } as const;
    await archive.add(numbered(5, { severity: "critical", entities: ["group.adf", "place.beni"], matches: [adf] }));

    const { status, body } = await archive.get(`/stories?${query}`);

    expect(status).toBe(200);
    expect(idsOf(body)).toEqual(expected.map(storyIdOf));
  });

  it("leads through all pages by its links", async () => {
    for (let n = 1; n <= 5; n += 1) await archive.add(numbered(n));

    const first = await archive.get("/stories?place=goma&limit=2");
    const second = await archive.get(first.body.next);
    const third = await archive.get(second.body.next);

    expect(first.headers.get("Link")).toBe(`<${first.body.next}>; rel="next"`);
    expect(first.body.next).toContain("place=goma&limit=2&cursor=");
    expect([first, second, third].map(({ body }) => idsOf(body))).toEqual(
      [[1, 2], [3, 4], [5]].map((page) => page.map(storyIdOf)),
    );
    expect(third.body.next).toBeUndefined();
    expect(third.headers.get("Link")).toBeNull();
  });

  it("keeps the start of a relative span while somebody pages through it", async () => {
    for (let n = 1; n <= 4; n += 1) await archive.add(numbered(n));
    const first = await archive.get("/stories?since=5m&limit=2");
    const later = createQuery({ ...archive, now: () => NOW + 2 * MINUTE_MS });

    const second = await later.request(first.body.next);

    expect(await second.json()).toMatchObject({ stories: [{ id: storyIdOf(3) }, { id: storyIdOf(4) }] });
  });

  it("says where it stopped when the filters let almost nothing through", async () => {
    for (let n = 1; n <= 700; n += 1) await archive.add(numbered(n, n < 700 ? {} : { isOpen: true }));

    const first = await archive.get("/stories?decision=open");
    const second = await archive.get(first.body.next);

    expect(first.body).toMatchObject({ stories: [], isPartial: true, scanned: 600 });
    expect(idsOf(second.body)).toEqual([storyIdOf(700)]);
    expect(second.body).toMatchObject({ isPartial: false, scanned: 100 });
  });

  it("cuts a page that would be too large for a function's answer", async () => {
    for (let n = 1; n <= 100; n += 1) await archive.add(numbered(n, { summary: "é".repeat(30_000) }));

    const first = await archive.get("/stories?limit=100");
    const second = await archive.get(first.body.next);

    expect(Buffer.byteLength(first.text)).toBeLessThan(4_100_000);
    expect(idsOf(first.body).length).toBeGreaterThan(50);
    expect([...idsOf(first.body), ...idsOf(second.body)]).toEqual(
      Array.from({ length: 100 }, (_, index) => storyIdOf(index + 1)),
    );
  });

  it("lists the stories of one event", async () => {
    const [first, second] = [await archive.add(numbered(2)), await archive.add(numbered(1, { lang: "fr" }))];
    await archive.add(numbered(3));
    const event = eventOf([first, second]);
    await archive.events.put(event);

    const all = await archive.get(`/stories?event=${event.id}`);
    const french = await archive.get(`/stories?event=${event.id}&lang=fr`);

    expect(idsOf(all.body)).toEqual([1, 2].map(storyIdOf));
    expect(idsOf(french.body)).toEqual([storyIdOf(1)]);
  });

  it("leaves out what has expired", async () => {
    await archive.add(numbered(1, { expiresAt: NOW - DAY_MS }));
    await archive.add(numbered(2, { expiresAt: NOW + DAY_MS }));

    const { body } = await archive.get("/stories");

    expect(idsOf(body)).toEqual([storyIdOf(2)]);
  });

  it("looks back 400 days unless told otherwise", async () => {
    await archive.add(numbered(1, { firstSeenAt: NOW - 399 * DAY_MS }));
    await archive.add(numbered(2, { firstSeenAt: NOW - 401 * DAY_MS - HOUR_MS }));

    const usual = await archive.get("/stories");
    const longer = await archive.get("/stories?since=100w");

    expect(idsOf(usual.body)).toEqual([storyIdOf(1)]);
    expect(idsOf(longer.body)).toEqual([1, 2].map(storyIdOf));
  });
});

describe("what GET /stories refuses", () => {
  it.each([
    ["place=gomma", "place", /there is no place "gomma": did you mean goma/],
    ["place=kivu", "place", /did you mean north-kivu, south-kivu/],
    ["place=group.m23", "place", /there is no place/],
    ["group=m24", "group", /did you mean m23/],
    ["person=zzzzzzzz", "person", /ids are such as kagame/],
    ["rule=m23-frontlines", "rule", /did you mean m23-front-lines/],
    ["theme=constructor", "theme", /there is no theme/],
    ["lang=french!", "lang", /write fr, en, sw/],
    ["country=Congo", "country", /two letters/],
    ["severity=loud", "severity", /low, medium, high, critical/],
    ["decision=maybe", "decision", /new, update, folded, backlog, silenced, digest, open/],
    ["event=42", "event", /32 hex digits/],
    [`event=${"0".repeat(32)}`, "event", /there is no event/],
    ["since=yesterday", "since", /24h, 7d/],
    ["since=2026-02-30", "since", /is not a time/],
    ["since=2026-11-24T10:00:00", "since", /with a zone/],
    ["since=2h&until=3h", "since", /swap them/],
    ["since=1970-01-01", "since", /ask in parts/],
    ["limit=0", "limit", /1 to 200/],
    ["limit=201", "limit", /1 to 200/],
    ["limit=1e2", "limit", /1 to 200/],
    ["limit=", "limit", /1 to 200/],
    ["cursor=abc", "cursor", /not a cursor that this API gave out/],
    [`cursor=${"a".repeat(5_000)}`, "cursor", /not a cursor/],
    ["place=", "place", /is empty/],
    [`source=${"a".repeat(201)}`, "source", /longer than 200/],
    ["place=goma&place=beni", "place", /more than once/],
    ["plaec=goma", "plaec", /did you mean place\?/],
    ["wort=M23", "wort", /the parameters are q, rule, place, group/],
    ["__proto__=1", "__proto__", /unknown parameter/],
  ])("answers ?%.40s with a problem that names the parameter and the fix", async (query, parameter, fix) => {
    const { status, headers, body } = await archive.get(`/stories?${query}`);

    expect(status).toBe(400);
    expect(headers.get("Content-Type")).toBe("application/problem+json");
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(body).toMatchObject({ type: "about:blank", title: "Bad Request", status: 400, code: "E_PARAMETER" });
    expect(body.errors).toEqual([{ parameter, detail: expect.stringMatching(fix) }]);
    expect(body.detail).toContain(parameter);
  });

  it("is told all at once", async () => {
    const { body } = await archive.get("/stories?place=gomma&severity=loud&since=noon");

    expect(body.errors.map((error: { parameter: string }) => error.parameter)).toEqual(["place", "severity", "since"]);
  });

  it("counts a flood of unknown parameters instead of echoing it", async () => {
    const flood = Array.from({ length: 500 }, (_, n) => `unheard${n}=1`).join("&");

    const { text, body } = await archive.get(`/stories?${flood}`);

    expect(body.errors).toHaveLength(6);
    expect(text).toContain("and 495 more");
    expect(text.length).toBeLessThan(3_000);
  });

  it("is a cursor under other filters", async () => {
    for (let n = 1; n <= 3; n += 1) await archive.add(numbered(n));
    const { body } = await archive.get("/stories?place=goma&limit=1");

    const other = await archive.get(`/stories?place=beni&limit=1&cursor=${body.nextCursor}`);
    const same = await archive.get(`/stories?cursor=${body.nextCursor}&limit=2&place=goma`);

    expect(other.status).toBe(400);
    expect(other.body.detail).toContain("belongs to other filters");
    expect(idsOf(same.body)).toEqual([2, 3].map(storyIdOf));
  });

  it("is a cursor with any character changed", async () => {
    for (let n = 1; n <= 2; n += 1) await archive.add(numbered(n));
    const { body } = await archive.get("/stories?limit=1");
    const cursor: string = body.nextCursor;

    const statuses = await Promise.all(
      [...cursor].map(async (letter, at) => {
        const forged = cursor.slice(0, at) + (letter === "1" ? "2" : "1") + cursor.slice(at + 1);
        return (await archive.get(`/stories?limit=1&cursor=${forged}`)).status;
      }),
    );

    expect(new Set(statuses)).toEqual(new Set([400]));
  });
});

describe("GET /stories/{id}", () => {
  it("gives the whole story, body included", async () => {
    const story = await archive.add(numbered(7, { body: "The full text." }));

    const { status, body } = await archive.get(`/stories/${story.id}`);

    expect(status).toBe(200);
    expect(body).toMatchObject({ id: story.id, body: "The full text.", matches: [{ clause: "@group.m23" }] });
    expect(body).not.toHaveProperty("contentHash");
  });

  it("gives a story that no rule matches as well", async () => {
    await archive.stories.putIfNew(numbered(8, { matches: [], severity: undefined, decision: undefined }));

    const { status, body } = await archive.get(`/stories/${storyIdOf(8)}`);

    expect(status).toBe(200);
    expect(body.matches).toEqual([]);
  });

  it.each([
    [`/stories/${storyIdOf(404)}`, 404, "E_STORY"],
    ["/stories/42", 400, "E_PARAMETER"],
    ["/stories/%00", 400, "E_PARAMETER"],
    [`/stories/${storyIdOf(7)}?verbose=1`, 400, "E_PARAMETER"],
  ])("answers %s with %i %s", async (path, expectedStatus, code) => {
    await archive.add(numbered(7));

    const { status, body } = await archive.get(path);

    expect(status).toBe(expectedStatus);
    expect(body.code).toBe(code);
  });
});
