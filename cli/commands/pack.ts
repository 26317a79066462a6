import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { configPaths, readDeskFile, readPackFiles } from "../../lambdas/adapters/config-files.ts";
import { PRECOMPILED_FILE } from "../../lambdas/adapters/environment.ts";
import { precompile } from "../../lambdas/core/engine/precompile.ts";
import { ConfigError } from "../../lambdas/core/errors.ts";
import { type Command, parseCommandArgs } from "../command.ts";

/** Checks a desk's configuration and writes the files that the functions carry; deployment calls it. */
export const packCommand: Command = {
  usage: `Usage: kivuwatch pack --out FILE [--config DIR]

Reads DIR/desk.yaml, DIR/feeds.opml, DIR/rules and DIR/gazetteer (default config) and writes FILE, and beside it
${PRECOMPILED_FILE}, the rules and entities compiled. Any problem is printed with its place; nothing is written then, and
the exit status is 1.
`,
  async run(args) {
    const { values } = parseCommandArgs({
      args: [...args],
      options: { out: { type: "string" }, config: { type: "string", default: "config" } },
    });
    if (values.out === undefined) throw new ConfigError("pack needs --out FILE");
    const paths = configPaths(values.config);
    readDeskFile(paths.desk);
    const { pack, problems } = readPackFiles(paths);
    for (const problem of problems) process.stderr.write(`${problem}\n`);
    if (problems.length > 0) return 1;
    writeFileSync(values.out, JSON.stringify(pack));
    writeFileSync(join(dirname(values.out), PRECOMPILED_FILE), precompile(pack));
    return 0;
  },
};
