import { safeLine } from "../../lambdas/core/alerts/messages/safe-text.ts";
import { ARCHIVE_OPTIONS, ARCHIVE_USAGE, openArchive } from "../archive-client.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import { feedTokenListSchema } from "../feed-token-answer.ts";

/** Who reads which search by a secret address. */
export const feedTokensListCommand: Command = {
  usage: `Usage: kivuwatch feed-tokens list [--json] [--url URL]

Shows each token's id, when and by whom it was made, its name and its search; those that were revoked as well.
${ARCHIVE_USAGE}
`,
  async run(args) {
    const { values } = parseCommandArgs({
      args: [...args],
      options: { ...ARCHIVE_OPTIONS, json: { type: "boolean" } },
    });
    const { body } = await openArchive(values).send("GET", "/feed-tokens");
    const { tokens } = feedTokenListSchema.parse(body);
    if (values.json === true) {
      process.stdout.write(`${JSON.stringify({ tokens })}\n`);
      return 0;
    }
    for (const { id, createdAt, createdBy, name, search, revoked } of tokens) {
      const state = revoked === undefined ? "" : `  revoked ${revoked.at.slice(0, 10)} by ${safeLine(revoked.by)}`;
      const made = `${createdAt.slice(0, 10)} by ${safeLine(createdBy)}`;
      process.stdout.write(`${id}  ${made}  ${safeLine(name)}: ${safeLine(search) || "all stories"}${state}\n`);
    }
    return 0;
  },
};
