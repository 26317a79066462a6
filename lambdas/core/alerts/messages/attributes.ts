/**
 * SNS message attributes, what subscription filter policies choose by. Ten at most: raw delivery to SQS drops a message
 * that has more. Values keep to what SNS takes: no control characters, and few enough to stay small.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 */
import { highestSeverity, SEVERITIES, severityRank } from "../../rules/severity.ts";
import type { Alert, AlertEntity } from "../alert.ts";
import type { Digest, DigestEntry } from "../digest.ts";
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
 * the alert has nothing for are left out. Entities go by their full id, e.g. `place.goma`; places bring those above
 * them, so that `place.north-kivu` finds Goma.
 */
export function attributesOf(alert: Alert): AlertAttributes {
  return present([
    ["severity", text(alert.severity)],
    ["severityRank", { type: "Number", value: String(severityRank(alert.severity)) }],
    ["decision", text(alert.decision)],
    ["source", text(alert.source)],
    // A policy compares letter by letter, and feeds write `FR` and `fr-CD` as they like.
    ["lang", text(alert.lang?.toLowerCase())],
    ["country", text(alert.country)],
    ["rule", array(alert.matches.map((match) => match.ruleId))],
    // The wide ones first: of very many it is a village that goes missing, not its province.
    ["place", array([...(alert.areas ?? []), ...alert.places.map(idOf)])],
    ["group", array(alert.groups.map(idOf))],
    ["theme", array(alert.themes.map(idOf))],
  ]);
}

/**
 * Those of a digest: a filter that would take any of its stories takes the digest. Where an alert has one value, a
 * digest has a list, which filter policies read alike.
 */
export function digestAttributesOf({ entries }: Digest): AlertAttributes {
  const severity = highestSeverity(entries.map((entry) => entry.severity));
  const all = (pick: (entry: DigestEntry) => readonly (string | undefined)[]) =>
    array(entries.flatMap(pick).filter((value) => value !== undefined));
  return present([
    ["severity", array(SEVERITIES.filter((each) => entries.some((entry) => entry.severity === each)))],
    ["severityRank", { type: "Number", value: String(severityRank(severity)) }],
    ["decision", text("digest")],
    ["source", all(({ source }) => [source])],
    ["lang", all(({ lang }) => [lang?.toLowerCase()])],
    ["country", all(({ country }) => [country])],
    ["rule", all(({ rules }) => rules)],
    ["place", all(({ places }) => places)],
    ["group", all(({ groups }) => groups)],
    ["theme", all(({ themes }) => themes)],
  ]);
}

function present(candidates: readonly (readonly [string, AlertAttribute | undefined])[]): AlertAttributes {
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
