import { KivuWatchError } from "../errors.ts";

/** A compiled rule set cannot be used: damaged, of another version, or no compiled rule set at all. */
export class EngineError extends KivuWatchError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("E_ENGINE", message, options);
  }
}
