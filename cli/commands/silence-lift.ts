import { createDynamoClient } from "../../lambdas/adapters/dynamo/dynamo-client.ts";
import { DynamoSilenceStore } from "../../lambdas/adapters/dynamo/dynamo-silence-store.ts";
import { checkedLine } from "../../lambdas/core/alerts/silence-request.ts";
import { ConfigError } from "../../lambdas/core/errors.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import { DEPLOYMENT_OPTIONS, DEPLOYMENT_USAGE, openDeployment } from "../deployment.ts";
import { describeForOperator } from "../describe-silence.ts";

/** Ends a silence early; it stays on record. */
export const silenceLiftCommand: Command = {
  usage: `Usage: kivuwatch silence lift ID --by NAME

ID is the first column of \`silences\`. Exit status: 0 when it was lifted, 1 when no silence of that id is in force.

${DEPLOYMENT_USAGE}`,
  async run(args) {
    const { values, positionals } = parseCommandArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...DEPLOYMENT_OPTIONS, by: { type: "string" } },
    });
    const [id] = positionals;
    if (id === undefined) throw new ConfigError("silence lift needs an id: see kivuwatch silences");
    const by = checkedLine("by", values.by ?? "");
    const deployment = openDeployment(values);
    const client = createDynamoClient();
    const now = Date.now();
    const lifted = await new DynamoSilenceStore(client, deployment("EVENTS_TABLE")).lift(id, by, now);
    client.destroy();
    if (lifted === undefined) {
      process.stderr.write(`kivuwatch: no silence ${id} is in force; see kivuwatch silences\n`);
      return 1;
    }
    process.stdout.write(`${describeForOperator(lifted, now)}\n`);
    return 0;
  },
};
