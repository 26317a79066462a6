import type { BatchGetCommandOutput, BatchWriteCommandOutput, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { batchGet, batchPut } from "../../../lambdas/adapters/dynamo/batch.ts";

const TABLE = "stories";
const KEYS = Array.from({ length: 30 }, (_, number) => ({ id: `${number}` }));

interface Requested {
  readonly RequestItems: Readonly<Record<string, { readonly Keys: readonly unknown[] } & readonly unknown[]>>;
}

/** A table that answers as it is told: the part of the client that batches use. */
function stubClient(answer: (input: Requested, round: number) => object): {
  client: DynamoDBDocumentClient;
  inputs: Requested[];
} {
  const inputs: Requested[] = [];
  const stub = {
    send: async ({ input }: { readonly input: Requested }) => {
      inputs.push(input);
      return answer(input, inputs.length - 1);
    },
  };
  // Batches call nothing but `send`.
  return { client: stub as unknown as DynamoDBDocumentClient, inputs };
}

describe("batchPut", () => {
  it("asks again for what a busy table left undone", async () => {
    const { client, inputs } = stubClient((input, round): Partial<BatchWriteCommandOutput> => {
      const requests = [...(input.RequestItems[TABLE] ?? [])];
      // Fourteen, then none of the rest, then all of it.
      const left = [requests.slice(14), requests, []][round % 3] ?? [];
      return { UnprocessedItems: left.length > 0 ? { [TABLE]: left as never } : {} };
    });

    await batchPut(client, TABLE, KEYS.slice(0, 25));

    expect(inputs.map(({ RequestItems }) => RequestItems[TABLE]?.length)).toStrictEqual([25, 11, 11]);
  });

  it("gives up, and says so, on a table that does nothing", async () => {
    const { client, inputs } = stubClient((input) => ({ UnprocessedItems: input.RequestItems }));

    const put = batchPut(client, TABLE, KEYS.slice(0, 3));

    await expect(put).rejects.toThrow("stories: BatchWriteItem failed: 3 left undone, 6 times running");
    expect(inputs).toHaveLength(6);
  });
});

describe("batchGet", () => {
  it("goes on for as long as each answer brings something", async () => {
    const { client } = stubClient((input): Partial<BatchGetCommandOutput> => {
      const [first, ...left] = input.RequestItems[TABLE]?.Keys ?? [];
      const Responses = { [TABLE]: [first as Record<string, unknown>] };
      return { Responses, UnprocessedKeys: left.length > 0 ? { [TABLE]: { Keys: left as never } } : {} };
    });

    const items = await batchGet(client, TABLE, KEYS);

    expect(items).toStrictEqual(KEYS);
  });

  it("gives up, and says so, on a table that does nothing", async () => {
    const { client } = stubClient((input) => ({ UnprocessedKeys: input.RequestItems }));

    const get = batchGet(client, TABLE, KEYS);

    await expect(get).rejects.toThrow("30 left undone");
  });
});
