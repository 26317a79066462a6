/**
 * The alert as one part of a text message, which is what one costs. Accents that GSM has (é è à ù) stay; others are
 * transliterated, since one ê would more than halve the room. A headline in another script is sent as UCS-2.
 */
import { transliterate } from "../../text/transliterate.ts";
import type { Alert } from "../alert.ts";
import { utcTimeOfDay } from "./alert-times.ts";
import { headlineOf, severityLabel } from "./alert-wording.ts";
import { gsmSeptets, isGsm } from "./gsm-alphabet.ts";
import { cutWhole, safeUrl, shortLine } from "./safe-text.ts";

const GSM_PART_SEPTETS = 160;
const UCS2_PART_UNITS = 70;

/** `HIGH: headline (outlet, 14:05 UTC) link`: the link only where it fits whole, the headline cut where it must be. */
export function smsText(alert: Alert): string {
  const title = headlineOf(alert, 500);
  const gsmTitle = toGsm(title);
  // Where transliteration would lose more than a third of the letters, the headline is in another script.
  const isGsmReadable = gsmTitle !== "" && countLetters(gsmTitle) * 3 >= countLetters(title) * 2;
  const label = severityLabel(alert);
  const outlet = shortLine(alert.source, 24);
  const time = `${utcTimeOfDay(alert.publishedAt)} UTC`;
  const url = safeUrl(alert.url, 100);
  if (!isGsmReadable) return compose({ label, title, tail: time, url, fits: fitsUcs2, ellipsis: "…" });
  const tail = [toGsm(outlet), time].filter(Boolean).join(", ");
  return compose({ label, title: gsmTitle, tail, url, fits: fitsGsm, ellipsis: "..." });
}

interface SmsParts {
  readonly label: string;
  readonly title: string;
  readonly tail: string;
  readonly url: string | undefined;
  readonly fits: (text: string) => boolean;
  readonly ellipsis: string;
}

function compose({ label, title, tail, url, fits, ellipsis }: SmsParts): string {
  const withTitle = (shown: string): string => `${label}: ${shown} (${tail})`;
  const whole = withTitle(title);
  const linked = `${whole} ${url ?? ""}`;
  if (url !== undefined && fits(linked)) return linked;
  if (fits(whole)) return whole;
  // The longest beginning of the headline that fits: no more than 160 units can, so the search is short.
  for (let units = Math.min(title.length, GSM_PART_SEPTETS); units > 0; units -= 1) {
    const shortened = withTitle(`${cutWhole(title, units).trimEnd()}${ellipsis}`);
    if (fits(shortened)) return shortened;
  }
  return withTitle("").slice(0, UCS2_PART_UNITS);
}

function fitsGsm(text: string): boolean {
  const septets = gsmSeptets(text);
  return septets !== undefined && septets <= GSM_PART_SEPTETS;
}

function fitsUcs2(text: string): boolean {
  return text.length <= UCS2_PART_UNITS;
}

function toGsm(text: string): string {
  let out = "";
  for (const character of text.normalize("NFC")) out += isGsm(character) ? character : transliterate(character);
  return [...out.replace(/\s+/g, " ").trim()].filter(isGsm).join("");
}

function countLetters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}
