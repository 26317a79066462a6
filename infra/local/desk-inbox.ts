/** The desk at the end of the line: reads the alerts and digests that SNS delivered to its queue. */
import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Alert } from "../../lambdas/core/alerts/alert.ts";
import { alertFromCloudEvent } from "../../lambdas/core/alerts/messages/cloud-event.ts";
import {
  DIGEST_EVENT_TYPE,
  type DigestCloudEvent,
  digestEventSchema,
} from "../../lambdas/core/alerts/messages/digest-schema.ts";

/** What the desk was sent. */
export interface DeskMail {
  readonly alerts: readonly Alert[];
  readonly digests: readonly DigestCloudEvent[];
}

/** Take all that waits in the queue, in the order of its arrival. */
export async function takeMail(sqs: SQSClient, queueUrl: string): Promise<DeskMail> {
  const alerts: Alert[] = [];
  const digests: DigestCloudEvent[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return { alerts, digests };
    for (const message of Messages) {
      const document = cloudEventIn(message.Body ?? "");
      if (isDigest(document)) digests.push(digestEventSchema.parse(document));
      else alerts.push(alertFromCloudEvent(document));
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle }));
    }
  }
}

/** SNS gives a queue the `default` form of a message; the embedded one hands over all forms, as they were sent. */
function cloudEventIn(body: string): unknown {
  const message: unknown = JSON.parse(body);
  const isAllForms = typeof message === "object" && message !== null && "default" in message;
  return isAllForms ? JSON.parse(String(message.default)) : message;
}

function isDigest(document: unknown): boolean {
  return typeof document === "object" && document !== null && "type" in document && document.type === DIGEST_EVENT_TYPE;
}
