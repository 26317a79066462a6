/** The direction of imports is a rule of the linter; here a forbidden import is planted to see that the rule bites. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const FORBIDDEN = [
  ["lambdas/core/planted-1.ts", "../adapters/environment.ts", "core imports only core"],
  ["lambdas/core/stories/planted-2.ts", "../../adapters/environment.ts", "core imports only core"],
  ["lambdas/core/planted-3.ts", "@aws-sdk/client-dynamodb", "core is pure"],
  ["lambdas/core/planted-4.ts", "@aws-lambda-powertools/logger", "core is pure"],
  ["lambdas/core/feeds/planted-5.ts", "node:fs", "core is pure"],
  ["lambdas/core/feeds/planted-6.ts", "node:fs/promises", "core is pure"],
  ["lambdas/core/feeds/planted-7.ts", "undici", "core is pure"],
  ["lambdas/adapters/planted-8.ts", "../collect/create-collect.ts", "adapters import core"],
  ["lambdas/adapters/dynamo/planted-9.ts", "../../../infra/local/runtime.ts", "adapters import core"],
  ["lambdas/dispatch/planted-10.ts", "../collect/create-collect.ts", "never imports another"],
  ["lambdas/collect/planted-11.ts", "../alert/create-alert.ts", "never imports another"],
  ["lambdas/alert/planted-12.ts", "../query/create-query.ts", "never imports another"],
  ["lambdas/query/planted-13.ts", "../dispatch/create-dispatch.ts", "never imports another"],
] as const;

const ALLOWED = [
  ["lambdas/core/planted-14.ts", "./ports.ts"],
  ["lambdas/adapters/planted-15.ts", "../core/ports.ts"],
  ["lambdas/collect/planted-16.ts", "../adapters/environment.ts"],
  ["infra/local/planted-17.ts", "../../lambdas/collect/create-collect.ts"],
] as const;

let folder: string;
let report: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kivuwatch-boundaries-"));
  cpSync("biome.json", join(folder, "biome.json"));
  for (const [file, specifier] of [...FORBIDDEN, ...ALLOWED]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `import * as planted from "${specifier}";\n\nexport const used = planted;\n`);
  }
  const biome = join(process.cwd(), "node_modules", ".bin", "biome");
  const args = ["lint", "--only=style/noRestrictedImports", "--vcs-enabled=false", "--max-diagnostics=100", "."];
  const { stdout, stderr } = spawnSync(biome, args, { cwd: folder, encoding: "utf8" });
  report = stdout + stderr;
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What the linter says of one file. */
function findingsOf(file: string): string {
  const sections = report.split(/\n(?=\S+\.ts:\d+:\d+ )/).filter((section) => section.startsWith(file));
  return sections.join(" ").replace(/\s+/g, " ");
}

describe("an import against the direction is refused", () => {
  it.each(FORBIDDEN)("%s must not import %s", (file, _specifier, message) => {
    expect(findingsOf(file)).toContain(message);
  });

  it.each(ALLOWED)("%s may import %s", (file) => {
    expect(findingsOf(file)).toBe("");
  });
});

describe("core", () => {
  it("never asks the machine for the time or for chance", () => {
    const files = readdirSync("lambdas/core", { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".ts"),
    );

    const offenders = files.filter((name) =>
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\brandomUUID\(|\bprocess\.env\b/.test(
        readFileSync(join("lambdas/core", name), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ""),
      ),
    );

    expect(files.length).toBeGreaterThan(50);
    expect(offenders).toEqual([]);
  });
});
