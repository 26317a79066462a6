/** Documents as publishers send them, each beside the entries that it must give. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readFeed } from "../../../lambdas/core/feeds/read-feed.ts";

const FOLDER = new URL("../../fixtures/feeds/", import.meta.url);
const NOW = Date.parse("2023-05-16T00:00:00Z");
const DOCUMENTS = readdirSync(FOLDER).filter((name) => !name.endsWith(".expected.json"));

describe("readFeed", () => {
  it.each(DOCUMENTS)("reads %s as expected", (name) => {
    const bytes = readFileSync(new URL(name, FOLDER));
    const expected: unknown = JSON.parse(readFileSync(new URL(`${name}.expected.json`, FOLDER), "utf8"));

    const document = readFeed(bytes, { url: "https://wire.example/feeds/doc", now: NOW });

    const entries = document.entries.map((entry) => ({
      ...entry,
      publishedAt: isoOf(entry.publishedAt),
      updatedAt: isoOf(entry.updatedAt),
    }));
    expect({ ...document, entries }).toEqual(expected);
  });
});

function isoOf(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}
