import type { SilenceStore } from "../ports.ts";
import { type Clock, type EpochMs, MINUTE_MS } from "../time.ts";
import type { Silence } from "./silence.ts";

/**
 * The silences in force, read once a minute at most: a new one is heeded within a minute, and telling a thousand stories
 * costs one read. An answer may name silences that ended since: look at their times.
 */
export function createSilenceWatch(
  store: Pick<SilenceStore, "listActive">,
  now: Clock,
): () => Promise<readonly Silence[]> {
  let read: { readonly at: EpochMs; readonly silences: readonly Silence[] } | undefined;
  return async () => {
    const at = now();
    if (read !== undefined && at - read.at < MINUTE_MS && at >= read.at) return read.silences;
    read = { at, silences: await store.listActive(at) };
    return read.silences;
  };
}
