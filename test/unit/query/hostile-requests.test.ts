import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createArchive, numbered } from "./archive.ts";

const NAMES = [
  "rule",
  "place",
  "group",
  "lang",
  "source",
  "severity",
  "decision",
  "event",
  "since",
  "until",
  "limit",
  "cursor",
];

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.constantFrom("goma", "place.goma", "24h", "high+", "fr", "0", "50", "constructor", "__proto__", "\u0000", "%"),
  fc.string({ minLength: 500, maxLength: 3_000 }),
);

describe("hostile requests", () => {
  it("get an answer or a problem, never a failure", async () => {
    const archive = await createArchive();
    for (let n = 1; n <= 5; n += 1) await archive.add(numbered(n));
    const name = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...NAMES) }, { weight: 1, arbitrary: text });
    const parameter = fc.tuple(name, text);
    const path = fc.oneof(
      { weight: 6, arbitrary: fc.constant("/stories") },
      fc.constantFrom("/events", "/feeds", "/rules", "/health", "/openapi.json"),
      text.map((id) => `/stories/${encodeURIComponent(id)}`),
      text.map((id) => `/events/${id.replace(/[?#]/g, "")}`),
    );

    await fc.assert(
      fc.asyncProperty(path, fc.array<[string, string]>(parameter, { maxLength: 3 }), async (where, parameters) => {
        const query = new URLSearchParams(parameters);

        const { status, headers } = await archive.get(`${where}?${query}`);

        expect([200, 400, 404]).toContain(status);
        if (status !== 200) expect(headers.get("Content-Type")).toBe("application/problem+json");
      }),
      { numRuns: 400 },
    );
    expect(archive.failures).toEqual([]);
  });

  it("cost no more than their length", async () => {
    const archive = await createArchive();
    const startedAt = performance.now();

    for (const name of NAMES) await archive.get(`/stories?${name}=${"a-".repeat(50_000)}`);
    await archive.get(`/stories?${"a".repeat(100_000)}=1`);

    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
