/** What Lambda's event source mapping does: read a queue, hand over batches, delete what was handled. */
import { randomUUID } from "node:crypto";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { MINUTE_MS } from "../../lambdas/core/time.ts";

export type QueueHandler = (
  event: SQSEvent,
  context: Pick<Context, "getRemainingTimeInMillis">,
) => Promise<SQSBatchResponse>;

/** Long enough for any batch: in the cloud a message that was not finished comes back, here it would have to wait. */
const INVOCATION_MS = 15 * MINUTE_MS;

/**
 * Invoke the handler until the queue gives no more.
 * @param signal - aborted: the handler is told that its time is up, and no further batch is taken
 * @returns the number of messages that the handler did not finish; they stay hidden in the queue and come back later
 */
export async function drainQueue(
  sqs: SQSClient,
  queueUrl: string,
  handler: QueueHandler,
  signal: AbortSignal,
): Promise<number> {
  let unfinished = 0;
  for (;;) {
    if (signal.aborted) return unfinished;
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ["All"] }),
    );
    if (Messages.length === 0) return unfinished;
    const deadline = Date.now() + INVOCATION_MS;
    const context = { getRemainingTimeInMillis: () => (signal.aborted ? 0 : deadline - Date.now()) };
    const { batchItemFailures } = await invoke(sqs, queueUrl, Messages, handler, context);
    const failed = new Set(batchItemFailures.map((failure) => failure.itemIdentifier));
    unfinished += failed.size;
    for (const message of Messages) {
      if (message.MessageId !== undefined && failed.has(message.MessageId)) continue;
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle }));
    }
  }
}

/** A handler that throws has finished none of its messages: they come back at once, so that the next run finds them. */
async function invoke(
  sqs: SQSClient,
  queueUrl: string,
  messages: readonly Message[],
  handler: QueueHandler,
  context: Parameters<QueueHandler>[1],
): Promise<SQSBatchResponse> {
  try {
    return await handler({ Records: messages.map(toRecord) }, context);
  } catch (error) {
    for (const { ReceiptHandle } of messages) {
      await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    }
    throw error;
  }
}

/** The schedule's message to the alert worker; a fresh body each time, since a FIFO queue drops repeats. */
export async function sendAlertTick(sqs: SQSClient, queueUrl: string): Promise<void> {
  const id = randomUUID();
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify({ executionId: id }),
      MessageGroupId: "alert",
      MessageDeduplicationId: id,
    }),
  );
}

function toRecord(message: Message): SQSRecord {
  return {
    messageId: message.MessageId ?? "",
    receiptHandle: message.ReceiptHandle ?? "",
    body: message.Body ?? "",
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: "0",
      SenderId: "local",
      ApproximateFirstReceiveTimestamp: "0",
      ...message.Attributes,
    },
    messageAttributes: {},
    md5OfBody: message.MD5OfBody ?? "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:local",
    awsRegion: "us-east-1",
  };
}
