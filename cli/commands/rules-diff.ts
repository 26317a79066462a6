import { ARCHIVE_OPTIONS, ARCHIVE_USAGE, openArchive } from "../archive-client.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import { paint } from "../paint.ts";
import { compareRules, loadLocalRules, loadRemoteRules, type RuleDifference } from "../remote-rules.ts";

/** What `rules push` would change. */
export const rulesDiffCommand: Command = {
  usage: `Usage: kivuwatch rules diff [DIR] [--url URL] [--json]

Compares the rule files of DIR (default config/rules) with the rules in force. Exit status: 0 when they are the same, 1 when not.
${ARCHIVE_USAGE}
`,
  async run(args) {
    const { values, positionals } = parseCommandArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...ARCHIVE_OPTIONS, json: { type: "boolean" } },
    });
    const remote = await loadRemoteRules(openArchive(values));
    const differences = compareRules(loadLocalRules(positionals[0]), remote).filter(({ kind }) => kind !== "same");
    if (values.json === true) process.stdout.write(`${JSON.stringify(differences)}\n`);
    else for (const difference of differences) process.stdout.write(`${describe(difference)}\n`);
    return differences.length > 0 ? 1 : 0;
  },
};

function describe(difference: RuleDifference): string {
  switch (difference.kind) {
    case "new":
      return `${paint("new      ", "green")} ${difference.id}`;
    case "changed": {
      const { id, keys, remote, local } = difference;
      const query = keys.includes("query") ? `\n  - ${remote.rule.query}\n  + ${local.query}` : "";
      return `${paint("changed  ", "yellow")} ${id}: ${keys.join(", ")} (there: v${remote.version} by ${remote.by})${query}`;
    }
    case "only-there":
      return `${paint("only there", "red")} ${difference.id} (v${difference.remote.version} by ${difference.remote.by})`;
    case "same":
      return `same      ${difference.id}`;
  }
}
