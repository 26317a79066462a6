/** The one base error: a stable code for machines, a sentence for people, the cause for whoever repairs it. */
export class KivuWatchError extends Error {
  readonly code: string;

  /**
   * @param code - stable, upper case, e.g. `E_CONFIG`
   * @param message - what, where, and what to do next
   */
  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** A setting that a person wrote cannot be used: files, arguments, environment. */
export class ConfigError extends KivuWatchError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("E_CONFIG", message, options);
  }
}

/** The message of anything that was thrown, for a log or a person. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
