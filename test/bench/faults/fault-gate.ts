/**
 * The one door between the functions and everything outside them: DynamoDB, SNS, SQS and the outlets' servers. It counts
 * the calls that come through and spoils those that it is told to, as a network, a busy service or a killed process would.
 * The services run in this process behind it, so that thousands of spoiled runs take minutes.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How a call goes wrong. */
export const FAULT_KINDS = [
  /** never sent, however often the SDK tries */
  "not-sent",
  /** carried out, its answer lost; the SDK tries again and meets its own work */
  "answer-lost",
  /** carried out at every try, each answer lost */
  "answers-lost",
  /** the process dies just before the call */
  "dies-before",
  /** the process dies just after the call was carried out */
  "dies-after",
  /** the service is busy: this call and the next few are refused, at every try */
  "throttled",
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

const READS: ReadonlySet<string> = new Set(["GetItem", "BatchGetItem", "Query"]);

/** Ways in which a call can go wrong that differ for it: a read that was answered in vain is a read that was never sent. */
export function faultsOf(operation: string): readonly FaultKind[] {
  if (!READS.has(operation) && !operation.startsWith("fetch ")) return FAULT_KINDS;
  return FAULT_KINDS.filter((kind) => kind !== "answers-lost" && kind !== "dies-after");
}

export interface Fault {
  readonly kind: FaultKind;
  /** position of the call, from 0; tries of one call are one call */
  readonly at: number;
}

/** Handles what gets through. */
export type Backend = (request: IncomingMessage, response: ServerResponse) => void;

/** Calls that one burst of throttling refuses. */
const BURST = 4;

export class FaultGate {
  /** calls seen since the last `arm`, e.g. `PutItem`, `Publish`, `fetch /a` */
  readonly calls: string[] = [];
  /** services that are out: each of their calls is answered with 503 */
  readonly outages = new Set<Exclude<Service, "feeds">>();
  readonly #backendOf: (service: Service) => Backend;
  readonly #positions = new Map<string, number>();
  #server: Server | undefined;
  #fault: Fault | undefined;
  #isDead = false;
  #isFired = false;

  /** @param backendOf - who answers for a service */
  constructor(backendOf: (service: Service) => Backend) {
    this.#backendOf = backendOf;
  }

  /** @returns `127.0.0.1:PORT` */
  async open(): Promise<string> {
    const server = createServer((request, response) => this.#handle(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.#server = server;
    // A listening TCP server has an address of this form.
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Count from 0 again and spoil the given call when it comes. */
  arm(fault?: Fault): void {
    this.calls.length = 0;
    this.#positions.clear();
    this.#fault = fault;
    this.#isDead = false;
    this.#isFired = false;
  }

  /** Let everything through from now on: a new process, a healthy network. @returns whether the fault had struck */
  heal(): boolean {
    const isFired = this.#isFired;
    this.#fault = undefined;
    this.#isDead = false;
    this.#isFired = false;
    return isFired;
  }

  /** Ends connections that wait for a next request: those of processes that are gone. */
  hangUp(): void {
    this.#server?.closeIdleConnections();
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise<void>((resolve) => {
      if (this.#server === undefined) resolve();
      else this.#server.close(() => resolve());
    });
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    if (this.#isDead) {
      request.destroy();
      return;
    }
    const { service, operation } = callOf(request);
    const position = this.#positionOf(request, operation);
    const fault = this.#fault;
    if (service !== "feeds" && this.outages.has(service)) {
      refuse(response, 503, "ServiceUnavailable");
    } else if (fault !== undefined && isHit(fault, position)) {
      this.#spoil(fault.kind, { request, response, service });
    } else {
      this.#backendOf(service)(request, response);
    }
  }

  #spoil(kind: FaultKind, { request, response, service }: Exchange): void {
    const isFirstTry = !this.#isFired;
    this.#isFired = true;
    this.#isDead = kind === "dies-before" || kind === "dies-after";
    if (kind === "not-sent" || kind === "dies-before") {
      request.destroy();
      return;
    }
    if (kind === "throttled") {
      refuse(response, ...THROTTLING[service]);
      return;
    }
    // A second try of `answer-lost` gets its answer.
    if (isFirstTry || kind !== "answer-lost") swallow(response);
    this.#backendOf(service)(request, response);
  }

  /** The SDK gives all tries of one call the same id. */
  #positionOf(request: IncomingMessage, operation: string): number {
    const id = request.headers["amz-sdk-invocation-id"];
    const known = typeof id === "string" ? this.#positions.get(id) : undefined;
    if (known !== undefined) return known;
    const position = this.calls.push(operation) - 1;
    if (typeof id === "string") this.#positions.set(id, position);
    return position;
  }
}

/** `feeds`: the outlets' servers */
export type Service = "DynamoDB" | "SNS" | "SQS" | "feeds";

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly service: Service;
}

function isHit({ kind, at }: Fault, position: number): boolean {
  return position === at || (kind === "throttled" && position > at && position < at + BURST);
}

const THROTTLING: Readonly<Record<Service, readonly [number, string]>> = {
  DynamoDB: [400, "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException"],
  SQS: [400, "com.amazonaws.sqs#ThrottlingException"],
  SNS: [400, "Throttling"],
  feeds: [429, "TooManyRequests"],
};

/** DynamoDB and SQS name the operation in a header; SNS alone speaks in forms, and we only ever publish. */
function callOf(request: IncomingMessage): { readonly service: Service; readonly operation: string } {
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") {
    const [api = "", operation = ""] = target.split(".");
    return { service: api.startsWith("DynamoDB") ? "DynamoDB" : "SQS", operation };
  }
  if (request.method === "POST") return { service: "SNS", operation: "Publish" };
  return { service: "feeds", operation: `fetch ${request.url ?? ""}` };
}

/** Let the work be done and hang up in place of the answer. */
function swallow(response: ServerResponse): void {
  const hangUp = () => {
    response.socket?.destroy();
    return response;
  };
  response.writeHead = () => response;
  response.write = () => true;
  response.end = hangUp;
}

function refuse(response: ServerResponse, status: number, code: string): void {
  const isForm = code === "Throttling" || (status === 503 && code === "ServiceUnavailable");
  response.writeHead(status, { "content-type": isForm ? "text/xml" : "application/x-amz-json-1.0" });
  response.end(
    isForm
      ? `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>slow down</Message></Error></ErrorResponse>`
      : JSON.stringify({ __type: code, message: "slow down" }),
  );
}
