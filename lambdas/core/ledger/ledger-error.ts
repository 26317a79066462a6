import { KivuWatchError } from "../errors.ts";
import type { LedgerDifference } from "./ledger.ts";

/** The books do not balance: an entry or a story was lost, or counted twice. Thrown so that an alarm rings. */
export class LedgerError extends KivuWatchError {
  constructor(differences: readonly LedgerDifference[]) {
    super("E_LEDGER", `the ledger does not balance: ${describeDifferences(differences).join("; ")}`);
  }
}

/** A line for each, with its hour: `2023-05-15T18Z the feeds count …`. */
export function describeDifferences(differences: readonly LedgerDifference[]): readonly string[] {
  return differences.map(({ hour, reason }) => `${new Date(hour).toISOString().slice(0, 13)}Z ${reason}`);
}
