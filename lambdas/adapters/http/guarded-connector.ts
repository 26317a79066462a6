/**
 * Opens connections for undici, but only to public addresses. The check sits in the resolver's answer, so the address
 * that was checked is the address that is connected to: a name that changes its mind between check and use gains nothing.
 */
import { type LookupAddress, lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { buildConnector } from "undici";
import { addressRange } from "./public-address.ts";

/** Resolves a host name to all of its addresses; rejects with the system's error when it cannot. */
export type ResolveHost = (hostname: string) => Promise<readonly LookupAddress[]>;

/** The connection was not made: the other side is not on the public network. */
export class BlockedAddressError extends Error {
  readonly code = "E_BLOCKED_ADDRESS";
}

export interface GuardedConnectorOptions {
  readonly connectTimeoutMs: number;
  /** `host:port` of each server that may be at a private address, as in its URL */
  readonly allowHosts: ReadonlySet<string>;
  /** @default the system's resolver */
  readonly resolve?: ResolveHost;
}

/** A connector for undici's Agent. */
export function createGuardedConnector(options: GuardedConnectorOptions): buildConnector.connector {
  const resolve = options.resolve ?? resolveBySystem;
  const open = buildConnector({ timeout: options.connectTimeoutMs, lookup: plainLookup(resolve) });
  const openGuarded = buildConnector({ timeout: options.connectTimeoutMs, lookup: guardedLookup(resolve) });
  return (target, callback) => {
    const literal = target.hostname.replace(/^\[|\]$/g, "");
    const port = target.port === "" ? (target.protocol === "https:" ? "443" : "80") : target.port;
    const host = isIP(literal) === 6 ? `[${literal}]` : literal;
    if (options.allowHosts.has(`${host}:${port}`)) return open(target, callback);
    // A literal never reaches the resolver.
    const refusal = isIP(literal) === 0 ? undefined : refusalOf(literal, target.hostname);
    if (refusal !== undefined) return callback(refusal, null);
    return openGuarded(target, (...result) => {
      const socket = result[1];
      const remote = socket?.remoteAddress;
      const lateRefusal = remote === undefined ? undefined : refusalOf(remote, target.hostname);
      if (socket === null || lateRefusal === undefined) return callback(...result);
      socket.destroy();
      return callback(lateRefusal, null);
    });
  };
}

function refusalOf(address: string, hostname: string): BlockedAddressError | undefined {
  const range = addressRange(address);
  if (range === "unicast") return undefined;
  const where = address === hostname ? address : `${hostname} (${address})`;
  return new BlockedAddressError(`${where} is a ${range} address; feeds are read from the public network only`);
}

function guardedLookup(resolve: ResolveHost): LookupFunction {
  return plainLookup(async (hostname) => {
    const addresses = await resolve(hostname);
    for (const { address } of addresses) {
      // One private address among public ones is either a mistake or an attack: refuse the name as a whole.
      const refusal = refusalOf(address, hostname);
      if (refusal !== undefined) throw refusal;
    }
    return addresses;
  });
}

/** Node's callback protocol over a promise: one address or all of them, as the socket asks. */
function plainLookup(resolve: ResolveHost): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined) return callback(notFound(hostname), []);
        return options.all === true ? callback(null, [...addresses]) : callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    );
  };
}

function notFound(hostname: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: "ENOTFOUND" });
}

function resolveBySystem(hostname: string): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    systemLookup(hostname, { all: true, order: "verbatim" }, (error, addresses) =>
      error === null ? resolve(addresses) : reject(error),
    );
  });
}
