/** Phrases and order that the readable forms of a digest share. */
import { highestSeverity, type Severity } from "../../rules/severity.ts";
import type { Digest, DigestEntry } from "../digest.ts";

/** The highest of its stories. */
export function digestSeverity({ entries }: Digest): Severity {
  return highestSeverity(entries.map(({ severity }) => severity));
}

/** `Digest of 12 stories, 2 of them high`: digits and plain words alone. */
export function digestSummary(digest: Digest): string {
  const { entries } = digest;
  const severity = digestSeverity(digest);
  const loud = entries.filter((entry) => entry.severity === severity).length;
  const stories = entries.length === 1 ? "1 story" : `${entries.length} stories`;
  const part = loud < entries.length ? `, ${loud} of them ${severity}` : "";
  const further = digest.number > 1 ? `, part ${digest.number}` : "";
  return `Digest of ${stories}${part}${further}`;
}

/** What came in several stories is one thing that happened; in the order of the first of them. */
export function entriesByEvent(entries: readonly DigestEntry[]): readonly (readonly DigestEntry[])[] {
  const events = new Map<string, DigestEntry[]>();
  for (const entry of entries) {
    const known = events.get(entry.eventId);
    if (known === undefined) events.set(entry.eventId, [entry]);
    else known.push(entry);
  }
  return [...events.values()];
}
