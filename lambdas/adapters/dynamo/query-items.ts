/** Follows a query from page to page for as long as the caller reads on. */
import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import type { Item, ItemKey } from "./batch.ts";
import { callStore } from "./call-store.ts";

/** A query of the document client on one table. */
export type ItemQuery = QueryCommandInput & { readonly TableName: string };

/** Items one by one: a caller that stops early leaves the further pages unread. */
export async function* queryItems(client: DynamoDBDocumentClient, query: ItemQuery): AsyncGenerator<Item> {
  let start: ItemKey | undefined = query.ExclusiveStartKey;
  do {
    const command = new QueryCommand({ ...query, ExclusiveStartKey: start });
    const page = await callStore(query.TableName, "Query", () => client.send(command));
    yield* page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start);
}
