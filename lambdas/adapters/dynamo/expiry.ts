/** Expiry counts in milliseconds in the domain and in seconds in a table. */
import { type EpochMs, SECOND_MS } from "../../core/time.ts";

/** Rounded up: nothing goes before its time. */
export function expirySeconds(expiresAt: EpochMs | undefined): number | undefined {
  return expiresAt === undefined ? undefined : Math.ceil(expiresAt / SECOND_MS);
}

/** The same moment as a store gives it back: the domain's, rounded up to the second. */
export function expiryMs(seconds: number | undefined): EpochMs | undefined {
  return seconds === undefined ? undefined : seconds * SECOND_MS;
}

/** Items live on for days past their expiry: only the reader can hide them. @param expiresAt - milliseconds */
export function isExpired(expiresAt: EpochMs | undefined, now: EpochMs): boolean {
  return expiresAt !== undefined && expiresAt < now;
}

/** What a store gives back of something that was put: the same, its expiry rounded up to the second. */
export function wholeSecondExpiry<T extends { readonly expiresAt?: EpochMs }>(thing: T): T {
  return thing.expiresAt === undefined ? thing : { ...thing, expiresAt: expiryMs(expirySeconds(thing.expiresAt)) };
}
