import { readFileSync, writeFileSync } from "node:fs";
import { isScalar, parseDocument, visit } from "yaml";
import { configPaths, yamlFiles } from "../../lambdas/adapters/config-files.ts";
import { parseQuery } from "../../lambdas/core/rules/parser.ts";
import { printQuery } from "../../lambdas/core/rules/printer.ts";
import { type Command, parseCommandArgs } from "../command.ts";

/** Writes every query in its canonical form, so that two people's rules differ only where they mean something else. */
export const rulesFormatCommand: Command = {
  usage: `Usage: kivuwatch rules format [DIR] [--check]

Rewrites the queries in the rule files of DIR (default config/rules); comments and everything else stay. A query that cannot
be parsed is left alone: \`rules check\` says why. With --check nothing is written; exit status 1 when a file would change.
`,
  async run(args) {
    const { values, positionals } = parseCommandArgs({
      args: [...args],
      allowPositionals: true,
      options: { check: { type: "boolean" } },
    });
    const isCheck = values.check === true;
    let changed = 0;
    for (const file of yamlFiles(positionals[0] ?? configPaths("config").rules)) {
      const before = readFileSync(file, "utf8");
      const after = formatRuleFile(before);
      if (after === before) continue;
      changed += 1;
      if (!isCheck) writeFileSync(file, after);
      process.stdout.write(`${isCheck ? "would format" : "formatted"} ${file}\n`);
    }
    if (changed === 0) process.stdout.write("all queries are in canonical form\n");
    return isCheck && changed > 0 ? 1 : 0;
  },
};

/** @returns the very same text when every query is canonical already */
export function formatRuleFile(text: string): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) return text;
  let isChanged = false;
  visit(document, {
    Pair(_, pair) {
      if (!isScalar(pair.key) || pair.key.value !== "query" || !isScalar(pair.value)) return;
      if (typeof pair.value.value !== "string") return;
      const query = pair.value.value;
      const parsed = parseQuery(query);
      if (parsed.kind === "rejected") return;
      const canonical = printQuery(parsed.ast);
      if (canonical === query.trim()) return;
      pair.value.value = canonical;
      isChanged = true;
    },
  });
  return isChanged ? document.toString({ lineWidth: 120 }) : text;
}
