/**
 * Fails every single call of a cycle in turn, in every way, and looks whether anything was lost.
 *
 * `tsx test/bench/faults.ts [--json] [--seed N] [--sample N] [--only OPERATION] [--kind KIND]`: progress on stderr; exit status 1 when anything was lost.
 */
import { parseArgs } from "node:util";
import { describeFaultReport, tryFaults } from "./faults/try-faults.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean" },
    seed: { type: "string" },
    sample: { type: "string" },
    only: { type: "string" },
    kind: { type: "string" },
  },
});
const report = await tryFaults({
  seed: values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed),
  sample: values.sample === undefined ? undefined : Number(values.sample),
  only: values.only,
  kind: values.kind,
  onProgress(done, all, damaged) {
    if (done % 25 === 0 || done === all) process.stderr.write(`\r${done} of ${all} faults, ${damaged} did damage`);
  },
});
process.stderr.write("\n");
process.stdout.write(values.json === true ? `${JSON.stringify(report)}\n` : describeFaultReport(report));
process.exitCode = report.lost + report.strays === 0 ? 0 : 1;
