/** SNS and SQS for tests, in this process, in memory and on the loopback address only. */
import { buildApp } from "fauxqs";
import type { EmulatorServer } from "./emulator-server.ts";

export async function startFauxqs(): Promise<EmulatorServer> {
  const app = buildApp({ logger: false });
  const endpoint = await app.listen({ host: "127.0.0.1", port: 0 });
  return {
    endpoint,
    stop: async () => {
      // A long poll would keep the server open for up to 20 seconds.
      app.server.closeAllConnections();
      await app.close();
    },
  };
}
