/** A service that a test started for itself. */
export interface EmulatorServer {
  readonly endpoint: string;
  stop(): Promise<void>;
}
