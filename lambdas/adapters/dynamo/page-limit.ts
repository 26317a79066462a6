import { KivuWatchError } from "../../core/errors.ts";

/** @throws KivuWatchError `E_LIMIT` for a page of less than one, or of a fraction */
export function assertPageLimit(limit: number): void {
  if (Number.isInteger(limit) && limit >= 1) return;
  throw new KivuWatchError("E_LIMIT", `a page cannot hold ${limit} items; ask for a whole number from 1`);
}
