import { createQueryHandler } from "./create-query-handler.ts";

/** Lambda entry: a request of the HTTP API. */
export const handler = createQueryHandler(process.env);
