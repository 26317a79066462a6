/** No query, however broken, may throw, take long, or be accepted without being readable again. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileQuery } from "../../../lambdas/core/rules/compile-query.ts";
import { type ParsedQuery, parseQuery } from "../../../lambdas/core/rules/parser.ts";
import { printQuery } from "../../../lambdas/core/rules/printer.ts";
import { QUERY_ERROR_CODES, renderProblem } from "../../../lambdas/core/rules/query-error.ts";
import { ENTITY_IDS, queryText, queryTree } from "./arbitrary-query.ts";

const RUNS = Number(process.env.FUZZ_RUNS ?? 2_000);
const LIMIT_MS = 50;
const OPTIONS = { entityIds: new Set<string>(ENTITY_IDS) };
const CODES: readonly string[] = [...QUERY_ERROR_CODES, "W_LOWERCASE_OPERATOR", "W_DUPLICATE"];

/** A good query with one stretch replaced by something else. */
const mutatedQuery = fc
  .tuple(queryTree.map(printQuery), queryText, fc.nat(), fc.nat(12))
  .map(([query, noise, at, length]) => {
    const start = at % (query.length + 1);
    return query.slice(0, start) + noise.slice(0, 12) + query.slice(start + length);
  });

function work(query: string): ParsedQuery {
  const parsed = parseQuery(query, OPTIONS);
  if (parsed.kind === "parsed") compileQuery(parsed.ast, "recognised");
  else for (const problem of parsed.problems) renderProblem(query, problem);
  return parsed;
}

/** Time of the process or of the wall, whichever is shorter: other programs on the machine are not what is measured. */
function timeOf<T>(task: () => T): { readonly result: T; readonly timeMs: number } {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const result = task();
  const { user, system } = process.cpuUsage(before);
  return { result, timeMs: Math.min(performance.now() - startedAt, (user + system) / 1_000) };
}

/** The shortest of several tries: compilation and garbage of the engine are not what is measured either. */
function bestTimeMs(query: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 10 && best > LIMIT_MS; attempt += 1) {
    best = Math.min(best, timeOf(() => work(query)).timeMs);
  }
  return best;
}

describe("any text as a query", () => {
  it("is read or refused with documented errors inside the text, within 50 ms", () => {
    fc.assert(
      fc.property(fc.oneof(queryText, mutatedQuery), (query) => {
        const { result: parsed, timeMs } = timeOf(() => work(query));
        if (timeMs > LIMIT_MS) expect(bestTimeMs(query)).toBeLessThan(LIMIT_MS);

        const problems = parsed.kind === "parsed" ? parsed.warnings : parsed.problems;
        for (const { code, start, end, message, edits } of problems) {
          expect(CODES).toContain(code);
          expect(message).not.toMatch(/[\n\r]/);
          for (const place of [{ start, end }, ...edits]) {
            expect(place.start).toBeGreaterThanOrEqual(0);
            expect(place.end).toBeGreaterThanOrEqual(place.start);
            expect(place.end).toBeLessThanOrEqual(query.length);
          }
        }
        if (parsed.kind === "rejected") expect(problems.some(({ level }) => level === "error")).toBe(true);
        expect(problems.length).toBeLessThanOrEqual(parsed.kind === "rejected" ? 10 : 256);
      }),
      { numRuns: RUNS },
    );
  }, 600_000);

  it("that is accepted has a canonical form that is read as the same tree", () => {
    fc.assert(
      fc.property(fc.oneof(queryText, mutatedQuery), (query) => {
        const parsed = parseQuery(query, OPTIONS);
        if (parsed.kind === "rejected") return;
        const again = parseQuery(printQuery(parsed.ast), OPTIONS);
        expect(again.kind === "parsed" ? again.ast : again.problems).toEqual(parsed.ast);
      }),
      { numRuns: RUNS },
    );
  }, 600_000);
});
