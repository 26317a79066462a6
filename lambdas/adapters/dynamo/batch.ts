/**
 * Batches in the sizes that the service takes. It may leave part of a batch undone when it is busy; that part is asked
 * for again with growing pauses, and reported when it stays undone.
 */
import { setTimeout as pause } from "node:timers/promises";
import { BatchGetCommand, BatchWriteCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { callStore } from "./call-store.ts";
import { StoreError } from "./store-error.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const MAX_KEYS_PER_GET = 100;
/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const MAX_ITEMS_PER_WRITE = 25;
const MAX_STALLED_ROUNDS = 5;
const FIRST_PAUSE_MS = 25;

/** An item as the document client gives it. */
export type Item = Readonly<Record<string, unknown>>;

export type ItemKey = Readonly<Record<string, string | number>>;

interface BatchGetOptions {
  /** whether to see what was written a moment ago, at twice the price @default true */
  readonly isConsistent?: boolean;
}

/** @param keys - each once @returns those that exist, in no order */
export async function batchGet(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly ItemKey[],
  { isConsistent = true }: BatchGetOptions = {},
): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (const part of chunks(keys, MAX_KEYS_PER_GET)) {
    await repeatUntilDone(table, "BatchGetItem", part, async (open) => {
      const command = new BatchGetCommand({
        RequestItems: { [table]: { Keys: [...open], ConsistentRead: isConsistent } },
      });
      const answer = await callStore(table, "BatchGetItem", () => client.send(command));
      found.push(...(answer.Responses?.[table] ?? []));
      return answer.UnprocessedKeys?.[table]?.Keys ?? [];
    });
  }
  return found;
}

/** Put items, over whatever stands there. @param items - no two of one key */
export async function batchPut(client: DynamoDBDocumentClient, table: string, items: readonly Item[]): Promise<void> {
  for (const part of chunks(items, MAX_ITEMS_PER_WRITE)) {
    await repeatUntilDone(table, "BatchWriteItem", part, async (open) => {
      const requests = open.map((item) => ({ PutRequest: { Item: item } }));
      const command = new BatchWriteCommand({ RequestItems: { [table]: requests } });
      const answer = await callStore(table, "BatchWriteItem", () => client.send(command));
      return (answer.UnprocessedItems?.[table] ?? []).flatMap(({ PutRequest }) => PutRequest?.Item ?? []);
    });
  }
}

/** @param attempt - does what it can and returns what is left */
async function repeatUntilDone<T>(
  table: string,
  operation: string,
  all: readonly T[],
  attempt: (open: readonly T[]) => Promise<readonly T[]>,
): Promise<void> {
  let open = all;
  // An answer cut short for its size makes progress each time; only a busy table makes none.
  for (let stalled = 0; open.length > 0; ) {
    const left = await attempt(open);
    stalled = left.length < open.length ? 0 : stalled + 1;
    open = left;
    if (stalled > MAX_STALLED_ROUNDS) {
      throw new StoreError(table, operation, `${open.length} left undone, ${stalled} times running`);
    }
    if (stalled > 0) await pause(FIRST_PAUSE_MS * 2 ** (stalled - 1));
  }
}

function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const parts: T[][] = [];
  for (let start = 0; start < all.length; start += size) parts.push(all.slice(start, start + size));
  return parts;
}
