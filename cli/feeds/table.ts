/** What strangers wrote must not steer the terminal, nor break the table. */
function cell(text: string, maxChars: number): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return line.length > maxChars ? `${line.slice(0, maxChars - 1)}…` : line;
}

/**
 * Columns as wide as their widest cell; the last one is not padded.
 * @param maxChars - of a cell
 */
export function formatTable(rows: readonly (readonly string[])[], maxChars = 60): readonly string[] {
  const cells = rows.map((row) => row.map((text, at) => cell(text, at === row.length - 1 ? 200 : maxChars)));
  const widths: number[] = [];
  for (const row of cells) for (const [at, text] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, text.length);
  return cells.map((row) =>
    row.map((text, at) => (at === row.length - 1 ? text : text.padEnd(widths[at] ?? 0))).join("  "),
  );
}
