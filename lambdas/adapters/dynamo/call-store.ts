/** Every exchange with a table goes through here: a failed condition becomes a value, anything else a StoreError. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { KivuWatchError, messageOf } from "../../core/errors.ts";
import { StoreError } from "./store-error.ts";

/**
 * Run one exchange with a table.
 * @throws {@link StoreError} for anything that the SDK throws
 */
export async function callStore<T>(table: string, operation: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (cause instanceof KivuWatchError) throw cause;
    const name = cause instanceof Error ? `${cause.name}: ` : "";
    throw new StoreError(table, operation, `${name}${messageOf(cause)}`, { cause });
  }
}

/**
 * Run one conditional write. When an answer is lost, the SDK sends the write again and may meet its own work: `false`
 * then means no more than that the condition did not hold the last time, and callers look before they conclude.
 * @returns false when the condition does not hold
 * @throws {@link StoreError} for anything else that the SDK throws
 */
export async function callConditional(
  table: string,
  operation: string,
  call: () => Promise<unknown>,
): Promise<boolean> {
  return callStore(table, operation, async () => {
    try {
      await call();
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  });
}
