import { createAlert } from "./create-alert.ts";

/** Lambda entry: a tick from the FIFO alert queue. */
export const handler = createAlert(process.env);
