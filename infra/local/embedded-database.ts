import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";

interface DynaliteOptions {
  readonly path?: string;
  readonly createTableMs: number;
  readonly deleteTableMs: number;
  readonly updateTableMs: number;
}

// The package is CommonJS and has no types: this is the part of its documented interface that we use.
const dynalite = createRequire(import.meta.url)("dynalite") as (options: DynaliteOptions) => Server;

/** A service of our own on a loopback port. */
export interface EmbeddedServer {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/**
 * DynamoDB in this process, on 127.0.0.1.
 * @param folder - where its state is kept; in memory when it is left out
 */
export async function startEmbeddedDatabase(folder?: string): Promise<EmbeddedServer> {
  const server = dynalite({ path: folder, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  // A listening TCP server has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () => {
      const closed = new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
      });
      // Clients keep their connections; closing would wait for the last of them.
      server.closeAllConnections();
      return closed;
    },
  };
}
