import { createDynamoClient } from "../../lambdas/adapters/dynamo/dynamo-client.ts";
import { DynamoSilenceStore } from "../../lambdas/adapters/dynamo/dynamo-silence-store.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import { DEPLOYMENT_OPTIONS, DEPLOYMENT_USAGE, openDeployment } from "../deployment.ts";
import { describeForOperator, silenceForPrograms } from "../describe-silence.ts";

/** More than a desk reads; those in force stand at the top. */
const MAX_LISTED = 500;

/** Lists silences, those in force and those of the past. */
export const silencesCommand: Command = {
  usage: `Usage: kivuwatch silences [--active] [--json]

One line a silence, those that end last first (at most ${MAX_LISTED}): id, state (active, over, lifted), what, until when, by whom and
why. --active leaves out those of the past; --json prints one object a line.

${DEPLOYMENT_USAGE}`,
  async run(args) {
    const { values } = parseCommandArgs({
      args: [...args],
      options: { ...DEPLOYMENT_OPTIONS, active: { type: "boolean" }, json: { type: "boolean" } },
    });
    const deployment = openDeployment(values);
    const client = createDynamoClient();
    const store = new DynamoSilenceStore(client, deployment("EVENTS_TABLE"));
    const now = Date.now();
    const silences = values.active === true ? await store.listActive(now) : await store.list(MAX_LISTED);
    client.destroy();
    for (const silence of silences) {
      const line = values.json ? JSON.stringify(silenceForPrograms(silence, now)) : describeForOperator(silence, now);
      process.stdout.write(`${line}\n`);
    }
    return 0;
  },
};
