/** How loud a match is, from the quietest to the loudest. */
export const SEVERITIES = ["low", "medium", "high", "critical"] as const;

export type Severity = (typeof SEVERITIES)[number];

/** 1 for low to 4 for critical: comparable, and an SNS number attribute. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity) + 1;
}

/** The loudest of them. @returns `low` when there is none */
export function highestSeverity(severities: Iterable<Severity>): Severity {
  let highest: Severity = "low";
  for (const severity of severities) {
    if (severityRank(severity) > severityRank(highest)) highest = severity;
  }
  return highest;
}
