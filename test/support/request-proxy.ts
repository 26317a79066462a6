/**
 * Stands between the SDK and an embedded service and sees every request. It can die: from the chosen write on, nothing
 * gets through any more, as if the process that sends had been killed at that moment.
 */
import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";

export interface RequestProxy {
  readonly endpoint: string;
  /** operations seen, in order, e.g. `PutItem`, `Publish` */
  readonly operations: string[];
  /** the table, queue or topic that each of them was about */
  readonly resources: string[];
  stop(): Promise<void>;
}

/** When the sender dies. */
export interface Death {
  /** writes that still get through, over all proxies that share this value */
  writesLeft: number;
  /** the last write arrives, but its answer is lost */
  readonly losesAnswer: boolean;
  isDead: boolean;
}

const READS = new Set(["GetItem", "BatchGetItem", "Query", "DescribeTable", "ListTables"]);

export function isWrite(operation: string): boolean {
  return !READS.has(operation);
}

export async function startRequestProxy(target: string, death?: Death): Promise<RequestProxy> {
  const operations: string[] = [];
  const resources: string[] = [];
  const { hostname, port } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks);
      const operation = operationOf(incoming.headers["x-amz-target"], body);
      if (death?.isDead === true) return outgoing.destroy();
      operations.push(operation);
      resources.push(resourceOf(body));
      const isLast = death !== undefined && isWrite(operation) && death.writesLeft-- === 0;
      if (isLast) death.isDead = true;
      if (isLast && !death.losesAnswer) return outgoing.destroy();
      const { method, url: path, headers } = incoming;
      const forwarded = httpRequest({ hostname, port, method, path, headers }, (answer) => {
        if (isLast) {
          answer.resume();
          outgoing.destroy();
          return;
        }
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      forwarded.on("error", () => outgoing.destroy());
      forwarded.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server has an address of this form.
  const { port: ownPort } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${ownPort}`,
    operations,
    resources,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function operationOf(target: string | string[] | undefined, body: Buffer): string {
  if (typeof target === "string") return target.split(".").at(-1) ?? target;
  return new URLSearchParams(body.toString()).get("Action") ?? "unknown";
}

/** The last part of a queue's URL or a topic's ARN; a table's name; of a batch its one table. */
function resourceOf(body: Buffer): string {
  const text = body.toString();
  const [, named] = /"(?:QueueUrl|TableName)":"([^"]+)"/.exec(text) ?? /"RequestItems":\{"([^"]+)"/.exec(text) ?? [];
  const name = named ?? new URLSearchParams(text).get("TopicArn") ?? "unknown";
  return name.split(/[/:]/).at(-1) ?? name;
}
