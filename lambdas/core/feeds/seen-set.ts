/**
 * What a feed has shown us already: a packed list of (entry key, content hash), small enough to live on the feed's
 * item. It only spares work and tells edits from repeats; the stories' conditional put remains the truth, so a key that
 * was forgotten costs a write that changes nothing, never a second alert.
 *
 * Layout: records of 16 bytes, the first 8 of SHA-256 over the key, then the 8 bytes of the content hash, the most
 * recent document first.
 */
import { createHash } from "node:crypto";

const KEY_BYTES = 8;
const RECORD_BYTES = 16;

/** Never remember fewer than this many entries: feeds drop items and bring them back. */
const MIN_RECORDS = 500;

/** An entry of the document just read: its key (see entryKey) and its content hash (16 hex digits, see contentHash). */
export type SeenPair = readonly [key: string, hash: string];

export type SeenStatus = "new" | "same" | "changed";

/** Whether an entry was met before, and with these words. */
export function seenStatus(seen: Uint8Array, key: string, hash: string): SeenStatus {
  return openSeenSet(seen)([key, hash]);
}

/** Several look-ups in one set: unpacked once. */
export function openSeenSet(seen: Uint8Array): (pair: SeenPair) => SeenStatus {
  const byKey = new Map(readRecords(seen));
  return ([key, hash]) => {
    const former = byKey.get(keyDigest(key));
    return former === undefined ? "new" : former === hash ? "same" : "changed";
  };
}

/** The content hashes of all entries, whatever their keys: a feed that renames its guids repeats its texts. */
export function seenContents(seen: Uint8Array): ReadonlySet<string> {
  return new Set(readRecords(seen).map(([, hash]) => hash));
}

/**
 * The set after a document was dealt with.
 * @param pairs - all usable entries of the document, in its order
 * @returns the very same array when it holds every pair already, so that a poll without news writes nothing; else the
 * document's entries, then older ones, at most twice the document's length or 500 records
 */
export function remember(seen: Uint8Array, pairs: readonly SeenPair[]): Uint8Array {
  const former = readRecords(seen);
  const formerByKey = new Map(former);
  const merged = new Map<string, string>();
  for (const [key, hash] of pairs) {
    const digest = keyDigest(key);
    // Of two entries with one key the first is the newer one in every feed that lists the newest first.
    if (!merged.has(digest)) merged.set(digest, hash);
  }
  if ([...merged].every(([key, hash]) => formerByKey.get(key) === hash)) return seen;
  const limit = Math.max(MIN_RECORDS, merged.size * 2);
  for (const [key, hash] of former) {
    if (merged.size >= limit) break;
    if (!merged.has(key)) merged.set(key, hash);
  }
  return packRecords([...merged]);
}

type SeenRecord = readonly [key: string, hash: string];

function packRecords(records: readonly SeenRecord[]): Uint8Array {
  return new Uint8Array(Buffer.from(records.map(([key, hash]) => key + hash).join(""), "hex"));
}

/** Bytes after the last whole record are ignored: a damaged set costs repeats, not the feed. */
function readRecords(seen: Uint8Array): readonly SeenRecord[] {
  const hex = Buffer.from(seen.buffer, seen.byteOffset, seen.byteLength).toString("hex");
  const records: SeenRecord[] = [];
  for (let at = 0; at + RECORD_BYTES * 2 <= hex.length; at += RECORD_BYTES * 2) {
    records.push([hex.slice(at, at + KEY_BYTES * 2), hex.slice(at + KEY_BYTES * 2, at + RECORD_BYTES * 2)]);
  }
  return records;
}

function keyDigest(key: string): string {
  return createHash("sha256")
    .update(key)
    .digest("hex")
    .slice(0, KEY_BYTES * 2);
}
