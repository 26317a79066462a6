/** DynamoDB for tests, in this process and in memory: the engine of the local run, without its folder. */
import { startEmbeddedDatabase } from "../../infra/local/embedded-database.ts";
import type { EmulatorServer } from "./emulator-server.ts";

export function startDynalite(): Promise<EmulatorServer> {
  return startEmbeddedDatabase();
}
