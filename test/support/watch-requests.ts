/** Counts and spoils the requests of an SDK client, at the last step before the network. */
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** `send`: as ever. `drop`: never sent. `lose-answer`: sent, but the answer does not come back. */
export type RequestFate = "send" | "drop" | "lose-answer";

/**
 * @param fateOf - decides on a request by its operation, e.g. `PutItem`, and its position from 0; all are sent when
 * absent
 * @returns the operations requested so far, retries included; it grows as the client is used
 */
export function watchRequests(
  client: Pick<DynamoDBDocumentClient, "middlewareStack">,
  fateOf: (operation: string, position: number) => RequestFate | Promise<RequestFate> = () => "send",
): readonly string[] {
  const operations: string[] = [];
  client.middlewareStack.add(
    (next, context) => async (args) => {
      // The service's commands are named after its operations.
      const operation = (context.commandName ?? "").replace(/Command$/, "");
      operations.push(operation);
      const fate = await fateOf(operation, operations.length - 1);
      if (fate === "drop") throw new Error("the network is down");
      const answer = await next(args);
      if (fate === "lose-answer") throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
      return answer;
    },
    // Behind the SDK's retry, so that each attempt counts.
    { step: "finalizeRequest", priority: "low", name: "watchRequests" },
  );
  return operations;
}
