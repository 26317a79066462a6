/**
 * The one way in which KivuWatch talks to DynamoDB: document form, connections kept, a bounded wait, three attempts.
 */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

const MAX_ATTEMPTS = 3;
// Far above any answer of the service, far below a Lambda timeout: a hung connection must not eat an invocation. Not
// tighter, since a busy process notices late that the answer is there.
const CONNECTION_TIMEOUT_MS = 6_000;
const REQUEST_TIMEOUT_MS = 15_000;
const LOOPBACK_HOSTS = new Set(["127.0.0.1", "localhost", "[::1]"]);

export interface DynamoClientOptions {
  /** @default the SDK's own choice: AWS_ENDPOINT_URL_DYNAMODB, else the region's endpoint */
  readonly endpoint?: string;
  /** @default the SDK's own choice: AWS_REGION, else the profile's */
  readonly region?: string;
}

/** A client for every store of one process: make it once, at module scope. */
export function createDynamoClient(options: DynamoClientOptions = {}): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    ...(options.endpoint && { endpoint: options.endpoint }),
    ...(options.region && { region: options.region }),
    // An embedded service takes any credentials; looking for real ones would wait for an instance's metadata service.
    ...(isLoopback(options.endpoint) && { credentials: { accessKeyId: "local", secretAccessKey: "local" } }),
    maxAttempts: MAX_ATTEMPTS,
    retryMode: "standard",
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true },
      httpsAgent: { keepAlive: true },
    },
  });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

function isLoopback(endpoint: string | undefined): boolean {
  return endpoint !== undefined && LOOPBACK_HOSTS.has(new URL(endpoint).hostname);
}
