import { KivuWatchError } from "../errors.ts";

/**
 * Why a document is no feed:
 * `E_EMPTY` nothing in it · `E_HTML_PAGE` a web page · `E_NOT_A_FEED` neither · `E_LIMIT` larger than we read.
 */
export type FeedErrorCode = "E_EMPTY" | "E_HTML_PAGE" | "E_NOT_A_FEED" | "E_LIMIT";

/** A document was fetched but cannot be read as a feed; the message names the feed, what was found, and a way on. */
export class FeedError extends KivuWatchError {
  override readonly code: FeedErrorCode;

  constructor(code: FeedErrorCode, message: string, options?: { cause?: unknown }) {
    super(code, message, options);
    this.code = code;
  }
}
