import { SnsSubscriptions } from "../../lambdas/adapters/sns/sns-subscriptions.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import { DEPLOYMENT_OPTIONS, DEPLOYMENT_USAGE, openDeployment } from "../deployment.ts";

/** Lists who receives alerts. */
export const subscriptionsCommand: Command = {
  usage: `Usage: kivuwatch subscriptions [--json]

One line a subscription: ARN (or: unconfirmed), protocol, endpoint, filter policy. --json prints one object a line.

${DEPLOYMENT_USAGE}`,
  async run(args) {
    const { values } = parseCommandArgs({
      args: [...args],
      options: { ...DEPLOYMENT_OPTIONS, json: { type: "boolean" } },
    });
    const deployment = openDeployment(values);
    for (const subscription of await new SnsSubscriptions(deployment("ALERT_TOPIC_ARN")).list()) {
      const { arn, protocol, endpoint, filterPolicy } = subscription;
      const line = values.json
        ? JSON.stringify(subscription)
        : `${arn ?? "unconfirmed"}  ${protocol}  ${endpoint}  ${filterPolicy ?? "every alert"}`;
      process.stdout.write(`${line}\n`);
    }
    return 0;
  },
};
