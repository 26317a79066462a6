/** The time and zone that stand beside a date, in the forms that feeds use. All of it must be understood, or none is. */
import { isFiller, zoneOf } from "./date-names.ts";

export interface TimeOfDay {
  /** since midnight */
  readonly timeMs: number;
  /** east of Greenwich */
  readonly zoneMinutes: number;
}

/**
 * @param text - what is left of a date once its day, month and year are taken out; lower case, without accents
 * @returns midnight UTC for nothing; undefined when any part of it is not understood
 */
export function parseTimeOfDay(text: string): TimeOfDay | undefined {
  const found =
    /^[ t-]*(?:(\d{1,2})(?:[:h] ?(\d{1,2}))?(?::(\d{1,2})(?:[.:,]\d{1,9})?)?(?: ?([ap])\.?m\b\.?)?)?(.*)$/.exec(
      text
        .split(" ")
        .filter((word) => !isFiller(word))
        .join(" "),
    );
  if (found === null) return undefined;
  const [, hours, minutes, seconds, half, zone = ""] = found;
  const zoneMinutes = parseZone(zone.trim());
  if (zoneMinutes === undefined) return undefined;
  if (hours === undefined) return { timeMs: 0, zoneMinutes };
  // A lone number is a time only with what makes it one: "10 pm", "10h", "10Z".
  if (minutes === undefined && half === undefined && zone === "") return undefined;
  const hour = half === undefined ? Number(hours) : to24Hours(Number(hours), half === "p");
  const minute = Number(minutes ?? 0);
  const second = Number(seconds ?? 0);
  if (hour === undefined || minute > 59 || second > 60) return undefined;
  if (hour > 24 || (hour === 24 && minute + second > 0)) return undefined;
  return { timeMs: ((hour * 60 + minute) * 60 + second) * 1_000, zoneMinutes };
}

function to24Hours(hour: number, isAfternoon: boolean): number | undefined {
  // "14:05 pm" is met, and clear.
  if (hour > 12) return isAfternoon ? hour : undefined;
  return (hour % 12) + (isAfternoon ? 12 : 0);
}

function parseZone(zone: string): number | undefined {
  if (zone === "") return 0;
  const found = /^(?:(z|utc|ut|gmt)(?![a-z]) ?)?(?:([+-]) ?(\d{1,2}):?(\d\d)?)?(?: ?([a-z]{1,5}))?$/.exec(zone);
  if (found === null) return undefined;
  const [, base, sign, hours, minutes = "0", name] = found;
  const named = name === undefined ? undefined : zoneOf(name);
  if (name !== undefined && named === undefined) return undefined;
  if (sign === undefined) return base === undefined ? named : (named ?? zoneOf(base));
  const offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  // No place is farther than 14 hours from Greenwich; a name beside the offset must agree with it.
  if (Math.abs(offset) > 840 || Number(minutes) > 59) return undefined;
  return named === undefined || named === 0 || named === offset ? offset : undefined;
}
