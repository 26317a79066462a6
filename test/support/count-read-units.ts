import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** Read units that a client has consumed so far, as the engine itself counts them. */
export interface ReadUnitCounter {
  readonly total: number;
}

const READS: ReadonlySet<string> = new Set(["GetItemCommand", "BatchGetItemCommand", "QueryCommand"]);

/**
 * From now on every read of the client asks for its price. Only for an engine that tells it, indexes included: DynamoDB
 * Local and the service.
 */
export function countReadUnits(client: DynamoDBDocumentClient): ReadUnitCounter {
  let total = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (!READS.has(String(context.commandName))) return next(args);
      const input = { ...args.input, ReturnConsumedCapacity: "TOTAL" as const };
      const result = await next({ ...args, input });
      // Every answer to a read has this form: one sum, or one for each table of a batch.
      const { ConsumedCapacity } = result.output as { ConsumedCapacity?: Capacity | readonly Capacity[] };
      for (const { CapacityUnits = 0 } of [ConsumedCapacity ?? []].flat()) total += CapacityUnits;
      return result;
    },
    { step: "initialize", name: "countReadUnits", priority: "low" },
  );
  return {
    get total() {
      return total;
    },
  };
}

interface Capacity {
  readonly CapacityUnits?: number;
}
