import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import type { QueryApp } from "../../../lambdas/query/query-app.ts";
import { countReadUnits, type ReadUnitCounter } from "../../support/count-read-units.ts";
import { createLargeArchive } from "../../support/large-archive.ts";

/** 100,000 take a minute to write: `LARGE_ARCHIVE=100000`, and bench:archive. */
const LARGE = Number(process.env.LARGE_ARCHIVE ?? 20_000);
const SMALL = 1_000;
const PAGE = 20;

/** Reads in proportion to what is returned, as the engine itself counts them. @param open - gives a client of its own */
export function describeReadCost(open: () => DynamoDBDocumentClient): void {
  describe("a question to an archive on DynamoDB", () => {
    let units: ReadUnitCounter;
    let small: QueryApp;
    let large: QueryApp;

    beforeAll(async () => {
      const client = open();
      units = countReadUnits(client);
      small = await createLargeArchive(client, "small", SMALL);
      large = await createLargeArchive(client, "large", LARGE);
    }, 240_000);

    async function costOf(app: QueryApp, path: string) {
      const before = units.total;
      const response = await app.request(`http://desk.example${path}`);
      const body = (await response.json()) as { stories: unknown[]; isPartial: boolean };
      return { found: body.stories.length, isPartial: body.isPartial, units: units.total - before };
    }

    it.each([
      ["one facet", `/stories?place=north-kivu&limit=${PAGE}`],
      ["two facets, of which the rarer is walked", `/stories?place=north-kivu&group=adf&limit=${PAGE}`],
    ])("costs with %s at most five times what it costs in one of a thousand stories", async (_, path) => {
      const few = await costOf(small, path);
      const many = await costOf(large, path);

      expect([few.found, many.found]).toEqual([PAGE, PAGE]);
      expect([few.isPartial, many.isPartial]).toEqual([false, false]);
      // A page of stories is counted: an engine that tells no prices would pass anything.
      expect(few.units).toBeGreaterThan(PAGE / 2);
      expect(many.units).toBeLessThan(5 * few.units);
    });
  });
}
