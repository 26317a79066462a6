/** Sends alerts to the desks through SNS: one publication with a form for each protocol, and one for chat programs. */
import { type MessageAttributeValue, PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { Alert } from "../../core/alerts/alert.ts";
import type { Digest } from "../../core/alerts/digest.ts";
import { type AlertMessage, renderAlert } from "../../core/alerts/messages/alert-message.ts";
import type { AlertAttributes } from "../../core/alerts/messages/attributes.ts";
import { chatDigest } from "../../core/alerts/messages/chat-digest.ts";
import { chatMessage } from "../../core/alerts/messages/chat-message.ts";
import { renderDigest } from "../../core/alerts/messages/digest-message.ts";
import type { AlertPublisher, DigestPublisher } from "../../core/ports.ts";
import { PublishError } from "./publish-error.ts";

export interface SnsAlertPublisherOptions {
  readonly topicArn: string;
  /** IANA name of the desk's zone */
  readonly timeZone: string;
  /** who sends, as a URI, e.g. `urn:kivuwatch:prod` */
  readonly source: string;
  /** base address of the desk's API or page, for links in e-mails */
  readonly consoleUrl?: string;
  /** topic of Amazon Q in chat applications; its schema is not what other subscribers read */
  readonly chatTopicArn?: string;
  /** @default one that finds region, credentials and endpoint in the environment */
  readonly client?: SNSClient;
}

export class SnsAlertPublisher implements AlertPublisher, DigestPublisher {
  readonly #client: SNSClient;
  readonly #options: Omit<SnsAlertPublisherOptions, "client">;

  constructor({ client, ...options }: SnsAlertPublisherOptions) {
    this.#client = client ?? new SNSClient({});
    this.#options = options;
  }

  /**
   * Resolves once every topic has accepted the alert. A retry after a failure of the second topic repeats the first;
   * the alert's id is the same, and a receiver can drop it.
   * @throws {@link PublishError} with the cause
   */
  async publish(alert: Alert): Promise<void> {
    const { topicArn: _desk, chatTopicArn: _chat, ...options } = this.#options;
    const message = renderAlert(alert, options);
    await this.#publish(`alert ${alert.id}`, message, () => chatMessage(alert, options));
  }

  /**
   * Resolves once every topic has accepted the digest; a retry repeats it under the same id.
   * @throws {@link PublishError} with the cause
   */
  async publishDigest(digest: Digest): Promise<void> {
    const { topicArn: _desk, chatTopicArn: _chat, ...options } = this.#options;
    const message = renderDigest(digest, options);
    await this.#publish(`digest ${digest.id}`, message, () => chatDigest(digest, options));
  }

  async #publish(what: string, { subject, message, attributes }: AlertMessage, inChat: () => unknown): Promise<void> {
    const { topicArn, chatTopicArn } = this.#options;
    const wire = toWire(attributes);
    await this.#send(what, {
      TopicArn: topicArn,
      Subject: subject,
      Message: message,
      MessageStructure: "json",
      MessageAttributes: wire,
    });
    if (chatTopicArn === undefined) return;
    await this.#send(what, { TopicArn: chatTopicArn, Message: JSON.stringify(inChat()), MessageAttributes: wire });
  }

  async #send(
    what: string,
    input: ConstructorParameters<typeof PublishCommand>[0] & { TopicArn: string },
  ): Promise<void> {
    try {
      await this.#client.send(new PublishCommand(input));
    } catch (cause) {
      throw new PublishError(what, input.TopicArn, cause);
    }
  }
}

function toWire(attributes: AlertAttributes): Record<string, MessageAttributeValue> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { type, value }]) => [name, { DataType: type, StringValue: value }]),
  );
}
