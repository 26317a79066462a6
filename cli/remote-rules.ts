/** The rules of an archive beside those of files: what `rules push`, `rules pull` and `rules diff` have in common. */

import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { configPaths, yamlFiles } from "../lambdas/adapters/config-files.ts";
import { ConfigError } from "../lambdas/core/errors.ts";
import { formatFileProblem } from "../lambdas/core/rules/file-problem.ts";
import { parseRuleFile } from "../lambdas/core/rules/parse-rule-file.ts";
import type { Rule } from "../lambdas/core/rules/rule.ts";
import { ruleSchema } from "../lambdas/core/rules/rule-schema.ts";
import type { ArchiveClient } from "./archive-client.ts";

export interface RemoteRule {
  readonly rule: Rule;
  readonly version: number;
  readonly by: string;
}

const listSchema = z.object({ rules: z.array(z.object({ id: z.string() })) });
const versionSchema = z.object({ version: z.int(), by: z.string(), rule: ruleSchema });

/** The rules in force there, whole, by id. */
export async function loadRemoteRules(client: ArchiveClient): Promise<ReadonlyMap<string, RemoteRule>> {
  const { rules } = listSchema.parse((await client.send("GET", "/rules")).body);
  const remote = new Map<string, RemoteRule>();
  for (const { id } of rules) {
    const answer = await client.send("GET", `/rules/${id}`, { expected: [404] });
    // Deleted between the two requests.
    if (answer.status !== 404) remote.set(id, versionSchema.parse(answer.body));
  }
  return remote;
}

/** @throws {@link ConfigError} when a file cannot be read, or holds a mistake: half of the rules are never pushed */
export function loadLocalRules(folder = configPaths("config").rules): readonly Rule[] {
  const files = yamlFiles(folder).map((file) => parseRuleFile(readFileSync(file, "utf8"), file));
  const problems = files.flatMap((file) => file.problems).filter((problem) => problem.level === "error");
  if (problems.length > 0) throw new ConfigError(problems.map(formatFileProblem).join("\n"));
  return files.flatMap((file) => file.rules);
}

export type RuleDifference =
  | { readonly kind: "new"; readonly id: string; readonly local: Rule }
  | { readonly kind: "same"; readonly id: string; readonly local: Rule }
  | {
      readonly kind: "changed";
      readonly id: string;
      readonly local: Rule;
      readonly remote: RemoteRule;
      readonly keys: readonly string[];
    }
  | { readonly kind: "only-there"; readonly id: string; readonly remote: RemoteRule };

/** What pushing would change, in order of the ids. */
export function compareRules(
  local: readonly Rule[],
  remote: ReadonlyMap<string, RemoteRule>,
): readonly RuleDifference[] {
  const ids = new Set(local.map((rule) => rule.id));
  const differences = local.map((rule): RuleDifference => {
    const there = remote.get(rule.id);
    if (there === undefined) return { kind: "new", id: rule.id, local: rule };
    const keys = changedKeys(rule, there.rule);
    if (keys.length === 0) return { kind: "same", id: rule.id, local: rule };
    return { kind: "changed", id: rule.id, local: rule, remote: there, keys };
  });
  const onlyThere = [...remote].filter(([id]) => !ids.has(id));
  return [...differences, ...onlyThere.map(([id, there]) => ({ kind: "only-there", id, remote: there }) as const)].sort(
    (a, b) => (a.id < b.id ? -1 : 1),
  );
}

function changedKeys(a: Rule, b: Rule): readonly string[] {
  const fieldsA = new Map<string, unknown>(Object.entries(a));
  const fieldsB = new Map<string, unknown>(Object.entries(b));
  const keys = new Set([...fieldsA.keys(), ...fieldsB.keys()]);
  return [...keys].filter((key) => !isDeepStrictEqual(plain(fieldsA.get(key)), plain(fieldsB.get(key)))).sort();
}

/** As JSON carries it. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
