import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { configPaths, readRuleSources } from "../../../lambdas/adapters/config-files.ts";
import { readOpml } from "../../../lambdas/core/feeds/opml.ts";
import { checkRules } from "../../../lambdas/core/rules/check-rules.ts";
import { severityRank } from "../../../lambdas/core/rules/severity.ts";
import { GAZETTEER, MATCHER, PACK, PACK_PROBLEMS } from "./shipped-pack.ts";

const MODEL = {
  title: "Presidents' offices and US State Department report call on crisis in Eastern DRC",
  summary:
    "The offices of President Kagame and of the State Department said that Kagame and Antony Blinken spoke by phone on 15 May 2023 about the security crisis in Eastern DRC: M23, FARDC and FDLR positions around Kibumba, Buhumba and Nyiragongo, north of Goma.",
  lang: "en",
};

describe("the shipped pack", () => {
  test("reads without an error or a doubt", () => {
    const problems = checkRules(readRuleSources(configPaths("config")));

    expect(PACK_PROBLEMS).toEqual([]);
    expect(problems).toEqual([]);
  });

  test("has at least fifteen rules, each with a purpose and with tests on both sides", () => {
    const bare = PACK.rules.filter(
      (rule) =>
        (rule.description ?? "") === "" ||
        (rule.tests?.match ?? []).length === 0 ||
        (rule.tests?.noMatch ?? []).length === 0,
    );

    expect(PACK.rules.length).toBeGreaterThanOrEqual(15);
    expect(bare.map((rule) => rule.id)).toEqual([]);
  });

  test("matches the model story by the catch-all, the M23 rule and the diplomacy rule, loudly enough", () => {
    const matches = MATCHER.matchStory(MODEL);
    const entities = MATCHER.findEntities(MODEL).map((entity) => entity.id);

    expect(matches.map((match) => match.ruleId)).toEqual(
      expect.arrayContaining(["eastern-drc", "m23-front-lines", "diplomacy"]),
    );
    expect(Math.max(...matches.map((match) => severityRank(match.severity)))).toBe(severityRank("high"));
    expect(entities).toEqual(
      expect.arrayContaining([
        ...["person.kagame", "person.blinken", "group.m23", "group.fardc", "group.fdlr"],
        ...["place.eastern-drc", "place.kibumba", "place.buhumba", "place.nyiragongo", "place.goma"],
      ]),
    );
  });

  test("never lets a name that needs company keep itself company", () => {
    const alone = PACK.gazetteer.filter(
      (entity) =>
        entity.alone === "context" &&
        new RegExp(`@${entity.id.replace(".", "\\.")}(?![a-z0-9-])`).test(entity.context ?? ""),
    );

    expect(alone.map((entity) => entity.id)).toEqual([]);
  });

  test("hangs every province, territory and village below the area, with coordinates in or beside the DRC", () => {
    const east = GAZETTEER.descendantsOf("place.eastern-drc").map((id) => GAZETTEER.get(id));
    const far = east.filter(
      (place) =>
        place?.lat !== undefined &&
        place.lon !== undefined &&
        (place.lat < -8 || place.lat > 5 || place.lon < 24 || place.lon > 32),
    );

    expect(east.length).toBeGreaterThan(120);
    expect(far).toEqual([]);
    expect(GAZETTEER.ancestorsOf("place.kibumba")).toEqual([
      "place.nyiragongo",
      "place.north-kivu",
      "place.eastern-drc",
    ]);
  });

  test("has feeds with an outlet each, every address once, and the doubtful ones apart", () => {
    const doubtful = readOpml(readFileSync("config/feeds-doubtful.opml", "utf8"), "feeds-doubtful.opml");
    const known = new Set(PACK.feeds.map((feed) => feed.url));
    const local = PACK.feeds.filter((feed) => feed.tags.includes("kivu"));

    expect(PACK.feeds.length).toBeGreaterThan(75);
    expect(doubtful.problems).toEqual([]);
    expect(doubtful.specs.filter((feed) => known.has(feed.url))).toEqual([]);
    expect(PACK.feeds.filter((feed) => feed.source === "")).toEqual([]);
    expect(local.map((feed) => feed.source)).toContain("Kivu Morning Post");
    // An outlet of the Kivus is one of the DRC as well: rules may rely on it.
    expect(local.filter((feed) => !feed.tags.includes("drc"))).toEqual([]);
  });

  test("names only entities and tags that exist in its own documentation", () => {
    const documented = readFileSync("config/README.md", "utf8");
    const entities = [...documented.matchAll(/@((?:place|group|person|process|theme)\.[a-z0-9-]+)/g)].map(
      (hit) => hit[1] ?? "",
    );

    expect(entities.length).toBeGreaterThan(5);
    expect(entities.filter((id) => !GAZETTEER.has(id) && id !== "place.kalonge")).toEqual([]);
    for (const tag of ["kivu", "drc", "great-lakes"]) expect(documented).toContain(`\`${tag}\``);
  });

  test("keeps all knowledge of the area in data: no gazetteer file is missing from the folder's list", () => {
    const files = readdirSync("config/gazetteer").sort();
    const documented = readFileSync("config/README.md", "utf8");

    expect(files.filter((file) => !documented.includes(file))).toEqual([]);
  });
});
