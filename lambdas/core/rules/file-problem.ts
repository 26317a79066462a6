/** What is wrong in a file that a desk wrote, and where. */
export interface FileProblem {
  readonly file: string;
  /** from 1 */
  readonly line: number;
  /** from 1, in UTF-16 code units */
  readonly column: number;
  /** stable, upper case: `E_…` for errors, `W_…` for warnings */
  readonly code: string;
  readonly level: "error" | "warning";
  /** one line */
  readonly message: string;
}

/** `rules/m23.yaml:3:14 E_PAREN expected ")" …` */
export function formatFileProblem(problem: FileProblem): string {
  return `${problem.file}:${problem.line}:${problem.column} ${problem.code} ${problem.message}`;
}
