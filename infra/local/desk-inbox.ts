/** The desk at the end of the line: reads the alerts that SNS delivered to its queue. */
import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Alert } from "../../lambdas/core/alerts/alert.ts";
import { alertFromCloudEvent } from "../../lambdas/core/alerts/messages/cloud-event.ts";

/** Take all alerts that wait in the queue, in the order of their arrival. */
export async function takeAlerts(sqs: SQSClient, queueUrl: string): Promise<Alert[]> {
  const alerts: Alert[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return alerts;
    for (const message of Messages) {
      alerts.push(alertFromCloudEvent(cloudEventIn(message.Body ?? "")));
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
