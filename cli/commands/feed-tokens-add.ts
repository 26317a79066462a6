import { ConfigError } from "../../lambdas/core/errors.ts";
import { ARCHIVE_OPTIONS, ARCHIVE_USAGE, openArchive } from "../archive-client.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import { newFeedTokenSchema } from "../feed-token-answer.ts";

/** Makes a secret address for a feed reader. */
export const feedTokensAddCommand: Command = {
  usage: `Usage: kivuwatch feed-tokens add NAME [SEARCH] [--json] [--url URL]

Makes an address that anybody who has it can read without signing in, as Atom, RSS and JSON Feed. It answers one search and
nothing else, until it is revoked. It is shown this once: only its hash is kept.
  NAME    who or what reads with it, e.g. "News room"
  SEARCH  filters as GET /stories takes them, e.g. 'rule=m23-front-lines&lang=fr'; all matched stories when left out
${ARCHIVE_USAGE}
`,
  async run(args) {
    const { values, positionals } = parseCommandArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...ARCHIVE_OPTIONS, json: { type: "boolean" } },
    });
    const [name, search = "", ...more] = positionals;
    if (name === undefined || more.length > 0) {
      throw new ConfigError("give a name and, in quotes, a search; see kivuwatch feed-tokens add --help");
    }
    const client = openArchive(values);
    const { body } = await client.send("POST", "/feed-tokens", { body: { name, search } });
    const { paths, id } = newFeedTokenSchema.parse(body);
    const addresses = paths.map((path) => `${client.publicUrl}${path}`);
    process.stdout.write(values.json === true ? `${JSON.stringify({ id, addresses })}\n` : `${addresses.join("\n")}\n`);
    process.stderr.write(`shown this once; revoke with: kivuwatch feed-tokens revoke ${id}\n`);
    return 0;
  },
};
