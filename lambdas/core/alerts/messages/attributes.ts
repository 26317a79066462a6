/**
 * SNS message attributes, what subscription filter policies choose by. Ten at most: raw delivery to SQS drops a message
 * that has more. Values keep to what SNS takes: no control characters, and few enough to stay small.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 */
import { severityRank } from "../../rules/severity.ts";
import type { Alert, AlertEntity } from "../alert.ts";
import { shortLine } from "./safe-text.ts";

/** One attribute in the terms of SNS; an array is a JSON text. */
interface AlertAttribute {
  readonly type: "String" | "Number" | "String.Array";
  readonly value: string;
}

export type AlertAttributes = Readonly<Record<string, AlertAttribute>>;

const MAX_VALUES = 50;
const MAX_ARRAY_BYTES = 4_000;
const MAX_VALUE_UNITS = 100;

/**
 * `severity`, `severityRank`, `decision`, `source`, `lang`, `country`, `rule`, `place`, `group` and `theme`; those that
 * the alert has nothing for are left out. Entities go by their full id, e.g. `place.goma`.
 */
export function attributesOf(alert: Alert): AlertAttributes {
  const candidates: readonly (readonly [string, AlertAttribute | undefined])[] = [
    ["severity", text(alert.severity)],
    ["severityRank", { type: "Number", value: String(severityRank(alert.severity)) }],
    ["decision", text(alert.decision)],
    ["source", text(alert.source)],
    ["lang", text(alert.lang)],
    ["country", text(alert.country)],
    ["rule", array(alert.matches.map((match) => match.ruleId))],
    ["place", array(alert.places.map(idOf))],
    ["group", array(alert.groups.map(idOf))],
    ["theme", array(alert.themes.map(idOf))],
  ];
  const attributes: Record<string, AlertAttribute> = {};
  for (const [name, attribute] of candidates) {
    if (attribute !== undefined) attributes[name] = attribute;
  }
  return attributes;
}

function idOf(entity: AlertEntity): string {
  return entity.id;
}

function text(value: string | undefined): AlertAttribute | undefined {
  const safe = safeValue(value ?? "");
  return safe === "" ? undefined : { type: "String", value: safe };
}

/** Of very many values the first are kept: a filter policy that asks for a later one misses the alert by attribute only. */
function array(values: readonly string[]): AlertAttribute | undefined {
  const kept: string[] = [];
  let bytes = 0;
  for (const value of new Set(values.map(safeValue))) {
    bytes += Buffer.byteLength(value, "utf8");
    if (kept.length === MAX_VALUES || bytes > MAX_ARRAY_BYTES) break;
    if (value !== "") kept.push(value);
  }
  return kept.length === 0 ? undefined : { type: "String.Array", value: JSON.stringify(kept) };
}

function safeValue(value: string): string {
  return shortLine(value, MAX_VALUE_UNITS);
}
