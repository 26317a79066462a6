import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { ConfigError } from "../../lambdas/core/errors.ts";
import { ARCHIVE_OPTIONS, ARCHIVE_USAGE, openArchive } from "../archive-client.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import { loadRemoteRules } from "../remote-rules.ts";

/** Writes an archive's rules to files, for Git. */
export const rulesPullCommand: Command = {
  usage: `Usage: kivuwatch rules pull DIR [--url URL]

Writes each rule in force to DIR/ID.yaml, over what stands there. Other files of DIR are left alone.
${ARCHIVE_USAGE}
`,
  async run(args) {
    const { values, positionals } = parseCommandArgs({
      args: [...args],
      allowPositionals: true,
      options: ARCHIVE_OPTIONS,
    });
    const [folder] = positionals;
    if (folder === undefined) throw new ConfigError("name the folder to write to: kivuwatch rules pull DIR");
    const remote = await loadRemoteRules(openArchive(values));
    mkdirSync(folder, { recursive: true });
    // Ids are letters, digits and hyphens: the schema that read them says so.
    for (const [id, { rule }] of remote) writeFileSync(join(folder, `${id}.yaml`), stringify(rule, { lineWidth: 100 }));
    process.stdout.write(`${remote.size} rules written to ${folder}\n`);
    return 0;
  },
};
