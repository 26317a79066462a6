import { KivuWatchError } from "../../core/errors.ts";

/** A queue did not take what was sent to it. */
export class QueueError extends KivuWatchError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("E_QUEUE", message, options);
  }
}
