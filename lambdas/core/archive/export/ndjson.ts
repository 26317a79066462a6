import { blankUnsafe } from "../../alerts/messages/safe-text.ts";

/** One JSON object a line. @see https://github.com/ndjson/ndjson-spec */
export function writeNdjson(items: readonly unknown[]): string {
  // JSON has escaped line feeds already; U+2028 and the like would break lines for readers in JavaScript.
  return items.map((item) => `${blankUnsafe(JSON.stringify(item), false)}\n`).join("");
}
