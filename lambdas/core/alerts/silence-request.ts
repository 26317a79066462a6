/** What a person types to silence something, made into a silence. */
import { ConfigError } from "../errors.ts";
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from "../time.ts";
import { safeLine } from "./messages/safe-text.ts";
import { MAX_SILENCE_TEXT, type Silence, type SilenceTarget, silenceIdFor } from "./silence.ts";

/** What may be silenced by name. */
export interface KnownNames {
  readonly ruleIds: readonly string[];
  /** full ids, `place.goma` */
  readonly placeIds: readonly string[];
}

const UNITS: Readonly<Record<string, number>> = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS };

/** A silence that outlives the reason for it costs alerts: longer ones are asked for again. */
const MAX_DURATION_MS = 30 * DAY_MS;

/**
 * @param text - 32 hex digits of an event, a rule's id, or a place with or without `place.`; `rule:`, `place:` and
 * `event:` in front tell which is meant
 * @throws {@link ConfigError} when nothing or more than one thing goes by that name
 */
export function resolveTarget(text: string, { ruleIds, placeIds }: KnownNames): SilenceTarget {
  const [, wanted, name = ""] = /^(?:(rule|place|event):)?(.*)$/s.exec(text.trim().toLowerCase()) ?? [];
  const place = `place.${name.replace(/^place\./, "").replace(/[\s_]+/g, "-")}`;
  const found: SilenceTarget[] = [];
  if (/^[0-9a-f]{32}$/.test(name)) found.push({ kind: "event", id: name });
  if (ruleIds.includes(name)) found.push({ kind: "rule", id: name });
  if (placeIds.includes(place)) found.push({ kind: "place", id: place });
  const targets = found.filter(({ kind }) => wanted === undefined || kind === wanted);
  const [target] = targets;
  if (target === undefined)
    throw new ConfigError(`nothing to silence goes by ${JSON.stringify(text)}: ${hint(name, ruleIds, placeIds)}`);
  if (targets.length > 1) {
    const forms = targets.map(({ kind }) => `${kind}:${name.replace(/^place\./, "")}`).join(" or ");
    throw new ConfigError(`${JSON.stringify(text)} is more than one thing: write ${forms}`);
  }
  return target;
}

/** @param text - `30m`, `6h` or `2d` @throws {@link ConfigError} */
export function parseDuration(text: string): number {
  const [, count = "", unit = ""] = /^(\d{1,5})([mhd])$/.exec(text.trim()) ?? [];
  const ms = Number(count) * (UNITS[unit] ?? 0);
  if (ms > 0 && ms <= MAX_DURATION_MS) return ms;
  throw new ConfigError(`--for ${text}: write minutes, hours or days such as 30m, 6h or 2d, at most 30d`);
}

/** @throws {@link ConfigError} when author or reason are missing or too long */
export function makeSilence(
  target: SilenceTarget,
  words: { readonly why: string; readonly by: string },
  now: EpochMs,
  durationMs: number,
): Silence {
  const [why, by] = [checkedLine("why", words.why), checkedLine("by", words.by)];
  return { id: silenceIdFor(target, by, now), target, why, by, createdAt: now, until: now + durationMs };
}

/** One line of text that a person must give. @throws {@link ConfigError} */
export function checkedLine(option: string, text: string): string {
  const line = safeLine(text);
  if (line === "") throw new ConfigError(`--${option} is needed: whoever misses an alert will ask`);
  if (line.length > MAX_SILENCE_TEXT) throw new ConfigError(`--${option} has more than ${MAX_SILENCE_TEXT} characters`);
  return line;
}

function hint(name: string, ruleIds: readonly string[], placeIds: readonly string[]): string {
  const part = name.replace(/^place\./, "").slice(0, 4);
  const near = [...ruleIds, ...placeIds].filter((id) => part.length > 2 && id.includes(part)).slice(0, 5);
  return near.length > 0 ? `did you mean ${near.join(", ")}?` : "write a rule's id, a place or an event's 32 digits";
}
