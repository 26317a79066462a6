import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createDynamoClient } from "../../../lambdas/adapters/dynamo/dynamo-client.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("createDynamoClient", () => {
  it("tries three times, in the standard way", async () => {
    const client = createDynamoClient({ region: "eu-west-1" });

    const [attempts, mode] = [await client.config.maxAttempts(), client.config.retryMode];

    expect(attempts).toBe(3);
    expect(typeof mode === "function" ? await mode() : mode).toBe("standard");
  });

  it("takes the endpoint that the environment names", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:4567");
    const client = createDynamoClient({ region: "eu-west-1" });
    client.middlewareStack.add(
      () => async (args) => {
        // Smithy types a request as unknown; an HTTP request has a port.
        throw new Error(`went to port ${(args.request as { port?: number }).port}`);
      },
      { step: "finalizeRequest", priority: "low" },
    );
    vi.stubEnv("AWS_ACCESS_KEY_ID", "a");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "b");

    const get = client.send(new GetCommand({ TableName: "t", Key: { id: "1" } }));

    await expect(get).rejects.toThrow("went to port 4567");
  });

  it("needs no credentials for an engine on this machine", async () => {
    const client = createDynamoClient({ endpoint: "http://127.0.0.1:4567", region: "eu-west-1" });

    const credentials = await client.config.credentials();

    expect(credentials.accessKeyId).toBe("local");
  });
});
