import type { RuleFault } from "../core/archive/check-rule.ts";
import { type ProblemError, parameterProblem } from "./problem.ts";

/** A 400 that lists everything that is wrong with a rule, by its keys. */
export function ruleProblem(faults: readonly RuleFault[]): ProblemError {
  const errors = faults.map(({ path, code, message, excerpt }) => ({
    parameter: path === "" ? "rule" : path,
    detail: `${code} ${message}`,
    ...(excerpt === undefined ? {} : { excerpt }),
  }));
  return parameterProblem(errors);
}
