import { describe, expect, it } from "vitest";
import { parseGazetteerFile } from "../../../lambdas/core/gazetteer/parse-gazetteer.ts";
import { formatFileProblem } from "../../../lambdas/core/rules/file-problem.ts";

describe("parseGazetteerFile", () => {
  it("reads entities with everything they may have", () => {
    const text = `
- id: place.goma
  title: Goma
  kind: city
  parent: place.north-kivu
  names:
    any: [Goma, =GOMA]
    rw: ["i Goma"]
  alone: context
  context: Congo OR M23
  unless: '"Guy Goma"'
  lat: -1.68
  lon: 29.23
  iso: CD-NK
  pcode: CD6101
- { id: theme.attack, title: Attack, alone: no }
`;

    const { entities, problems, has } = parseGazetteerFile(text, "places.yaml");

    expect(problems).toEqual([]);
    expect(entities).toEqual([
      {
        id: "place.goma",
        type: "place",
        title: "Goma",
        kind: "city",
        parent: "place.north-kivu",
        names: { any: ["Goma", "=GOMA"], rw: ["i Goma"] },
        alone: "context",
        context: "Congo OR M23",
        unless: '"Guy Goma"',
        lat: -1.68,
        lon: 29.23,
        iso: "CD-NK",
        pcode: "CD6101",
      },
      { id: "theme.attack", type: "theme", title: "Attack", names: {}, alone: "no" },
    ]);
    expect([has("place.goma"), has("place.x")]).toEqual([true, false]);
  });

  it("keeps good entities and reports the others where they stand", () => {
    const text = `
- { id: place.a, title: A, alone: yes, names: { any: [A1] } }
- { id: city.b, title: B, alone: yes }
- { id: place.c, title: C, alone: maybe }
- { id: place.d, title: D, alone: yes, names: { french: [D] } }
- { id: place.e, title: E, alone: yes, names: { fr: [23] } }
- { id: place.f, title: F, alone: yes, lat: 91, color: red }
`;

    const { entities, problems } = parseGazetteerFile(text, "p.yaml");

    expect(entities.map(({ id }) => id)).toEqual(["place.a"]);
    expect(problems.map(formatFileProblem)).toEqual([
      "p.yaml:3:9 E_VALUE id must be type.name in lower case; types are place, group, person, process, theme",
      "p.yaml:4:35 E_VALUE alone must be yes, context or no",
      'p.yaml:5:57 E_VALUE names.french must be a language code such as "fr", or "any"',
      "p.yaml:6:54 E_VALUE names.fr.0 must be a text (put it in quotes if it looks like a number)",
      "p.yaml:7:45 E_VALUE lat must be a number from -90 to 90",
      'p.yaml:7:56 E_KEY unknown key "color"',
    ]);
  });

  it.each([
    ["a file that is no list", "id: place.a", "1:1 E_VALUE a gazetteer file is a list of entities"],
    ["YAML that cannot be read", "- {", "E_YAML"],
  ])("reports %s", (_, text, expected) => {
    const { problems } = parseGazetteerFile(text, "p.yaml");

    expect(problems.map(formatFileProblem).join()).toContain(expected);
  });

  it("takes an empty file for an empty gazetteer", () => {
    const { entities, problems } = parseGazetteerFile("# nothing yet\n", "p.yaml");

    expect([entities, problems]).toEqual([[], []]);
  });
});
