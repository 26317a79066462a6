/** One shape for whatever goes wrong between a store and its table, so that a log line says what, where and why. */
import { KivuWatchError } from "../../core/errors.ts";

/** A table could not do what a store asked of it. `cause` is the SDK's own error. */
export class StoreError extends KivuWatchError {
  readonly table: string;
  readonly operation: string;

  /**
   * @param table - physical name
   * @param operation - the service's name for it, e.g. `UpdateItem`, with the item's key where there is one
   * @param problem - what went wrong
   */
  constructor(table: string, operation: string, problem: string, options?: { cause?: unknown }) {
    super("E_STORE", `${table}: ${operation} failed: ${problem}`, options);
    this.table = table;
    this.operation = operation;
  }
}
