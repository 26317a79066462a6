/** Random queries: trees that the language can say, and texts that it may have to refuse. */
import fc from "fast-check";
import type { QueryNode } from "../../../lambdas/core/rules/ast.ts";
import { checkLeafText } from "../../../lambdas/core/rules/leaf-pattern.ts";
import { cleanText } from "../../../lambdas/core/rules/lexer.ts";
import { TEXT_FIELDS } from "../../../lambdas/core/rules/match.ts";

/** Few words, so that random rules and random texts meet often. */
const WORDS = ["goma", "M23", "Kivu", "rebel", "armée", "Nord-Kivu", "ADF", "le", "paix", "Uvira"] as const;
export const ENTITY_IDS = ["place.goma", "place.north-kivu", "group.m23", "theme.attack"] as const;

const bareText = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.constantFrom("rebel*", "gom?", "Mai-Mai", "L'armée", "M23/AFC"),
);

const quotedText = fc.oneof(
  fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }).map((words) => words.join(" ")),
  fc.constantFrom("est de la RDC", "rebel* attack", "AND", "a: b", "Goma (ville), Kivu"),
  fc
    .string({ unit: "grapheme", maxLength: 12 })
    .map((text) => cleanText(text.replace(/["“”„‟«»〝〞＂]/g, "")))
    .filter((text) => checkLeafText(text) === undefined),
);

const leaf: fc.Arbitrary<QueryNode> = fc.oneof(
  fc
    .tuple(bareText, fc.boolean())
    .map(([text, isExact]): QueryNode => ({ kind: "leaf", text, isQuoted: false, isExact })),
  fc
    .tuple(quotedText, fc.boolean())
    .map(([text, isExact]): QueryNode => ({ kind: "leaf", text, isQuoted: true, isExact })),
);

const entity: fc.Arbitrary<QueryNode> = fc.constantFrom(...ENTITY_IDS).map((id): QueryNode => ({ kind: "entity", id }));

const filter: fc.Arbitrary<QueryNode> = fc.constantFrom<QueryNode>(
  { kind: "filter", name: "lang", value: "fr" },
  { kind: "filter", name: "country", value: "CD" },
  { kind: "filter", name: "source", value: "Radio Okapi" },
  { kind: "filter", name: "url", value: "https://example.org/a?b=c:d" },
  { kind: "filter", name: "tag", value: "great-lakes" },
);

const atom = fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 1, arbitrary: entity });

function list(arbitrary: fc.Arbitrary<QueryNode>): fc.Arbitrary<readonly QueryNode[]> {
  return fc.array(arbitrary, { minLength: 2, maxLength: 3 });
}

/** AND and OR never hold their own kind: the parser takes such operands up. */
function flatten(kind: "and" | "or", operands: readonly QueryNode[]): QueryNode {
  return { kind, operands: operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand])) };
}

const proximityOperand = fc.oneof(
  atom,
  list(atom).map((operands): QueryNode => ({ kind: "or", operands })),
);

/** Trees as the parser makes them. Fields do not hold filters or fields. */
function tree(depth: number, isInField: boolean): fc.Arbitrary<QueryNode> {
  if (depth === 0) return isInField ? atom : fc.oneof({ weight: 5, arbitrary: atom }, { weight: 1, arbitrary: filter });
  const below = tree(depth - 1, isInField);
  const near = fc
    .record({
      isOrdered: fc.boolean(),
      distance: fc.integer({ min: 0, max: 6 }),
      left: proximityOperand,
      right: proximityOperand,
    })
    .map((node): QueryNode => ({ kind: "near", ...node }));
  const atLeast = fc
    .record({ count: fc.integer({ min: 1, max: 4 }), operand: proximityOperand })
    .map((node): QueryNode => ({ kind: "atleast", ...node }));
  const any = list(below).chain((operands) =>
    fc.integer({ min: 1, max: operands.length }).map((count): QueryNode => ({ kind: "any", count, operands })),
  );
  const field = fc
    .record({ field: fc.constantFrom(...TEXT_FIELDS), operand: tree(depth - 1, true) })
    .map((node): QueryNode => ({ kind: "field", ...node }));
  return fc.oneof(
    { weight: 2, arbitrary: atom },
    { weight: 3, arbitrary: list(below).map((operands) => flatten("and", operands)) },
    { weight: 3, arbitrary: list(below).map((operands) => flatten("or", operands)) },
    { weight: 1, arbitrary: below.map((operand): QueryNode => ({ kind: "not", operand })) },
    { weight: 1, arbitrary: near },
    { weight: 1, arbitrary: atLeast },
    { weight: 1, arbitrary: any },
    ...(isInField ? [] : [{ weight: 1, arbitrary: field }]),
  );
}

/** Any tree that the parser can make. */
export const queryTree: fc.Arbitrary<QueryNode> = tree(3, false);

const PIECES = [
  ...["AND", "OR", "NOT", "NEAR", "ONEAR/3", "NEAR/99", "ATLEAST/2", "ANY/2", "ANY", "ATLEAST/x", "and", "ou", "w/5"],
  ...["(", ")", "((", "))", ",", '"', "“", "»", "=", "-", "- ", "@", "*", "?", ":", "::", " ", "  ", "\n", "\u00a0"],
  ...["title:", "body:", "text:", "lang:", "url:", "source:", "headline:", "foo:", "tag:*", "http://a.b/c"],
  ...["@place.goma", "@Place.Goma", "@place.", "@x.y", "Goma", "M23", "reb*", "rebel*", "*x", "a?b", "Kitch?nga", "le"],
  ...[
    "\u200b",
    "\ufeff",
    "\u00ad",
    "e\u0301",
    "𝗚𝗼𝗺𝗮",
    "\ud800",
    "\u0000",
    "\ufdfa",
    "ﬁ",
    "F.D.L.R.",
    "l'armée",
    "18:30",
  ],
] as const;

/** Texts that look like queries, are nearly queries, or are nothing of the kind. */
export const queryText: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join("")),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(" ")),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc
    .tuple(fc.constantFrom(...PIECES), fc.integer({ min: 1, max: 4_000 }))
    .map(([piece, count]) => piece.repeat(count).slice(0, 17_000)),
);
