/**
 * Feed readers cannot sign in, so a desk gives each a secret address that answers one saved search and nothing else. The
 * archive keeps the secret's hash: whoever reads its tables cannot ask with what is there.
 */
import { sha256Hex } from "../text/sha256.ts";
import type { EpochMs } from "../time.ts";

/** What is kept of a token. */
export interface FeedToken {
  /** names it to editors: the first 12 hex digits of the hash */
  readonly id: string;
  /** SHA-256 of the 32 bytes: 64 hex digits */
  readonly hash: string;
  /** who or what reads with it, in the desk's words */
  readonly name: string;
  /** filters as `GET /stories` takes them: `lang=fr&rule=m23-front-lines` */
  readonly search: string;
  readonly createdBy: string;
  readonly createdAt: EpochMs;
  /** set once it no longer opens anything */
  readonly revoked?: { readonly by: string; readonly at: EpochMs };
}

/** @see https://www.rfc-editor.org/rfc/rfc4086 far more than the 128 bits that nobody can guess */
export const TOKEN_BYTES = 32;

const ID_DIGITS = 12;

/** 32 bytes in base64url: 43 characters, of which the last stands for 4 bits. */
const TOKEN = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

export const FEED_TOKEN_ID = /^[0-9a-f]{12}$/;

/** As it stands in an address. */
export function writeFeedToken(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}

/** @returns undefined for what is no token at all, which is then known without a look into the table */
export function hashFeedToken(token: string): string | undefined {
  return TOKEN.test(token) ? sha256Hex(Buffer.from(token, "base64url")) : undefined;
}

export function feedTokenId(hash: string): string {
  return hash.slice(0, ID_DIGITS);
}
