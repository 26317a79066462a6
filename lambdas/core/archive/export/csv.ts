/**
 * CSV for spreadsheets. The texts come from feeds, and a spreadsheet runs a cell that begins like a formula: such a cell
 * gets an apostrophe in front, which shows it as text.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
import { blankUnsafe } from "../../alerts/messages/safe-text.ts";

/** Excel takes UTF-8 for what it is only behind this mark. */
const BYTE_ORDER_MARK = "\uFEFF";

// The full-width forms are formulas to spreadsheets set to East Asian languages. Blanks in front do not stop one.
const FORMULA = /^(?:[\t\r]|\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/u;

export interface CsvOptions {
  /** begin with a byte order mark @default false */
  readonly hasByteOrderMark?: boolean;
}

/** @param rows - cells in the order of the header; undefined is an empty cell. Numbers are written as they are. */
export function writeCsv(
  header: readonly string[],
  rows: readonly (readonly (string | number | undefined)[])[],
  { hasByteOrderMark = false }: CsvOptions = {},
): string {
  const lines = [header, ...rows].map((row) => row.map(cellOf).join(","));
  return `${hasByteOrderMark ? BYTE_ORDER_MARK : ""}${lines.join("\r\n")}\r\n`;
}

function cellOf(value: string | number | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = blankUnsafe(value, true);
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
