/** Who receives alerts, as SNS knows it: the operator's command adds and removes, the stack adds the configured mails. */
import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import type { FilterPolicy } from "../../core/alerts/filter-policy.ts";
import { KivuWatchError, messageOf } from "../../core/errors.ts";

export const SUBSCRIPTION_PROTOCOLS = ["email", "sms", "https", "sqs"] as const;

export type SubscriptionProtocol = (typeof SUBSCRIPTION_PROTOCOLS)[number];

export interface Subscription {
  /** absent while the receiver has not confirmed */
  readonly arn?: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** as JSON; absent when every alert is received, and while it is unconfirmed */
  readonly filterPolicy?: string;
}

/** The subscriptions of one topic. */
export class SnsSubscriptions {
  readonly #client: SNSClient;
  readonly #topicArn: string;

  constructor(topicArn: string, client: SNSClient = new SNSClient({})) {
    this.#client = client;
    this.#topicArn = topicArn;
  }

  /** @returns the subscription's ARN, also of one that waits for its confirmation @throws E_SUBSCRIPTION */
  async subscribe(protocol: SubscriptionProtocol, endpoint: string, policy: FilterPolicy): Promise<string> {
    const isFiltered = Object.keys(policy).length > 0;
    const command = new SubscribeCommand({
      TopicArn: this.#topicArn,
      Protocol: protocol,
      Endpoint: endpoint,
      ReturnSubscriptionArn: true,
      Attributes: {
        ...(isFiltered && { FilterPolicy: JSON.stringify(policy), FilterPolicyScope: "MessageAttributes" }),
        // A program at a queue wants the alert, not the envelope of SNS; alerts keep within raw delivery's ten attributes.
        ...(protocol === "sqs" && { RawMessageDelivery: "true" }),
      },
    });
    const { SubscriptionArn } = await call("subscribe", () => this.#client.send(command));
    return SubscriptionArn ?? "";
  }

  /** @throws E_SUBSCRIPTION */
  async list(): Promise<readonly Subscription[]> {
    const subscriptions: Subscription[] = [];
    let next: string | undefined;
    do {
      const command = new ListSubscriptionsByTopicCommand({ TopicArn: this.#topicArn, NextToken: next });
      const page = await call("list subscriptions", () => this.#client.send(command));
      for (const { SubscriptionArn, Protocol = "", Endpoint = "" } of page.Subscriptions ?? []) {
        // Before that SNS says `PendingConfirmation` instead of an ARN.
        const arn = SubscriptionArn?.startsWith("arn:") ? SubscriptionArn : undefined;
        const filterPolicy = arn === undefined ? undefined : await this.#filterPolicy(arn);
        subscriptions.push({ arn, protocol: Protocol, endpoint: Endpoint, filterPolicy });
      }
      next = page.NextToken;
    } while (next);
    return subscriptions;
  }

  /** @throws E_SUBSCRIPTION */
  async unsubscribe(arn: string): Promise<void> {
    if (!arn.startsWith(`${this.#topicArn}:`)) {
      throw new KivuWatchError("E_SUBSCRIPTION", `${arn} is no subscription of ${this.#topicArn}`);
    }
    await call("unsubscribe", () => this.#client.send(new UnsubscribeCommand({ SubscriptionArn: arn })));
  }

  async #filterPolicy(arn: string): Promise<string | undefined> {
    const command = new GetSubscriptionAttributesCommand({ SubscriptionArn: arn });
    const { Attributes } = await call("read a subscription", () => this.#client.send(command));
    return Attributes?.FilterPolicy;
  }
}

async function call<T>(what: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (cause) {
    throw new KivuWatchError("E_SUBSCRIPTION", `SNS did not ${what}: ${messageOf(cause)}`, { cause });
  }
}
