import { SUBSCRIPTION_PROTOCOLS, type SubscriptionProtocol } from "../lambdas/adapters/sns/sns-subscriptions.ts";
import { ConfigError } from "../lambdas/core/errors.ts";

/** What SNS would refuse later or, worse, take and never reach. */
const FORMS: Readonly<Record<SubscriptionProtocol, readonly [RegExp, string]>> = {
  email: [/^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/, "an address such as desk@example.org"],
  sms: [/^\+[1-9]\d{6,14}$/, "a number in international form such as +243810000000"],
  https: [/^https:\/\/[^\s/]+/, "an address that begins with https://"],
  sqs: [
    /^arn:aws[a-z-]*:sqs:[a-z0-9-]*:\d{12}:[\w-]+(\.fifo)?$/,
    "the ARN of a queue, arn:aws:sqs:REGION:ACCOUNT:NAME",
  ],
};

/** @throws {@link ConfigError} when one is missing or the endpoint is none of that protocol */
export function checkEndpoint(
  protocol: string | undefined,
  endpoint: string | undefined,
): { readonly protocol: SubscriptionProtocol; readonly endpoint: string } {
  const known = SUBSCRIPTION_PROTOCOLS.find((each) => each === protocol);
  if (known === undefined) throw new ConfigError(`--protocol is needed: ${SUBSCRIPTION_PROTOCOLS.join(", ")}`);
  const [form, meaning] = FORMS[known];
  if (endpoint === undefined || !form.test(endpoint)) {
    throw new ConfigError(`--endpoint ${endpoint ?? ""}: for ${known} it is ${meaning}`);
  }
  // A standard topic, which ours is, refuses queues that keep order.
  if (endpoint.endsWith(".fifo"))
    throw new ConfigError("--endpoint: the topic delivers to standard queues only, not to .fifo");
  return { protocol: known, endpoint };
}
