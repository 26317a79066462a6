import { ConfigError } from "../../lambdas/core/errors.ts";
import { ARCHIVE_OPTIONS, ARCHIVE_USAGE, openArchive } from "../archive-client.ts";
import { type Command, parseCommandArgs } from "../command.ts";

/** Takes a secret address out of force. */
export const feedTokensRevokeCommand: Command = {
  usage: `Usage: kivuwatch feed-tokens revoke ID [--url URL]

The address of that id, as feed-tokens list shows it, answers 404 from now on.
${ARCHIVE_USAGE}
`,
  async run(args) {
    const { values, positionals } = parseCommandArgs({
      args: [...args],
      allowPositionals: true,
      options: ARCHIVE_OPTIONS,
    });
    const [id, ...more] = positionals;
    if (id === undefined || more.length > 0) throw new ConfigError("name one token by its id; see feed-tokens list");
    await openArchive(values).send("DELETE", `/feed-tokens/${encodeURIComponent(id)}`);
    process.stdout.write(`revoked ${id}\n`);
    return 0;
  },
};
