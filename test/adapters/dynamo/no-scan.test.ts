import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const ADAPTERS = new URL("../../../lambdas/adapters/", import.meta.url);

/** What no adapter may use: a scan reads in proportion to the table; the embedded engine has no transactions. */
const FORBIDDEN =
  /\b(paginate)?(Scan|TransactWrite|TransactGet|ExecuteStatement)(Command|Items)*\b|ReturnValuesOnCondition/;

describe("adapters", () => {
  it("use no scan, no transaction and no failed item's old values", () => {
    const files = readdirSync(ADAPTERS, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));

    const offenders = files.filter((name) => FORBIDDEN.test(readFileSync(new URL(name, ADAPTERS), "utf8")));

    expect(files.length).toBeGreaterThan(15);
    expect(offenders).toStrictEqual([]);
  });

  it.each(["new ScanCommand(", "paginateScan(", "TransactWriteCommand", "TransactWriteItemsCommand"])(
    "would be caught with `%s`",
    (code) => {
      const isCaught = FORBIDDEN.test(code);

      expect(isCaught).toBe(true);
    },
  );
});
