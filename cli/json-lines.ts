/** JSON lines in, JSON lines out, in order: each line is answered before the next is read, and flushed when input is slow. */
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** A line that could not be read as JSON. */
export interface BadLine {
  /** from 1 */
  readonly line: number;
  readonly text: string;
  readonly reason: string;
}

/**
 * Answer every line of the input; empty lines are skipped.
 * @param answer - makes the value to print for a line's value
 * @param complain - makes the value to print for a line that is no JSON
 */
export async function answerLines(
  input: Readable,
  output: Writable,
  answer: (value: unknown, line: number) => unknown,
  complain: (bad: BadLine) => unknown,
): Promise<void> {
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() === "") continue;
    await writeJsonLine(output, respond(text, line, answer, complain));
  }
}

/** A full pipe asks us to wait: memory stays flat whatever the reader does. */
export async function writeJsonLine(output: Writable, value: unknown): Promise<void> {
  if (!output.write(`${JSON.stringify(value)}\n`)) await new Promise((resolve) => output.once("drain", resolve));
}

function respond(
  text: string,
  line: number,
  answer: (value: unknown, line: number) => unknown,
  complain: (bad: BadLine) => unknown,
): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return complain({ line, text, reason: error instanceof Error ? error.message : String(error) });
  }
  return answer(value, line);
}
