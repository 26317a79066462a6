import { configPaths, readRuleSources } from "../../lambdas/adapters/config-files.ts";
import { checkRules } from "../../lambdas/core/rules/check-rules.ts";
import { formatFileProblem } from "../../lambdas/core/rules/file-problem.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import { paint } from "../paint.ts";

/** Everything that can be said about rules and gazetteer before they go live. */
export const rulesCheckCommand: Command = {
  usage: `Usage: kivuwatch rules check [DIR] [--gazetteer DIR] [--json]

Checks the rule files of DIR (default config/rules) against the gazetteer (default config/gazetteer): syntax, entities,
each rule's own tests. Warns of rules that can never match, duplicates, parts that no story satisfies, unused entities.
Exit status: 0 without errors (warnings are allowed), 1 with errors, 2 when files cannot be read.
`,
  async run(args) {
    const { values, positionals } = parseCommandArgs({
      args: [...args],
      allowPositionals: true,
      options: { gazetteer: { type: "string" }, json: { type: "boolean" } },
    });
    const paths = configPaths("config");
    const sources = readRuleSources({
      rules: positionals[0] ?? paths.rules,
      gazetteer: values.gazetteer ?? paths.gazetteer,
    });
    const problems = checkRules(sources);
    const errors = problems.filter((problem) => problem.level === "error").length;
    const counts = {
      rules: sources.ruleFiles.reduce((sum, file) => sum + file.rules.length, 0),
      entities: sources.gazetteerFiles.reduce((sum, file) => sum + file.entities.length, 0),
      errors,
      warnings: problems.length - errors,
    };
    if (values.json === true) {
      process.stdout.write(`${JSON.stringify({ ...counts, problems })}\n`);
    } else {
      for (const problem of problems) {
        const colour = problem.level === "error" ? "red" : "yellow";
        process.stdout.write(`${paint(problem.level.padEnd(7), colour)} ${formatFileProblem(problem)}\n`);
      }
      process.stdout.write(
        `${counts.rules} rules, ${counts.entities} entities: ${errors} errors, ${counts.warnings} warnings\n`,
      );
    }
    return errors > 0 ? 1 : 0;
  },
};
