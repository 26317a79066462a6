/** A real server on the loopback address, for one test. */
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";

export interface LoopbackServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** `127.0.0.1:PORT`, as an allow-list names it */
  readonly host: string;
  readonly port: number;
  /** TCP connections so far */
  connections(): number;
  close(): Promise<void>;
}

/** @param host - the last part of its address: all of 127.0.0.0/8 is this machine */
export async function startLoopbackServer(
  listener: RequestListener,
  tls?: { readonly key: string; readonly cert: string },
  host = 1,
): Promise<LoopbackServer> {
  const server: Server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  let connections = 0;
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, `127.0.0.${host}`, resolve));
  // A server that listens on TCP has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${tls === undefined ? "http" : "https"}://127.0.0.${host}:${port}`,
    host: `127.0.0.${host}:${port}`,
    port,
    connections: () => connections,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
