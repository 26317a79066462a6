import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Caller } from "../../../lambdas/query/caller.ts";
import { createArchive, eventOf, numbered, RULES } from "./archive.ts";
import { type Operation, operationsOf } from "./openapi-operations.ts";

/** 10,000 were run when this was written; set it again after a change of the API. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 1_500);

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "",
    "0",
    "-1",
    "1e9",
    "true",
    "M23 AND (",
    "((((((",
    '"',
    "@place.goma",
    "*",
    "\u0000",
    "__proto__",
    "%00",
    "../..",
  ),
  fc.string({ minLength: 300, maxLength: 5_000 }),
);

const body = fc.oneof(
  fc.constantFrom<unknown>(
    RULES[0],
    { query: "M23" },
    { rule: RULES[1], days: 30 },
    { version: 1 },
    { name: "Reader", search: "lang=fr" },
    [],
    null,
  ),
  fc.record(
    {
      query: text,
      rule: fc.anything(),
      days: fc.integer(),
      until: text,
      version: fc.integer(),
      name: text,
      search: text,
    },
    { requiredKeys: [] },
  ),
  fc.json().map((json): unknown => JSON.parse(json)),
);

function requestOf(operations: readonly Operation[]) {
  return fc.constantFrom(...operations).chain((operation) => {
    const valueFrom = (examples: readonly string[]) =>
      examples.length === 0 ? text : fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...examples) }, text);
    // Most parameters are left out, or nearly every request would have a wrong one.
    const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
      fc.oneof({ weight: 7, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
    return fc.record({
      operation: fc.constant(operation),
      values: fc.tuple(
        ...operation.parameters.map(({ examples, in: place }) =>
          place === "path" ? valueFrom(examples) : rarely(valueFrom(examples)),
        ),
      ),
      stray: rarely(fc.tuple(text, text)),
      body,
      accept: fc.constantFrom("*/*", "text/csv", "application/atom+xml", "application/feed+json;q=x", "\t;;,"),
      mayWrite: fc.boolean(),
    });
  });
}

describe("requests made up from the OpenAPI document", () => {
  it("are answered or refused, never failed", async () => {
    const archive = await createArchive();
    for (let n = 1; n <= 5; n += 1) await archive.add(numbered(n));
    await archive.events.put(eventOf([numbered(1)]));
    const operations = await operationsOf(archive);
    const seen = new Map<number, number>();

    await fc.assert(
      fc.asyncProperty(requestOf(operations), async ({ operation, values, stray, body: sent, accept, mayWrite }) => {
        const query = new URLSearchParams(stray === null ? [] : [stray]);
        const headers = new Headers({ Accept: accept });
        let path = operation.path;
        for (const [index, { name, in: place }] of operation.parameters.entries()) {
          const value = values[index];
          if (place === "path") path = path.replace(`{${name}}`, encodeURIComponent((value ?? "x").toWellFormed()));
          else if (value === null || value === undefined) continue;
          else if (place === "query") query.append(name, value);
          else headers.set(name, value.replace(/[^\x20-\x7e]/g, "").trim());
        }
        if (operation.hasBody) headers.set("Content-Type", "application/json");
        const caller: Caller = { name: "fuzz", mayWrite };
        const response = await archive.app.request(
          `http://desk.example${path}?${query}`,
          { method: operation.method, headers, ...(operation.hasBody ? { body: JSON.stringify(sent) ?? "" } : {}) },
          { caller },
        );

        const answer = await response.text();
        seen.set(response.status, (seen.get(response.status) ?? 0) + 1);
        expect([200, 304, 400, 403, 404, 405, 412, 428]).toContain(response.status);
        if (response.status >= 400) {
          expect(response.headers.get("Content-Type")).toBe("application/problem+json");
          expect(answer).not.toMatch(/\bat .+\.ts:\d+/);
        }
        expect(answer.length).toBeLessThan(6_000_000);
      }),
      { numRuns: RUNS },
    );
    expect(archive.failures).toEqual([]);
    // Both kinds were among them.
    expect(seen.get(200)).toBeGreaterThan(RUNS / 20);
    expect(seen.get(400)).toBeGreaterThan(RUNS / 20);
  }, 120_000);
});
