import { ARCHIVE_OPTIONS, ARCHIVE_USAGE, openArchive } from "../archive-client.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import { compareRules, loadLocalRules, loadRemoteRules } from "../remote-rules.ts";

/** Brings an archive's rules in line with files. */
export const rulesPushCommand: Command = {
  usage: `Usage: kivuwatch rules push [DIR] [--prune] [--url URL]

Writes every rule of DIR (default config/rules) that is new or changed. A rule that somebody else changes meanwhile is left alone
and named. --prune also takes out of force what only the archive has. Exit status: 0 when all was written, 1 when not.
${ARCHIVE_USAGE}
`,
  async run(args) {
    const { values, positionals } = parseCommandArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...ARCHIVE_OPTIONS, prune: { type: "boolean" } },
    });
    const client = openArchive(values);
    const differences = compareRules(loadLocalRules(positionals[0]), await loadRemoteRules(client));
    let conflicts = 0;
    for (const difference of differences) {
      const { id } = difference;
      if (difference.kind === "same" || (difference.kind === "only-there" && values.prune !== true)) continue;
      const headers: Record<string, string> =
        difference.kind === "new" ? { "If-None-Match": "*" } : { "If-Match": `"v${difference.remote.version}"` };
      const { status } =
        difference.kind === "only-there"
          ? await client.send("DELETE", `/rules/${id}`, { headers, expected: [412] })
          : await client.send("PUT", `/rules/${id}`, { body: difference.local, headers, expected: [412] });
      if (status === 412) conflicts += 1;
      const done = DONE[difference.kind];
      process.stdout.write(`${status === 412 ? "left alone: somebody else changed" : done} ${id}\n`);
    }
    return conflicts > 0 ? 1 : 0;
  },
};

const DONE = { "only-there": "deleted", new: "added", changed: "changed" } as const;
