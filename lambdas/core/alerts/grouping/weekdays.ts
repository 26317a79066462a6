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

/** "Officials said Monday" is when they spoke, not when it happened. */
const SPOKEN =
  /\b(?:said|says|told \w+|announced|confirmed|reported|declared|warned|(?:a|ont) (?:dit|declare|annonce|indique|affirme|confirme|averti|fait savoir|rapporte)|alisema|amesema|wamesema|ilisema|imesema|yavuze|bavuze|sagte|teilte|dijo|informo) (?:\w+ )?(?:on |late |ce |siku ya |ku |am |el |este )?/g;

/** @param words - folded @returns the digits of the days, ascending */
export function weekdaysIn(words: readonly string[]): string {
  const all = words.join(" ");
  // Of a text whose only days are those, a day is better than none.
  return daysIn(all.replace(new RegExp(`${SPOKEN.source}(?:${DAYS.join("|")})`, "g"), "")) || daysIn(all);
}

function daysIn(text: string): string {
  return PATTERNS.map((pattern, day) => (pattern.test(text) ? String(day) : "")).join("");
}
