/**
 * The days of the week that a story names. News gives the day of what happened, in every language, and within the three
 * days that an event lives a weekday is a date: two attacks on one village, on Monday and on Wednesday, are two events.
 */

/** Sunday is 0. Folded, as words or word sequences. */
const DAYS: readonly string[] = [
  "sunday|dimanche|jumapili|ku cyumweru|ku wa mungu|w imana|lomingo|domingo|sonntag",
  "monday|lundi|jumatatu|wa mbere|ku wambere|mokolo ya liboso|lunes|segunda feira|montag",
  "tuesday|mardi|jumanne|wa kabiri|mokolo ya mibale|martes|terca feira|dienstag",
  "wednesday|mercredi|jumatano|wa gatatu|mokolo ya misato|miercoles|quarta feira|mittwoch",
  "thursday|jeudi|alhamisi|wa kane|mokolo ya minei|jueves|quinta feira|donnerstag",
  "friday|vendredi|ijumaa|wa gatanu|mokolo ya mitano|viernes|sexta feira|freitag",
  "saturday|samedi|jumamosi|wa gatandatu|mokolo ya poso|sabado|samstag",
];

const PATTERNS: readonly RegExp[] = DAYS.map((names) => new RegExp(`\\b(?:${names})\\b`));

/** @param words - folded @returns the digits of the days, ascending */
export function weekdaysIn(words: readonly string[]): string {
  const text = words.join(" ");
  return PATTERNS.map((pattern, day) => (pattern.test(text) ? String(day) : "")).join("");
}
