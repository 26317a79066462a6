/** What a deployment uploads: one real `cdk synth`, offline and without credentials, then each bundle is loaded as Lambda would. */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FunctionName, METRICS } from "../../infra/metrics.ts";
import { packConfig } from "../../infra/pack-config.ts";
import { PRECOMPILED_FILE } from "../../lambdas/adapters/environment.ts";
import { ConfigError } from "../../lambdas/core/errors.ts";
import { type CfnResource, PROJECT_ROOT } from "./synthesize.ts";

const NAMES = ["dispatch", "collect", "alert", "query"] as const satisfies readonly FunctionName[];

/** The weight of a cold start. What is in it: the SDK 400 KB, zod 90 to 455, yaml 115; in collect also HTTP, charsets and feeds. */
const MAX_BYTES: Readonly<Record<FunctionName, number>> = {
  dispatch: 1_200_000,
  collect: 2_600_000,
  alert: 1_200_000,
  query: 1_200_000,
};

const outdir = mkdtempSync(join(tmpdir(), "kivuwatch bundles-"));

beforeAll(() => {
  const cdk = join(PROJECT_ROOT, "node_modules/aws-cdk/bin/cdk");
  const { status, stderr } = spawnSync(process.execPath, [cdk, "synth", "--quiet", "--output", outdir], {
    cwd: PROJECT_ROOT,
    // No credentials, no region, and no way to find any.
    env: { PATH: process.env.PATH, HOME: outdir, AWS_EC2_METADATA_DISABLED: "true", CI: "true" },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`cdk synth failed:\n${stderr}`);
}, 300_000);

afterAll(() => rmSync(outdir, { recursive: true, force: true }));

interface Bundle {
  readonly folder: string;
  /** the variables that the stack sets, values from the cloud made up */
  readonly environment: Readonly<Record<string, string>>;
}

function bundleOf(name: FunctionName): Bundle {
  const template = JSON.parse(readFileSync(join(outdir, "KivuWatch.template.json"), "utf8"));
  const resources = Object.values(template.Resources) as (CfnResource & {
    readonly Metadata: Record<string, string>;
  })[];
  const worker = resources.find(
    ({ Type, Properties }) =>
      Type === "AWS::Lambda::Function" && Properties.Environment.Variables.POWERTOOLS_SERVICE_NAME === name,
  );
  if (!worker) throw new Error(`no function ${name}`);
  const folder = join(outdir, String(worker.Metadata["aws:asset:path"]));
  const variables = Object.entries(worker.Properties.Environment.Variables).map(
    ([variable, value]) => [variable, typeof value === "string" ? value : `some-${variable}`] as const,
  );
  return { folder, environment: { ...Object.fromEntries(variables), PACK_FILE: join(folder, "pack.json") } };
}

/** Import the bundle in a process of its own. @returns the type of its handler, or the error's message */
function load({ folder, environment }: Bundle): string {
  const url = pathToFileURL(join(folder, "index.mjs")).href;
  const script = `import(${JSON.stringify(url)}).then((m) => console.log("handler", typeof m.handler), (e) => console.log(e.message))`;
  const { stdout } = spawnSync(process.execPath, ["--eval", script], {
    env: { ...environment, PATH: process.env.PATH, AWS_REGION: "eu-west-1", NODE_OPTIONS: "" },
    encoding: "utf8",
  });
  return stdout.trim();
}

describe.each(NAMES)("the bundle of %s", { timeout: 120_000 }, (name) => {
  test("is one module of bounded size, with its source map and the desk's pack", () => {
    const { folder } = bundleOf(name);

    expect(statSync(join(folder, "index.mjs")).size).toBeLessThan(MAX_BYTES[name]);
    expect(existsSync(join(folder, "index.mjs.map"))).toBe(true);
    expect(existsSync(join(folder, PRECOMPILED_FILE))).toBe(name === "collect");
    expect(Object.keys(JSON.parse(readFileSync(join(folder, "pack.json"), "utf8"))).sort()).toEqual([
      "feeds",
      "gazetteer",
      "rules",
    ]);
  });

  test("loads with nothing but what the stack gives it", () => {
    expect(load(bundleOf(name))).toBe("handler function");
  });

  test("names the variable that is missing", () => {
    const bundle = bundleOf(name);
    const required = Object.keys(bundle.environment).filter((variable) => /_(TABLE|URL|ARN|FILE)$/.test(variable));

    const messages = required.map((variable) => {
      const { [variable]: _missing, ...environment } = bundle.environment;
      return load({ ...bundle, environment });
    });

    expect(messages).toEqual(required.map((variable) => expect.stringContaining(`${variable} is not set`)));
  });

  test("emits the metrics that the alarms and the runbook count on", () => {
    const source = readFileSync(join(bundleOf(name).folder, "index.mjs"), "utf8");

    const wanted = Object.entries(METRICS).filter(([, owner]) => owner === name);
    expect(wanted.filter(([metric]) => !source.includes(`"${metric}"`))).toEqual([]);
  });
});

describe("packConfig", { timeout: 60_000 }, () => {
  test("stops at a configuration with problems, which the command has named", () => {
    const root = join(outdir, "it's a project");
    mkdirSync(join(root, "cli"), { recursive: true });
    symlinkSync(join(PROJECT_ROOT, "node_modules"), join(root, "node_modules"));
    writeFileSync(join(root, "cli/kivuwatch.ts"), "process.exitCode = 1;");

    expect(() => packConfig(root)).toThrow(ConfigError);
  });

  test("hands over what the command wrote, whatever the folder is called", () => {
    const root = join(outdir, "`another` $project");
    mkdirSync(join(root, "cli"), { recursive: true });
    symlinkSync(join(PROJECT_ROOT, "node_modules"), join(root, "node_modules"));
    const command =
      'import { writeFileSync } from "node:fs"; const out = process.argv.at(-1)!; writeFileSync(out, process.argv.slice(2, 5).join(" ")); writeFileSync(out.replace("pack.json", "rules.engine"), "engine");';
    writeFileSync(join(root, "cli/kivuwatch.ts"), command);

    expect(packConfig(root)).toEqual({ pack: "pack --config config", precompiled: Buffer.from("engine") });
  });
});
