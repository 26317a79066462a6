/**
 * The two forms that nearly all feeds print, exactly as RFC 822 (with years of four digits) and RFC 3339 have them: read in
 * a tenth of the time that the forms of all the others take. Whatever differs in the least is left to those.
 */
import type { EpochMs } from "../time.ts";

const RFC_822 =
  /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) (\d\d):(\d\d):(\d\d) (?:GMT|UTC|Z|([+-])(\d\d)(\d\d))$/;
const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:Z|([+-])(\d\d):(\d\d))$/;

const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

/** Later and earlier years are for the other forms to judge. */
const FIRST_YEAR = 1971;
const LAST_YEAR = 2099;

/** @returns undefined when it is in neither form, or not for certain a time */
export function parseExactDate(written: string): EpochMs | undefined {
  const mail = RFC_822.exec(written);
  if (mail !== null) return timeOf(mail, mail[3], MONTHS.indexOf(mail[2] ?? "") / 3 + 1, mail[1]);
  const stamp = RFC_3339.exec(written);
  return stamp === null ? undefined : timeOf(stamp, stamp[1], Number(stamp[2]), stamp[3]);
}

/** @param parts - with hours, minutes, seconds, the zone's sign, its hours and its minutes from 4 on */
function timeOf(parts: RegExpExecArray, yearText = "", month: number, dayText = ""): EpochMs | undefined {
  const [, , , , hours, minutes, seconds, sign, zoneHours = "0", zoneMinutes = "0"] = parts;
  const [year, day] = [Number(yearText), Number(dayText)];
  const midnight = Date.UTC(year, month - 1, day);
  // 31 February is no day; Date would make it March.
  const isDay = year >= FIRST_YEAR && year <= LAST_YEAR && new Date(midnight).getUTCDate() === day;
  const isTime = Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60;
  if (!isDay || month < 1 || month > 12 || !isTime || Number(zoneHours) > 13 || Number(zoneMinutes) > 59)
    return undefined;
  const offset = (sign === "-" ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes));
  return midnight + ((Number(hours) * 60 + Number(minutes) - offset) * 60 + Number(seconds)) * 1_000;
}
