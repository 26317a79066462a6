import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { SqsCollectQueue } from "../../../lambdas/adapters/sqs/sqs-collect-queue.ts";
import type { FeedBatch } from "../../../lambdas/core/ports.ts";
import type { EmulatorServer } from "../../support/emulator-server.ts";
import { startFauxqs } from "../../support/fauxqs-server.ts";
import { describeCollectQueue } from "../contracts/collect-queue-contract.ts";

const bodySchema = z.strictObject({ feedIds: z.array(z.string()) });
let server: EmulatorServer;
let client: SQSClient;
let queueCount = 0;

beforeAll(async () => {
  server = await startFauxqs();
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  client = new SQSClient({ endpoint: server.endpoint, region: "eu-west-1", credentials });
});

afterAll(async () => {
  client?.destroy();
  await server?.stop();
});

async function createQueue(): Promise<string> {
  queueCount += 1;
  const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: `collect-${queueCount}` }));
  return QueueUrl ?? "";
}

async function receiveAll(queueUrl: string): Promise<readonly FeedBatch[]> {
  const batches: FeedBatch[] = [];
  for (;;) {
    const command = new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 });
    const { Messages = [] } = await client.send(command);
    if (Messages.length === 0) return batches;
    for (const { Body } of Messages) batches.push(bodySchema.parse(JSON.parse(Body ?? "")));
  }
}

describeCollectQueue({
  name: "SQS (fauxqs)",
  runs: 10,
  open: async () => {
    const queueUrl = await createQueue();
    return { queue: new SqsCollectQueue(client, queueUrl), receiveAll: () => receiveAll(queueUrl) };
  },
});

interface SentEntry {
  readonly Id: string;
  readonly MessageBody: string;
}

/** A queue that refuses what it is told to. The adapter calls nothing but `send`. */
function stubClient(refuse: (entry: SentEntry, request: number) => { SenderFault: boolean } | undefined): {
  client: SQSClient;
  requests: SentEntry[][];
} {
  const requests: SentEntry[][] = [];
  const stub = {
    send: async ({ input }: { readonly input: { readonly Entries: SentEntry[] } }) => {
      requests.push(input.Entries);
      const Failed = input.Entries.flatMap((entry) => {
        const refusal = refuse(entry, requests.length - 1);
        return refusal ? [{ Id: entry.Id, Code: "Busy", Message: "come back later", ...refusal }] : [];
      });
      return { Failed };
    },
  };
  return { client: stub as unknown as SQSClient, requests };
}

describe("SqsCollectQueue", () => {
  const batches = ["a", "b", "c"].map((id) => ({ feedIds: [id] }));

  it("sends again just those messages that the queue did not take", async () => {
    const { client: busy, requests } = stubClient(({ MessageBody }, request) =>
      request === 0 && !MessageBody.includes("b") ? { SenderFault: false } : undefined,
    );

    await new SqsCollectQueue(busy, "queue").sendAll(batches);

    const bodies = requests.map((entries) => entries.map(({ MessageBody }) => MessageBody));
    expect(bodies).toStrictEqual([
      ['{"feedIds":["a"]}', '{"feedIds":["b"]}', '{"feedIds":["c"]}'],
      ['{"feedIds":["a"]}', '{"feedIds":["c"]}'],
    ]);
  });

  it("reports what the queue does not take after three rounds", async () => {
    const { client: busy, requests } = stubClient(() => ({ SenderFault: false }));

    const sending = new SqsCollectQueue(busy, "queue").sendAll(batches);

    await expect(sending).rejects.toMatchObject({
      name: "QueueError",
      code: "E_QUEUE",
      message: "queue: 3 of 3 messages not taken: Busy come back later",
    });
    expect(requests).toHaveLength(3);
  });

  it("reports our own fault at once", async () => {
    const { client: strict, requests } = stubClient(({ Id }) => (Id === "1" ? { SenderFault: true } : undefined));

    const sending = new SqsCollectQueue(strict, "queue").sendAll(batches);

    await expect(sending).rejects.toMatchObject({ code: "E_QUEUE" });
    expect(requests).toHaveLength(1);
  });

  it("never sends more than ten messages or 250,000 bytes in a request", async () => {
    const { client: open, requests } = stubClient(() => undefined);
    const large = Array.from({ length: 4 }, () => ({ feedIds: ["x".repeat(120_000)] }));
    const small = Array.from({ length: 25 }, () => ({ feedIds: ["x"] }));

    await new SqsCollectQueue(open, "queue").sendAll([...large, ...small]);

    expect(requests.map((entries) => entries.length)).toStrictEqual([2, 10, 10, 7]);
  });

  it("tells an outage with its cause", async () => {
    const gone = new SQSClient({
      endpoint: "http://127.0.0.1:9",
      region: "eu-west-1",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });

    const sending = new SqsCollectQueue(gone, "http://127.0.0.1:9/queue").sendAll(batches);

    await expect(sending).rejects.toMatchObject({ code: "E_QUEUE", cause: { code: "ECONNREFUSED" } });
  });
});
