/** Sends notices to the operators through SNS: plain mail, beside the alarms of CloudWatch. */
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { type HealthNotice, noticeSubject, noticeText } from "../../core/feeds/health-notice.ts";
import type { OperationsPublisher } from "../../core/ports.ts";
import { PublishError } from "./publish-error.ts";

export class SnsOperationsPublisher implements OperationsPublisher {
  readonly #client: SNSClient;
  readonly #topicArn: string;

  /** @param client - @default one that finds region, credentials and endpoint in the environment */
  constructor(topicArn: string, client: SNSClient = new SNSClient({})) {
    this.#client = client;
    this.#topicArn = topicArn;
  }

  /** @throws {@link PublishError} with the cause */
  async publishNotice(notice: HealthNotice): Promise<void> {
    const command = new PublishCommand({
      TopicArn: this.#topicArn,
      Subject: noticeSubject(notice),
      Message: noticeText(notice),
      MessageAttributes: {
        kind: { DataType: "String", StringValue: notice.kind },
        // A program that listens here can drop a repeat.
        noticeId: { DataType: "String", StringValue: notice.id },
      },
    });
    try {
      await this.#client.send(command);
    } catch (cause) {
      throw new PublishError(`health notice ${notice.id}`, this.#topicArn, cause);
    }
  }
}
