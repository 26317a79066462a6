import { describe, expect, it } from "vitest";
import { parseQuery } from "../../../lambdas/core/rules/parser.ts";
import { QUERY_ERROR_CODES, type QueryProblem, renderProblem } from "../../../lambdas/core/rules/query-error.ts";

const ENTITY_IDS = new Set(["place.goma", "place.bukavu", "group.m23", "person.kagame"]);

function problemsOf(query: string): readonly QueryProblem[] {
  const parsed = parseQuery(query, { entityIds: ENTITY_IDS });
  return parsed.kind === "parsed" ? parsed.warnings : parsed.problems;
}

/** Query, the carets under it, code, message, and what to do. */
const TABLE: readonly (readonly [query: string, carets: string, code: string, message: string, fix: string])[] = [
  ['M23 AND "Goma', "        ^    ", "E_QUOTE", "this quotation mark is never closed", 'add " at the end'],
  ["M23 AND « Goma", "        ^     ", "E_QUOTE", "this quotation mark is never closed", 'add " at the end'],
  ["(M23 OR Goma", "^           ", "E_PAREN", 'expected ")" for this "("', "add ) at the end"],
  ["M23 OR Goma)", "           ^", "E_PAREN", 'no "(" belongs to this ")"', "leave it out"],
  ["ANY/2 M23, Goma", "     ^         ", "E_PAREN", 'expected "(" after ANY/2', "write a list, as in ANY/2 (a, b, c)"],
  [
    "(M23, Goma) AND x1",
    "    ^             ",
    "E_PAREN",
    'expected ")": a comma only stands in the list of ANY/n (…)',
    "write OR",
  ],
  [
    "Goma M23",
    "^^^^^^^^",
    "E_MISSING_OP",
    "an operator is missing between these two",
    'write "Goma M23" or Goma AND M23',
  ],
  [
    "x1 AND Goma Beni Uvira",
    "       ^^^^^^^^^^^^^^^",
    "E_MISSING_OP",
    "operators are missing between these",
    'write "Goma Beni Uvira" or Goma AND Beni AND Uvira',
  ],
  [
    "x1 OR Goma Beni",
    "      ^^^^^^^^^",
    "E_MISSING_OP",
    "an operator is missing between these two",
    'write "Goma Beni" or (Goma AND Beni)',
  ],
  [
    '"a b" (c1 OR d1)',
    "^^^^^^^^^^^^^^^^",
    "E_MISSING_OP",
    "an operator is missing between these two",
    'write "a b" AND (c1 OR d1)',
  ],
  [
    "Goma ou Beni",
    "^^^^^^^^^^^^",
    "E_MISSING_OP",
    "operators are missing between these",
    'write Goma OR Beni or "Goma ou Beni"',
  ],
  [
    "Goma w/5 M23",
    "^^^^^^^^^^^^",
    "E_MISSING_OP",
    "operators are missing between these",
    'write Goma NEAR/5 M23 or "Goma w/5 M23"',
  ],
  ["M23, Goma", "   ^     ", "E_MISSING_OP", "a comma joins nothing", "write OR or AND"],
  ["", "^", "E_EMPTY", "the query is empty", "write a word to search for, as in Goma AND M23"],
  ["M23 AND", "    ^^^", "E_EMPTY", "AND lacks an operand", "leave it out"],
  ["OR M23", "^^    ", "E_EMPTY", "OR lacks an operand", "leave it out"],
  ["M23 AND OR Goma", "        ^^     ", "E_EMPTY", "OR lacks an operand", "leave it out"],
  ["M23 NOT", "    ^^^", "E_EMPTY", "NOT lacks an operand", "leave it out"],
  ["M23 NOT NOT Goma", "        ^^^     ", "E_EMPTY", "NOT needs something to exclude right after it", "leave it out"],
  ["M23 AND ()", "        ^^", "E_EMPTY", "there is nothing between these parentheses", "leave it out"],
  ["M23 AND title:", "        ^^^^^^", "E_EMPTY", "title: lacks an operand", "leave it out"],
  ['M23 AND ""', "        ^^", "E_EMPTY", '"" has neither letter nor digit', "leave it out, or write a word"],
  ["M23 OR …", "       ^", "E_EMPTY", '"…" has neither letter nor digit', "leave it out, or write a word"],
  [
    "ANY/2 (M23, )",
    "          ^  ",
    "E_EMPTY",
    "an item of this list is missing",
    "write a list, as in ANY/2 (a, b, c)",
  ],
  ["ANY/1 (M23)", "^^^^^^^^^^^", "E_EMPTY", "ANY/1 needs two operands or more", "write a list, as in ANY/1 (a, b, c)"],
  [
    "M23 AND Goma OR Beni",
    "^^^^^^^^^^^^^^^^^^^^",
    "E_MIXED",
    "AND and OR stand side by side: parentheses must say which belongs together",
    "write (M23 AND Goma) OR Beni or M23 AND (Goma OR Beni)",
  ],
  [
    "x1 AND (M23 OR Goma NOT Beni)",
    "        ^^^^^^^^^^^^^^^^^^^^ ",
    "E_MIXED",
    "AND and OR stand side by side: parentheses must say which belongs together",
    "write M23 OR (Goma AND NOT Beni) or (M23 OR Goma) AND NOT Beni",
  ],
  ["*ville", "^^^^^^", "E_LEADING_WILDCARD", '"*ville": a wildcard cannot begin a word', "write ville"],
  ["at*ck", "^^^^^", "E_LEADING_WILDCARD", '"at*ck": a * may only end a word', "write atck"],
  [
    '"rebel * group"',
    "^^^^^^^^^^^^^^^",
    "E_LEADING_WILDCARD",
    "a wildcard cannot stand for a whole word",
    'write "rebel group"',
  ],
  ["reb*", "^^^^", "E_SHORT_PREFIX", '"reb*": a * needs at least 4 letters before it', "write reb"],
  ["go?a", "^^^^", "E_SHORT_PREFIX", '"go?a": the first 3 letters cannot be wildcards', "write goa"],
  [
    "NOT M23",
    "^^^^^^^",
    "E_PURE_NOT",
    "NOT M23 alone would make this true, and it searches for nothing",
    "join it to a word with AND, as in Goma AND NOT M23",
  ],
  [
    "Goma OR NOT M23",
    "        ^^^^^^^",
    "E_PURE_NOT",
    "NOT M23 alone would make this true, and it searches for nothing",
    "join it to a word with AND, as in Goma AND NOT M23",
  ],
  [
    "Goma OR lang:fr",
    "        ^^^^^^^",
    "E_PURE_NOT",
    "lang:fr alone would make this true, and it searches for nothing",
    "join it to a word with AND, as in Goma AND lang:fr",
  ],
  [
    "Goma OR the",
    "        ^^^",
    "E_TOO_BROAD",
    "the: such words stand in nearly every story",
    "join it to a rarer word with AND",
  ],
  ["UN", "^^", "E_TOO_BROAD", "UN: such words stand in nearly every story", "write =UN"],
  [
    '"de la" AND la',
    "^^^^^^^^^^^^^^",
    "E_TOO_BROAD",
    '"de la" AND la: such words stand in nearly every story',
    "join it to a rarer word with AND",
  ],
  [
    "M23 NEAR (Goma AND Beni)",
    "         ^^^^^^^^^^^^^^^",
    "E_NEAR_OPERAND",
    'NEAR joins words, "phrases", @entities or an OR of such, nothing else',
    "use NEAR between the words themselves, and AND around it",
  ],
  [
    "title:M23 NEAR Goma",
    "^^^^^^^^^^         ",
    "E_NEAR_OPERAND",
    "NEAR cannot reach into a field from outside",
    "put the field around both: title:(a NEAR b)",
  ],
  [
    "M23 NEAR Goma ONEAR Beni",
    "              ^^^^^     ",
    "E_NEAR_OPERAND",
    "ONEAR joins two operands, not three",
    "write (M23 NEAR Goma) AND Beni",
  ],
  [
    "ATLEAST/3 (M23 AND Goma)",
    "          ^^^^^^^^^^^^^^",
    "E_NEAR_OPERAND",
    'ATLEAST counts a word, a "phrase", an @entity or an OR of such, nothing else',
    "write ATLEAST/3 before the words themselves",
  ],
  [
    "M23 NEAR/51 Goma",
    "    ^^^^^^^     ",
    "E_NEAR_RANGE",
    "NEAR takes a whole number from 0 to 50, as in NEAR/4",
    "write NEAR/50",
  ],
  [
    "M23 ONEAR/x Goma",
    "    ^^^^^^^     ",
    "E_NEAR_RANGE",
    "ONEAR takes a whole number from 0 to 50, as in ONEAR/4",
    "write ONEAR/4",
  ],
  [
    "ATLEAST M23",
    "^^^^^^^    ",
    "E_NEAR_RANGE",
    "ATLEAST takes a whole number from 1 to 50, as in ATLEAST/2",
    "write ATLEAST/2",
  ],
  [
    "ANY/3 (M23, Goma)",
    "^^^^^            ",
    "E_NEAR_RANGE",
    "ANY/3 can never hold: its list has 2 operands",
    "write ANY/2",
  ],
  [
    "headline:M23",
    "^^^^^^^^^   ",
    "E_FIELD",
    '"headline:" is no field; fields are title, summary, body, text, source, lang, country, url, tag',
    "write title:",
  ],
  [
    "M23 AND 18:30",
    "        ^^^  ",
    "E_FIELD",
    '"18:" is no field; fields are title, summary, body, text, source, lang, country, url, tag; a text with a colon stands in quotes',
    'write "18:30"',
  ],
  [
    "title:(M23 OR body:Goma)",
    "              ^^^^^     ",
    "E_FIELD",
    "body: cannot stand inside title:",
    "leave it out",
  ],
  [
    "M23 AND tag:great*",
    "            ^^^^^^",
    "E_FIELD",
    "tag: compares the whole value and takes no wildcard",
    'write "great"',
  ],
  ["@place.gomma", "^^^^^^^^^^^^", "E_ENTITY", 'the gazetteer has no "place.gomma"', "write @place.goma"],
  ["@group.kagame", "^^^^^^^^^^^^^", "E_ENTITY", 'the gazetteer has no "group.kagame"', "write @person.kagame"],
  ["@theme.weather", "^^^^^^^^^^^^^^", "E_ENTITY", 'the gazetteer has no "theme.weather"', "add it to the gazetteer"],
  [
    "@Place.Goma",
    "^^^^^^^^^^^",
    "E_ENTITY",
    '"@Place.Goma" is no entity: they read @place.…, @group.…, @person.…, @process.…, @theme.…, in lower case',
    "write @place.goma",
  ],
];

describe("an error of the rule language", () => {
  it.each(TABLE)("in %j stands at %j with code %s", (query, carets, code, message, fix) => {
    const problems = problemsOf(query).filter((problem) => problem.code === code);

    const [problem] = problems;
    expect(problem).toMatchObject({ code, level: "error", message, fix });
    expect(problem === undefined ? "" : renderProblem(query, problem)).toBe(
      `${code} ${message}; ${fix}\n  ${query}\n  ${carets.trimEnd()}`,
    );
  });

  it.each(TABLE.map(([query]) => query))("in %j is gone once its first edit is made", (query) => {
    const [problem] = problemsOf(query).filter(({ level }) => level === "error");
    const [edit] = problem?.edits ?? [];

    // What only the writer can know comes without an edit; the fix then is advice.
    const repaired = edit === undefined ? undefined : query.slice(0, edit.start) + edit.text + query.slice(edit.end);

    const left = repaired === undefined ? [] : problemsOf(repaired).map((found) => found.message);
    expect(left).not.toContain(problem?.message);
    expect(problem?.fix).not.toBe("");
  });

  it("is shown for every code that a query can have", () => {
    const shown = new Set([...TABLE.map(([, , code]) => code), "E_LIMIT", "E_ENTITY_CYCLE"]);

    const missing = QUERY_ERROR_CODES.filter((code) => !shown.has(code));

    expect(missing).toEqual([]);
  });

  it("is one of several that are reported together, in order", () => {
    const codes = problemsOf("reb* AND *x AND Goma NEAR/99 @place.nowhere AND foo:bar OR (M23").map(({ code }) => code);

    expect(codes).toEqual(["E_SHORT_PREFIX", "E_LEADING_WILDCARD", "E_NEAR_RANGE", "E_ENTITY", "E_FIELD", "E_PAREN"]);
  });

  it("about a missing operator keeps quiet about the mixture that it may not be", () => {
    const codes = problemsOf("Goma M23 AND Beni OR Uvira").map(({ code }) => code);

    expect(codes).toEqual(["E_MISSING_OP"]);
  });

  it("is one of ten at most", () => {
    const problems = problemsOf(Array.from({ length: 30 }, (_, index) => `a${index}*`).join(" OR "));

    expect(problems).toHaveLength(10);
  });

  it.each([
    ["too many characters", "a".repeat(16_385), 16_384, "a query may have 16384 characters, this one has 16385"],
    [
      "too many leaves",
      Array.from({ length: 257 }, () => "Goma").join(" OR "),
      256 * 8,
      "a query may have 256 words, phrases, entities and values",
    ],
    ["too many levels", `${"(".repeat(33)}Goma${")".repeat(33)}`, 32, "a query may be nested 32 levels deep"],
    ["a phrase that is too long", `"${"mot ".repeat(65)}"`, 0, "a phrase may have 64 words, this one has 65"],
  ])("tells of %s", (_, query, start, message) => {
    const problems = problemsOf(query);

    expect(problems).toMatchObject([{ code: "E_LIMIT", start, message }]);
  });
});

describe("a warning of the rule language", () => {
  it("tells that a lower-case operator is searched as a word", () => {
    const problems = problemsOf('Goma AND (near OR "and")');

    expect(problems).toMatchObject([
      { code: "W_LOWERCASE_OPERATOR", level: "warning", start: 10, end: 14, fix: "write NEAR" },
    ]);
  });

  it("tells of an operand that is listed twice", () => {
    const problems = problemsOf("ANY/2 (M23, Goma, M23)");

    expect(problems).toMatchObject([{ code: "W_DUPLICATE", level: "warning", start: 18, end: 21 }]);
  });
});

describe("renderProblem", () => {
  it("shows the line of a query with several, and the carets under it", () => {
    const query = "Goma\n  AND reb*\n  AND M23";
    const [problem] = problemsOf(query);

    const shown = problem === undefined ? "" : renderProblem(query, problem);

    expect(shown.split("\n").slice(1)).toEqual(["    AND reb*", "        ^^^^"]);
  });

  it("cuts a long line around the place", () => {
    const query = `${"mot OR ".repeat(100)}reb* OR ${"mot OR ".repeat(100)}fin`;
    const [problem] = problemsOf(query);

    const [, line = "", carets = ""] = problem === undefined ? [] : renderProblem(query, problem).split("\n");

    expect(line.length).toBeLessThan(110);
    expect(line.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("reb*");
  });
});
