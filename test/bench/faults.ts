/** Fails every single call of a cycle in turn, in every way, and looks whether anything was lost. */
import { positiveOption, readBenchOptions } from "./bench-options.ts";
import { FAULT_KINDS } from "./faults/fault-gate.ts";
import { describeFaultReport, tryFaults } from "./faults/try-faults.ts";

const USAGE = `Usage: npm run -s bench:faults -- [OPTION ...]

Runs a cycle over four outlets undisturbed, then again for each of its calls to DynamoDB, SQS, SNS and the outlets with that
call spoiled: ${FAULT_KINDS.join(", ")}. After one healthy repetition everything that
is stored and every alert must be as if nothing had happened. Besides: deliveries repeated and reordered, two collectors and two
alert workers at once, and SNS out for hours. Exit status 1 when anything was lost.

  --sample N         so many faults, drawn by the seed; all of them take a while
  --seed N           the draw, and the order of deliveries; printed
  --only OPERATION   spoil calls of that name only, e.g. Publish, or fetch
  --kind KIND        spoil them in that way only
  --round N          spoil calls of that round only, from 1; in the fifth a digest is due
  --json             the report as JSON
`;

const values = readBenchOptions(USAGE, {
  json: { type: "boolean" },
  seed: { type: "string" },
  sample: { type: "string" },
  only: { type: "string" },
  kind: { type: "string" },
  round: { type: "string" },
});
const numberOf = (option: string, text: string | undefined) =>
  text === undefined ? undefined : positiveOption(option, text);
const report = await tryFaults({
  seed: numberOf("--seed", values.seed) ?? Date.now() % 2 ** 31,
  sample: numberOf("--sample", values.sample),
  only: values.only,
  kind: values.kind,
  round: numberOf("--round", values.round),
  onProgress(done, all, damaged) {
    if (done % 25 === 0 || done === all) process.stderr.write(`\r${done} of ${all} faults, ${damaged} did damage`);
  },
});
process.stderr.write("\n");
process.stdout.write(values.json === true ? `${JSON.stringify(report)}\n` : describeFaultReport(report));
process.exitCode = report.lost + report.strays === 0 ? 0 : 1;
