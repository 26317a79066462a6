/** What a schema found wrong in a YAML value, said for people and shown where it stands. */
import type { z } from "zod";
import type { YamlPath } from "./yaml-source.ts";

/**
 * Report each issue on one line: `E_KEY` for keys that are missing or unknown, `E_VALUE` for what they hold.
 * @param value - what was checked
 * @param path - where it stands in the file
 */
export function reportIssues(
  issues: readonly z.core.$ZodIssue[],
  value: unknown,
  path: YamlPath,
  report: (path: YamlPath, code: string, message: string) => void,
): void {
  for (const issue of issues) {
    // Keys of YAML are texts or numbers here; a symbol cannot occur.
    const below = issue.path.filter((key) => typeof key !== "symbol");
    const key = below.join(".");
    if (issue.code === "unrecognized_keys") {
      for (const unknown of issue.keys) report([...path, ...below, unknown], "E_KEY", `unknown key "${unknown}"`);
    } else if (issue.code === "invalid_type" && valueAt(value, below) === undefined) {
      report([...path, ...below], "E_KEY", `the key "${key}" is missing`);
    } else {
      report([...path, ...below], "E_VALUE", `${key} ${messageOf(issue)}`.trim());
    }
  }
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_key") return issue.issues[0]?.message ?? issue.message;
  if (issue.code === "invalid_type" && issue.path.length === 0) return `must be a mapping of keys to values`;
  return issue.message;
}

function valueAt(value: unknown, path: YamlPath): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, key)) return undefined;
    // Checked above: an object that has the key; TypeScript wants to know of what type the key is.
    current = (current as Record<string | number, unknown>)[key];
  }
  return current;
}
