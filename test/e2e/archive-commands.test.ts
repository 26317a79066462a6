/** The commands that ask an archive, as processes against a small one on loopback. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ArchiveServer, startArchiveServer } from "../../infra/local/archive-server.ts";
import { toApiGatewayHandler } from "../../lambdas/query/api-gateway.ts";
import { runCli } from "../support/run-cli.ts";
import { type Archive, createArchive, numbered, RULES } from "../unit/query/archive.ts";

const folder = mkdtempSync(join(tmpdir(), "kivuwatch-archive-commands-"));
let archive: Archive;
let server: ArchiveServer;

beforeAll(async () => {
  archive = await createArchive();
  await archive.add(numbered(1, { title: "M23 near Kibumba" }));
  await archive.stories.putIfNew(numbered(2, { title: "Rain in Kibumba", matches: [] }));
  server = await startArchiveServer(toApiGatewayHandler(archive.app), 0);
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

function kivuwatch(...args: string[]) {
  return runCli([...args, "--url", server.url]);
}

describe("kivuwatch rules pull, diff and push", { timeout: 120_000 }, () => {
  it("bring rules to files and back, and say what differs between", async () => {
    const pulled = await kivuwatch("rules", "pull", folder);
    const same = await kivuwatch("rules", "diff", folder);
    writeFileSync(join(folder, "adf-attacks.yaml"), "{id: adf-attacks, title: ADF, severity: high, query: '=ADF'}\n");
    const differs = await kivuwatch("rules", "diff", folder);
    const pushed = await kivuwatch("rules", "push", folder);

    expect(pulled).toMatchObject({ status: 0, stdout: `3 rules written to ${folder}\n` });
    expect(readdirSync(folder).sort()).toEqual(RULES.map((rule) => `${rule.id}.yaml`).sort());
    expect(same).toMatchObject({ status: 0, stdout: "" });
    expect(differs.status).toBe(1);
    expect(differs.stdout).toContain("adf-attacks: query, severity, title (there: v1 by config)");
    expect(pushed).toMatchObject({ status: 0, stdout: "changed adf-attacks\n" });
    const version = await archive.rules.getVersion("adf-attacks");
    expect(version).toMatchObject({ version: 2, rule: { query: "=ADF" } });
  });

  it("say what is wrong with a rule", async () => {
    const file = join(folder, "wrong.yaml");
    writeFileSync(file, "{id: wrong, title: Wrong, severity: high, query: '@place.nowhere'}\n");

    const pushed = await kivuwatch("rules", "push", folder);

    rmSync(file);
    expect(pushed.status).toBe(1);
    expect(pushed.stderr).toContain("E_ENTITY");
  });
});

describe("kivuwatch backtest and coverage", { timeout: 120_000 }, () => {
  it("replays a query day by day over stories that matched and did not", async () => {
    // The archive's clock stands still at NOW; two days back from there hold both stories.
    const { status, stdout } = await kivuwatch("backtest", "--query", "Kibumba", "--days", "2", "--json");

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ hits: 2, scanned: 2, isPartial: false });
  });

  it("tells a person what a saved rule finds", async () => {
    const { status, stdout } = await kivuwatch("backtest", "m23-front-lines", "--days", "1");

    expect(status).toBe(0);
    expect(stdout).toContain("1 hits in 2 stories");
    expect(stdout).toMatch(/read units, \$0\.0000/);
  });

  it("shows blind spots", async () => {
    const { status, stdout } = await kivuwatch("coverage");

    expect(status).toBe(0);
    expect(stdout).toContain("rules that never matched: 2");
  });
});
