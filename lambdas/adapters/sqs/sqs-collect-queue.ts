/**
 * Sends feeds to the collectors. A message that the queue does not take is an error: dispatch must not think it sent.
 */
import { setTimeout as pause } from "node:timers/promises";
import { type BatchResultErrorEntry, SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { messageOf } from "../../core/errors.ts";
import type { CollectQueue, FeedBatch } from "../../core/ports.ts";
import { QueueError } from "./queue-error.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const MAX_ENTRIES = 10;
/** Of all bodies of a request together: under the 262,144 that every region takes. */
const MAX_REQUEST_BYTES = 250_000;
const MAX_ROUNDS = 3;
const FIRST_PAUSE_MS = 50;

/** The queue that the collect function reads. A message's body is `{"feedIds": […]}`. */
export class SqsCollectQueue implements CollectQueue {
  readonly #client: SQSClient;
  readonly #queueUrl: string;

  constructor(client: SQSClient, queueUrl: string) {
    this.#client = client;
    this.#queueUrl = queueUrl;
  }

  async sendAll(batches: readonly FeedBatch[]): Promise<void> {
    const bodies = batches.map(({ feedIds }) => JSON.stringify({ feedIds }));
    for (const request of groupBodies(bodies)) await this.#sendUntilTaken(request);
  }

  async #sendUntilTaken(bodies: readonly string[]): Promise<void> {
    let open = bodies;
    for (let round = 1; ; round += 1) {
      const failures = await this.#send(open);
      const [first] = failures;
      if (!first) return;
      if (round === MAX_ROUNDS || failures.some(({ SenderFault }) => SenderFault)) {
        const why = `${first.Code ?? "no code"} ${first.Message ?? ""}`.trim();
        throw new QueueError(`${this.#queueUrl}: ${failures.length} of ${open.length} messages not taken: ${why}`);
      }
      const failedIds = new Set(failures.map(({ Id }) => Id));
      open = open.filter((_, position) => failedIds.has(String(position)));
      await pause(FIRST_PAUSE_MS * 2 ** (round - 1));
    }
  }

  async #send(bodies: readonly string[]): Promise<readonly BatchResultErrorEntry[]> {
    const entries = bodies.map((body, position) => ({ Id: String(position), MessageBody: body }));
    try {
      const command = new SendMessageBatchCommand({ QueueUrl: this.#queueUrl, Entries: entries });
      const answer = await this.#client.send(command);
      return answer.Failed ?? [];
    } catch (cause) {
      throw new QueueError(`${this.#queueUrl}: SendMessageBatch failed: ${messageOf(cause)}`, { cause });
    }
  }
}

function groupBodies(bodies: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = [];
  let bytesInLast = 0;
  for (const body of bodies) {
    const bytes = Buffer.byteLength(body);
    const last = groups.at(-1);
    if (last && last.length < MAX_ENTRIES && bytesInLast + bytes <= MAX_REQUEST_BYTES) {
      last.push(body);
      bytesInLast += bytes;
    } else {
      groups.push([body]);
      bytesInLast = bytes;
    }
  }
  return groups;
}
