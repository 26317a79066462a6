import { createCollect } from "./create-collect.ts";

/** Lambda entry: SQS messages, each naming the feeds to poll. */
export const handler = createCollect(process.env);
