import { SnsSubscriptions } from "../../lambdas/adapters/sns/sns-subscriptions.ts";
import { ConfigError } from "../../lambdas/core/errors.ts";
import { type Command, parseCommandArgs } from "../command.ts";
import { DEPLOYMENT_OPTIONS, DEPLOYMENT_USAGE, openDeployment } from "../deployment.ts";

/** Ends a subscription. */
export const unsubscribeCommand: Command = {
  usage: `Usage: kivuwatch unsubscribe ARN

ARN is the first column of \`subscriptions\`. One that is still unconfirmed has none: SNS drops it after two days. Mail addresses of
config/desk.yaml belong to the stack: take them out there and deploy.

${DEPLOYMENT_USAGE}`,
  async run(args) {
    const { values, positionals } = parseCommandArgs({
      args: [...args],
      allowPositionals: true,
      options: DEPLOYMENT_OPTIONS,
    });
    const [arn] = positionals;
    if (arn === undefined) throw new ConfigError("unsubscribe needs an ARN: see kivuwatch subscriptions");
    const deployment = openDeployment(values);
    await new SnsSubscriptions(deployment("ALERT_TOPIC_ARN")).unsubscribe(arn);
    process.stdout.write(`unsubscribed ${arn}\n`);
    return 0;
  },
};
