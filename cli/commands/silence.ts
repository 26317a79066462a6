import { createDynamoClient } from "../../lambdas/adapters/dynamo/dynamo-client.ts";
import { DynamoEventStore } from "../../lambdas/adapters/dynamo/dynamo-event-store.ts";
import { DynamoRuleStore } from "../../lambdas/adapters/dynamo/dynamo-rule-store.ts";
import { DynamoSilenceStore } from "../../lambdas/adapters/dynamo/dynamo-silence-store.ts";
import { makeSilence, parseDuration, resolveTarget } from "../../lambdas/core/alerts/silence-request.ts";
import { ConfigError } from "../../lambdas/core/errors.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import { DEPLOYMENT_OPTIONS, DEPLOYMENT_USAGE, openDeployment } from "../deployment.ts";
import { describeForOperator } from "../describe-silence.ts";
import { openGazetteerFiles } from "../open-gazetteer.ts";

/** Mutes a rule, an event or a place for a while. */
export const silenceCommand: Command = {
  usage: `Usage: kivuwatch silence RULE|EVENT|PLACE --for 6h --why "…" --by NAME [--gazetteer DIR]

Stories that only the silenced rules match, that tell of the silenced event, or that are about the silenced places alone are
stored and not alerted; each says by which silence. A place takes in all that lies below it. Where a name means two things,
write rule:NAME, place:NAME or event:ID. It is heeded within two minutes, also for critical stories, ends by itself (--for 30m,
6h or 2d; at most 30d) or by \`silence lift\`, and stays in the list of \`silences\`.

${DEPLOYMENT_USAGE}`,
  async run(args) {
    const { values, positionals } = parseCommandArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...DEPLOYMENT_OPTIONS,
        for: { type: "string" },
        why: { type: "string" },
        by: { type: "string" },
        gazetteer: { type: "string" },
      },
    });
    const [name, ...more] = positionals;
    if (name === undefined || more.length > 0) {
      throw new ConfigError(
        'silence needs one rule, event or place: kivuwatch silence goma --for 6h --why "…" --by NAME',
      );
    }
    if (values.for === undefined) throw new ConfigError("--for is needed: how long, such as 30m, 6h or 2d");
    const durationMs = parseDuration(values.for);
    const deployment = openDeployment(values);
    const client = createDynamoClient();
    const eventsTable = deployment("EVENTS_TABLE");
    const { rules } = await new DynamoRuleStore(client, deployment("RULES_TABLE")).load();
    const target = resolveTarget(name, {
      ruleIds: rules.map(({ id }) => id),
      placeIds: openGazetteerFiles(values.gazetteer).idsOf("place"),
    });
    if (target.kind === "event") {
      const event = await new DynamoEventStore(client, eventsTable).get(target.id);
      if (event === undefined) throw new ConfigError(`there is no event ${target.id}`);
    }
    const now = Date.now();
    const silence = makeSilence(target, { why: values.why ?? "", by: values.by ?? "" }, now, durationMs);
    await new DynamoSilenceStore(client, eventsTable).add(silence);
    client.destroy();
    process.stdout.write(`${describeForOperator(silence, now)}\n`);
    return 0;
  },
};
