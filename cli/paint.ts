import { styleText } from "node:util";

type Colour = "red" | "green" | "yellow" | "cyan" | "dim" | "bold";

/** Colour for a person at a terminal; a pipe, and NO_COLOR, get the plain text. @see https://no-color.org */
export function paint(text: string, colour: Colour): string {
  const isPlain = process.stdout.isTTY !== true || (process.env.NO_COLOR ?? "") !== "";
  return isPlain ? text : styleText(colour, text);
}
