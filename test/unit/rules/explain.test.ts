import { describe, expect, it } from "vitest";
import { buildGazetteer } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import type { Trace, TraceNode } from "../../../lambdas/core/rules/explain.ts";
import type { MatchableStory } from "../../../lambdas/core/rules/match.ts";
import { entityOf, matcherOf } from "./story-matching.ts";

const GAZETTEER = buildGazetteer([
  entityOf("place.north-kivu", ["Nord-Kivu"]),
  entityOf("place.goma", ["Goma"], { parent: "place.north-kivu", unless: "sesame" }),
  entityOf("group.m23", ["M23"], { alone: "context", context: "Congo OR rebel*" }),
]).gazetteer;

function traceOf(query: string, story: MatchableStory | string): Trace {
  const trace = matcherOf(query, GAZETTEER).explainRule("rule", typeof story === "string" ? { title: story } : story);
  if (trace === undefined) throw new Error("no trace");
  return trace;
}

/** The tree, a line a clause: `+ M23` holds, `- Goma` does not. */
function lines(node: TraceNode, indent = ""): readonly string[] {
  const note = node.note === undefined ? "" : ` (${node.note})`;
  const own = `${indent}${node.holds ? "+" : "-"} ${node.clause}${note}`;
  return [own, ...node.children.flatMap((child) => lines(child, `${indent}  `))];
}

describe("a trace", () => {
  it("shows every clause with its truth", () => {
    const trace = traceOf("(Goma OR Bukavu) AND NOT football", "Football à Goma");

    expect(lines(trace.root)).toEqual([
      "- (Goma OR Bukavu) AND NOT football",
      "  + Goma OR Bukavu",
      "    + Goma",
      "    - Bukavu",
      "  - NOT football",
      "    + football",
    ]);
  });

  it("marks what a NOT excluded by", () => {
    const trace = traceOf("Goma NOT football", "Football à Goma");

    const excluded = trace.root.children[1]?.children[0];
    expect(excluded?.spans).toMatchObject([{ field: "title", start: 0, end: 8, text: "Football" }]);
  });

  it.each([
    ["Goma AND M23x", "Goma", ["M23x"]],
    ["Goma AND (Beni OR Uvira)", "Goma", ["Beni OR Uvira"]],
    ["Goma AND (Beni OR (Uvira AND Fizi))", "Goma, Uvira", ["Fizi"]],
    ["(Goma AND Beni AND Fizi) OR (Uvira AND Beni)", "Goma, Uvira", ["Beni"]],
    ["Goma NOT football", "Goma, football", ["NOT football"]],
    ["title:(Goma AND Beni)", "Goma", ["title:(Goma AND Beni)"]],
    ["Goma AND lang:fr", "Goma", ["lang:fr"]],
    ["Goma NEAR/0 Uvira", "Goma et Uvira", ["Goma NEAR/0 Uvira"]],
  ])("of %s over %j names what failed: %j", (query, text, failed) => {
    const trace = traceOf(query, text);

    expect(trace.failed).toEqual(failed);
  });

  it.each([
    ["Goma AND Beni", "Goma", true],
    ["Goma AND Beni", "Bukavu", false],
    ["Goma AND Beni", "Goma, Beni", false],
    ["Goma NOT football", "football", false],
  ])("of %s over %j is a near miss: %s", (query, text, expected) => {
    const trace = traceOf(query, text);

    expect(trace.isNearMiss).toBe(expected);
  });

  it("tells why an entity that is named was not recognised", () => {
    const notes = [
      traceOf("@place.north-kivu", "Goma sesame oil").root.note,
      traceOf("@group.m23", "M23 motorway").root.note,
      traceOf("@group.m23", "M23 rebels").root.note,
    ];

    expect(notes).toEqual([
      '@place.goma is named, but excluded by its "unless": sesame',
      "@group.m23 is named, but without its context: Congo OR rebel*",
      undefined,
    ]);
  });

  it("tells counts, distances and facts where truth alone does not", () => {
    const story = { title: "Goma, un deux trois Uvira", lang: "en" };

    const notes = ["ANY/2 (Goma, Beni)", "Goma NEAR/2 Uvira", "Goma NEAR/3 Uvira"].map(
      (query) => traceOf(query, story).root.note,
    );
    const facts = traceOf("Goma AND lang:fr AND country:CD", story).root.children.map(({ note }) => note);

    expect(notes).toEqual(["1 of 2 hold, 2 are wanted", "both stand in the story, but not within 2 words", undefined]);
    expect(facts).toEqual([undefined, "the story's lang is en", "the story's country is not known"]);
  });

  it("tells that the story's language excluded it", () => {
    const matcher = matcherOf("Goma", GAZETTEER, { languages: ["fr"] });

    const trace = matcher.explainRule("rule", { title: "Goma", lang: "en" });

    expect(trace).toMatchObject({ matched: false, excludedBy: "language", root: { holds: true }, failed: [] });
  });
});
