import { beforeEach, describe, expect, it } from "vitest";
import { readStoryQuery } from "../../../lambdas/core/archive/story-query.ts";
import { mentionsOf } from "../../../lambdas/core/stories/facets.ts";
import { createQuery } from "../../../lambdas/query/create-query.ts";
import { GAZETTEER } from "../stories/build-story.ts";
import { type Archive, createArchive, numbered } from "./archive.ts";

let archive: Archive;

beforeEach(async () => {
  archive = await createArchive();
  await archive.add(numbered(1, { title: "M23 shells Goma", entities: ["place.goma", "group.m23"] }));
  await archive.add(
    numbered(2, { title: "M23 withdraws", summary: "Near Bukavu.", entities: ["place.bukavu", "group.m23"] }),
  );
  await archive.add(numbered(3, { title: "Beni market burns", summary: "", lang: "fr-CD", entities: ["place.beni"] }));
});

function query(text: string, more = ""): string {
  return `/stories?q=${encodeURIComponent(text)}${more}`;
}

async function titlesOf(path: string): Promise<string[]> {
  const { body } = await archive.get(path);
  return body.stories.map((story: { title: string }) => story.title);
}

describe("GET /stories?q=", () => {
  it.each([
    ["shells AND Goma", ["M23 shells Goma"]],
    ["@group.m23", ["M23 shells Goma", "M23 withdraws"]],
    ["@place.north-kivu", ["M23 shells Goma", "Beni market burns"]],
    ["@place.goma OR @place.beni", ["M23 shells Goma", "Beni market burns"]],
    ["NOT shells", ["M23 withdraws", "Beni market burns"]],
    ["lang:fr", ["Beni market burns"]],
    ["title:Goma OR summary:Bukavu", ["M23 shells Goma", "M23 withdraws"]],
    ["M23 NEAR/1 Goma", ["M23 shells Goma"]],
    ["nothing", []],
  ])("finds what %s holds for", async (text, expected) => {
    expect(await titlesOf(query(text))).toEqual(expected);
  });

  it("holds beside other filters", async () => {
    expect(await titlesOf(query("@group.m23", "&place=south-kivu"))).toEqual(["M23 withdraws"]);
  });

  it("shows where a query is wrong, with carets and the fix", async () => {
    const { status, body } = await archive.get(query("M23 AND (Goma OR"));

    expect(status).toBe(400);
    expect(body.code).toBe("E_PARAMETER");
    expect(body.errors[0]).toMatchObject({ parameter: "q" });
    const [line, carets] = body.errors[0].excerpt.split("\n");
    expect(line).toContain("M23 AND (Goma OR");
    expect(carets).toMatch(/^ *\^+$/);
  });

  it("names an entity that the gazetteer lacks", async () => {
    const { status, body } = await archive.get(query("@place.gomma"));

    expect(status).toBe(400);
    expect(body.errors[0].detail).toContain("E_ENTITY");
  });

  it("reads the postings of a place and not all others, when the query needs that place", async () => {
    const facets = new Set<string>();
    const app = createQuery({
      ...archive,
      mentions: {
        list: (asked) => {
          facets.add(asked.facet);
          return archive.mentions.list(asked);
        },
      },
    });

    await app.request(query("@place.goma AND shells"));

    expect([...facets]).toEqual(["place#place.goma"]);
  });

  it.each(["@place.north-kivu", "@place.goma OR lang:fr", "title:@place.goma", "M23 AND lang:en", "country:CD"])(
    "never looks in postings that lack a story for which %s holds",
    async (text) => {
      const read = readStoryQuery(text, GAZETTEER);
      const stories = [1, 2, 3].map((n) => archive.stories.get(n.toString(16).padStart(32, "0"), archive.now()));
      if (read.kind === "rejected") throw new Error("the query is good");

      const found = (await Promise.all(stories)).filter((story) => story !== undefined).filter(read.accepts);

      expect(found.length).toBeGreaterThan(0);
      expect(read.allOf.length).toBeGreaterThan(0);
      for (const story of found) {
        const posted = mentionsOf(story, GAZETTEER).map((mention) => mention.facet);
        for (const group of read.allOf) expect(group.some((facet) => posted.includes(facet))).toBe(true);
      }
    },
  );
});

describe("GET /stories/{id}?trace=", () => {
  const path = `/stories/${"1".padStart(32, "0")}`;

  it("explains the rules that match and nearly do, by the rules of the moment", async () => {
    const { status, body } = await archive.get(`${path}?trace=true`);

    expect(status).toBe(200);
    expect(body.trace.map((trace: { ruleId: string }) => trace.ruleId)).toEqual(["m23-front-lines"]);
    expect(body.trace[0]).toMatchObject({ matched: true, failed: [], root: { kind: "entity", holds: true } });
  });

  it("explains one rule, though it fails", async () => {
    const { body } = await archive.get(`${path}?trace=adf-attacks`);

    expect(body.trace).toHaveLength(1);
    expect(body.trace[0]).toMatchObject({ ruleId: "adf-attacks", matched: false, failed: ["@group.adf"] });
  });

  it("is left out unless asked for", async () => {
    const { body } = await archive.get(path);

    expect(body).not.toHaveProperty("trace");
  });
});

describe("GET /stats", () => {
  it("counts stories by hour and by place, those below included", async () => {
    const { status, body } = await archive.get("/stats?by=hour&group=place");

    expect(status).toBe(200);
    expect(body.buckets).toEqual([
      {
        start: "2026-11-24T09:00:00.000Z",
        stories: 3,
        values: [
          { value: "place.eastern-drc", stories: 3 },
          { value: "place.north-kivu", stories: 2 },
          { value: "place.beni", stories: 1 },
          { value: "place.bukavu", stories: 1 },
          { value: "place.goma", stories: 1 },
          { value: "place.south-kivu", stories: 1 },
        ],
      },
    ]);
    expect(body).toMatchObject({ isPartial: false, scanned: 3, totals: { stories: 3 } });
  });

  it("takes the filters of the list", async () => {
    const { body } = await archive.get("/stats?group=lang&place=north-kivu&lang=fr");

    expect(body.totals).toEqual({ stories: 1, values: [{ value: "fr", stories: 1 }] });
  });

  it.each(["by=week", "group=severity", "by=hour&since=60d", "rule=nothing", "q=M23"])("refuses ?%s", async (text) => {
    const { status, body } = await archive.get(`/stats?${text}`);

    expect(status).toBe(400);
    expect(body.errors.length).toBeGreaterThan(0);
  });
});
