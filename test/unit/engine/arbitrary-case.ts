/**
 * Random rule sets and texts for the agreement of engine and plain evaluator: few words, so that they meet often, and
 * every construct of the language, every kind of character.
 */
import fc from "fast-check";
import type { Entity } from "../../../lambdas/core/gazetteer/entity.ts";
import { buildGazetteer, type Gazetteer } from "../../../lambdas/core/gazetteer/gazetteer.ts";
import { FILTERS, type QueryNode } from "../../../lambdas/core/rules/ast.ts";
import { type MatchableStory, TEXT_FIELDS } from "../../../lambdas/core/rules/match.ts";
import { parseQuery } from "../../../lambdas/core/rules/parser.ts";
import { printQuery } from "../../../lambdas/core/rules/printer.ts";
import type { Rule } from "../../../lambdas/core/rules/rule.ts";

/** Names that need context, that are excluded, that count only by themselves, that are spelled in many ways. */
const ENTITIES: readonly Entity[] = [
  entity("place.kivu", { names: ["Kivu", "Nord-Kivu", "est de la RDC"] }),
  entity("place.goma", { parent: "place.kivu", names: ["Goma", "ville de Goma", "=GOM"] }),
  entity("place.sake", { parent: "place.kivu", alone: "context", context: "@place.goma OR guerre", names: ["Sake"] }),
  entity("place.uvira", { parent: "place.kivu", alone: "no", names: ["Uvira", "Kitch?nga"] }),
  entity("group.armed", { names: ["armed group*"] }),
  entity("group.m23", {
    parent: "group.armed",
    alone: "context",
    context: "(@place.kivu AND NOT title:paix) OR ANY/2 (rebel, guerre, armée)",
    unless: "motorway OR =ADF NEAR/2 M23",
    names: ["M23", "mouvement du 23 mars", "rebel*"],
  }),
  entity("group.adf", { parent: "group.armed", unless: "paix NOT guerre", names: ["=ADF", "A.D.F. Nalu"] }),
  entity("group.blind", { parent: "group.armed", alone: "context", names: ["armée"] }),
];

function entity(id: string, more: Omit<Partial<Entity>, "names"> & { names: readonly string[] }): Entity {
  const type = id.startsWith("place") ? "place" : "group";
  return { id, type, title: id, alone: "yes", ...more, names: { any: more.names } };
}

export const gazetteer: Gazetteer = buildGazetteer(ENTITIES).gazetteer;

const WORDS = ["Goma", "M23", "Kivu", "rebel", "armée", "Nord-Kivu", "ADF", "paix", "Uvira", "guerre", "Sake", "le"];
const ODD_LEAVES = [
  ...["rebel*", "gom?", "gom?s", "Kitch?nga", "arm?e*", "F.D.L.R.", "M23/AFC", "l'armée", "戦争", "cœur", "𝗚𝗼𝗺𝗮"],
  ...["mouvem*", "mouvemen*", "attaq*", "attaquant*", "guer?e*"],
  ...[
    "Straße",
    "ÀÉ",
    "x",
    "𐐨𐐩",
    "guer*",
    "guerre?",
    "mouvement",
    "mouvements",
    "attaquants",
    "attack",
    "attaque",
    "Maï-Maï",
    "ﬁn",
    "3.5",
    "한국",
  ],
];

const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_LEAVES) },
);

const leaf = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ text: word, isExact: fc.constantFrom(false, false, true) }).map(({ text, isExact }) => {
      return { kind: "leaf", text, isQuoted: false, isExact } satisfies QueryNode;
    }),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ words: fc.array(word, { minLength: 1, maxLength: 3 }), isExact: fc.constantFrom(false, false, true) })
      .map(({ words, isExact }) => {
        return { kind: "leaf", text: words.join(" "), isQuoted: true, isExact } satisfies QueryNode;
      }),
  },
);

const reference = fc.constantFrom(...ENTITIES).map(({ id }): QueryNode => ({ kind: "entity", id }));

const FACTS: Readonly<Record<(typeof FILTERS)[number], readonly string[]>> = {
  source: ["Radio Okapi", "AFP"],
  lang: ["fr", "en"],
  country: ["CD", "rw"],
  url: ["radiookapi.net", "/actualite", "bbc.com/gahuza"],
  tag: ["great-lakes", "wire"],
};

const filter = fc
  .constantFrom(...FILTERS)
  .chain((name) => fc.constantFrom(...FACTS[name]).map((value): QueryNode => ({ kind: "filter", name, value })));

const atom = fc.oneof({ weight: 4, arbitrary: leaf }, { weight: 1, arbitrary: reference });
const alternatives = fc
  .array(atom, { minLength: 2, maxLength: 3 })
  .map((operands): QueryNode => ({ kind: "or", operands }));
const proximityOperand = fc.oneof({ weight: 3, arbitrary: atom }, { weight: 1, arbitrary: alternatives });

const near = fc
  .record({
    isOrdered: fc.boolean(),
    distance: fc.integer({ min: 0, max: 5 }),
    left: proximityOperand,
    right: proximityOperand,
  })
  .map((node): QueryNode => ({ kind: "near", ...node }));

const atLeast = fc
  .record({ count: fc.integer({ min: 1, max: 3 }), operand: proximityOperand })
  .map((node): QueryNode => ({ kind: "atleast", ...node }));

/** Operands of AND and OR are no AND or OR of the same kind: the parser takes those up. */
function joined(kind: "and" | "or", operands: readonly QueryNode[]): QueryNode {
  return { kind, operands: operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand])) };
}

function tree(depth: number, isInField: boolean): fc.Arbitrary<QueryNode> {
  if (depth === 0) return isInField ? atom : fc.oneof({ weight: 8, arbitrary: atom }, { weight: 1, arbitrary: filter });
  const below = tree(depth - 1, isInField);
  const several = fc.array(below, { minLength: 2, maxLength: 3 });
  const options = [
    { weight: 3, arbitrary: atom },
    { weight: 4, arbitrary: several.map((operands) => joined("and", operands)) },
    { weight: 2, arbitrary: several.map((operands) => joined("or", operands)) },
    { weight: 2, arbitrary: below.map((operand): QueryNode => ({ kind: "not", operand })) },
    { weight: 2, arbitrary: near },
    { weight: 1, arbitrary: atLeast },
    {
      weight: 1,
      arbitrary: several.chain((operands) =>
        fc.integer({ min: 1, max: operands.length }).map((count): QueryNode => ({ kind: "any", count, operands })),
      ),
    },
  ];
  if (isInField) return fc.oneof(...options);
  const field = fc
    .record({ field: fc.constantFrom(...TEXT_FIELDS), operand: tree(depth - 1, true) })
    .map((node): QueryNode => ({ kind: "field", ...node }));
  return fc.oneof(...options, { weight: 1, arbitrary: field });
}

/** What the parser refuses because it searches for nothing (`NOT a`) is joined to something. */
function printSearch(node: QueryNode, more: QueryNode): string {
  const query = printQuery(node);
  return parseQuery(query).kind === "parsed" ? query : printQuery(joined("and", [node, more]));
}

/** Rules as a desk would write them; some of them are refused by the parser, and must then be by the engine. */
export const ruleSet = rulesOf(
  fc.tuple(tree(3, false), leaf).map(([node, more]) => printSearch(node, more)),
  { minLength: 1, maxLength: 8 },
);

/** So many rules that need one of few things that each of these leads to a long list. */
export const largeRuleSet = rulesOf(
  fc
    .tuple(fc.constantFrom("=ADF", "=Goma", '"Goma guer*"', "attaquant*"), leaf, leaf)
    .map(([shared, one, other]) => `${shared} AND (${printQuery(joined("or", [one, other]))})`),
  { minLength: 100, maxLength: 150 },
);

function rulesOf(
  query: fc.Arbitrary<string>,
  count: { readonly minLength: number; readonly maxLength: number },
): fc.Arbitrary<readonly Rule[]> {
  const rules = fc.array(
    fc.record({
      query,
      languages: fc.constantFrom(undefined, undefined, undefined, ["fr"], ["en", "SW"]),
      enabled: fc.constantFrom(true, true, true, true, false),
    }),
    count,
  );
  return rules.map((drafts) =>
    drafts.map(({ query, languages, enabled }, index) => {
      const rule: Rule = { id: `rule-${index}`, title: "A rule", severity: "low", query, enabled };
      return languages === undefined ? rule : { ...rule, languages };
    }),
  );
}

/** Texts are pieces of these, with something between. */
const TEXT_PIECES = [
  ...["Goma", "goma", "GOMA", "Gomá", "Go\u00adma", "Goma\u0301", "𝗚𝗼𝗺𝗮", "Ｇｏｍａ", "Ngoma", "gomas", "GOM", "Gom"],
  ...["M23", "m23", "M.23", "M-23", "M 23", "M²3", "M23²", "AFC", "M23/AFC", "ADF", "A.D.F.", "A.D.F", "adf", "Nalu"],
  ...["Kivu", "Nord-Kivu", "NordKivu", "nord", "kivus", "Uvira", "d'Uvira", "qu’Uvira", "Sake", "sake", "ville", "de"],
  ...["rebel", "rebels", "rebelles", "Rebel", "réb\u200bel", "armée", "arme\u0301e", "ARMÉE", "armees", "l'armée"],
  ...["paix", "guerre", "guerres", "guerred", "le", "la", "est", "RDC", "R.D.C.", "du", "mouvement", "23", "mars"],
  ...["cœur", "coeur", "Œ", "Œ.X.", "ß.a.", "Straße", "STRASSE", "ﬁn", "ÀÉ", "ae", "x", "X.", "F.D.L.R.", "fdlr"],
  ...[
    "戦争",
    "戦",
    "한국",
    "한",
    "😀",
    "👩‍👩‍👧",
    "🇨🇩",
    "\ud800",
    "\udc00",
    "𐐨𐐩",
    "𐐀𐐁",
    "\u0301",
    "\ufeff",
    "ﷺ",
    "①",
    "Ⅷ",
    "٣",
  ],
  ...[
    "Kitchanga",
    "Kitchunga",
    "Kitch",
    "attack",
    "attaque",
    "attacks",
    "motorway",
    "Maï-Maï",
    "Mai",
    "3.5",
    "3.M",
    "armed",
    "group",
  ],
] as const;
const GLUE = [" ", " ", " ", " ", " ", ", ", ". ", ".", "-", "’", "", "\n", " \u00ad", "/", "😀", "\u0301 "] as const;

const text = fc
  .array(fc.tuple(fc.constantFrom(...TEXT_PIECES), fc.constantFrom(...GLUE)), { maxLength: 14, size: "max" })
  .map((pieces) => pieces.flat().join(""));

export const story: fc.Arbitrary<MatchableStory> = fc.record(
  {
    title: text,
    summary: text,
    body: text,
    lang: fc.constantFrom("fr", "fr-CD", "en", "sw", ""),
    country: fc.constantFrom("CD", "RW"),
    source: fc.constantFrom("Radio Okapi", "AFP"),
    url: fc.constantFrom("https://www.radiookapi.net/actualite/1", "https://bbc.com/gahuza/2"),
    tags: fc.constantFrom(["great-lakes"], ["wire", "Great-Lakes"], []),
  },
  { requiredKeys: ["title"] },
);
