import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { PROJECT_ROOT } from "./synthesize.ts";

const folder = mkdtempSync(join(tmpdir(), "kivuwatch-app-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Run infra/app.ts as the cdk command does, with the desk file named by its context. */
function runApp(deskFile: string): { readonly status: number | null; readonly stderr: string } {
  const context = JSON.stringify({ desk: deskFile, "aws:cdk:bundling-stacks": [] });
  return spawnSync(process.execPath, ["--import", "tsx", "infra/app.ts"], {
    cwd: PROJECT_ROOT,
    env: { PATH: process.env.PATH, CDK_CONTEXT_JSON: context, CDK_OUTDIR: join(folder, "cdk.out") },
    encoding: "utf8",
  });
}

function writeDesk(text: string): string {
  const file = join(folder, "desk.yaml");
  writeFileSync(file, text);
  return file;
}

describe("infra/app.ts", { timeout: 120_000 }, () => {
  test("says in one line that the desk file is missing", () => {
    const { status, stderr } = runApp("config/no-such-desk.yaml");

    expect(status).toBe(1);
    expect(stderr).toMatch(/^kivuwatch: file config\/no-such-desk\.yaml cannot be read: ENOENT.*\n$/);
  });

  test("says in one line everything that is wrong with the desk file", () => {
    const { status, stderr } = runApp(writeDesk("pollMinutes: 7\nstage: Prod\n"));

    expect(status).toBe(1);
    expect(stderr).toMatch(/^kivuwatch: .*desk\.yaml: .*\n$/);
    expect(stderr).toContain("pollMinutes");
    expect(stderr).toContain("stage");
    // Nor is half a cloud assembly left behind.
    expect(existsSync(join(folder, "cdk.out", "manifest.json"))).toBe(false);
  });

  test("says in one line that the desk file is not YAML", () => {
    const { status, stderr } = runApp(writeDesk("stage: [prod"));

    expect(status).toBe(1);
    expect(stderr).toMatch(/^kivuwatch: .*desk\.yaml: not readable as YAML: .*\n$/);
  });
});
