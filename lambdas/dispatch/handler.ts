import { createDispatch } from "./create-dispatch.ts";

/** Lambda entry: the scheduler's tick, once a minute. */
export const handler = createDispatch(process.env);
