import { parse } from "yaml";
// The namespace, not the object: a bundler then leaves out the parts that are not used.
import * as z from "zod";
import { ConfigError, messageOf } from "./errors.ts";
import { SEVERITIES } from "./rules/severity.ts";
import { parseUrl } from "./text/parse-url.ts";

/** Poll intervals that divide the day evenly, in minutes. */
export const POLL_INTERVALS = [5, 15, 30, 60, 180, 360] as const;

const timeZone = z.string().refine(isTimeZone, "is not an IANA time zone such as Africa/Lubumbashi");

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "06:30", in quotes');

const origin = z
  .string()
  .refine(isOrigin, "must be an origin such as https://desk.example: https (http for localhost), no path, no wildcard");

const deskSchema = z.strictObject({
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,15}$/, "must be 1-16 lower-case letters, digits and hyphens, starting with a letter")
    .default("prod"),
  alertEmails: z.array(z.email()).default([]),
  operationsEmails: z.array(z.email()).default([]),
  timeZone: timeZone.default("Africa/Lubumbashi"),
  pollMinutes: z.literal(POLL_INTERVALS).default(15),
  retention: z
    .strictObject({
      unmatchedDays: z.int().min(1).max(3650).default(30),
      matchedDays: z.int().min(0).max(36_500).default(400),
    })
    .prefault({}),
  alertMaxAgeHours: z.number().min(0.25).max(720).default(6),
  quietHours: z
    .strictObject({ from: timeOfDay, to: timeOfDay })
    .refine(({ from, to }) => from !== to, "must end at another time than they begin")
    .optional(),
  digest: z
    .strictObject({
      every: z.enum(["hourly", "daily"]),
      at: timeOfDay.default("07:00"),
      upTo: z.enum(SEVERITIES).exclude(["critical"]).default("medium"),
    })
    .optional(),
  corsOrigins: z.array(origin).max(20).default([]),
  contactUrl: z.url({ protocol: /^(https?|mailto)$/ }).default("https://example.org/kivuwatch-contact"),
});

/** What a desk decides, complete and valid. @see config/desk.yaml */
export type Desk = Readonly<z.infer<typeof deskSchema>>;

/**
 * Read config/desk.yaml.
 * @param text - the file's text; empty means all defaults
 * @param file - its name, for messages
 * @throws {@link ConfigError} naming every key that is wrong
 */
export function parseDesk(text: string, file: string): Desk {
  let value: unknown;
  try {
    value = parse(text) ?? {};
  } catch (cause) {
    throw new ConfigError(`${file}: not readable as YAML: ${messageOf(cause)}`, { cause });
  }
  const result = deskSchema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join(".") || "the file"}: ${issue.message}`);
  throw new ConfigError(`${file}: ${problems.join("; ")}`);
}

function isOrigin(text: string): boolean {
  const url = parseUrl(text);
  if (url === undefined) return false;
  const { origin: parsed, protocol, hostname } = url;
  const isHere = hostname === "localhost" || hostname === "127.0.0.1";
  // A `*` is a valid character of a host to the URL standard.
  return parsed === text && !text.includes("*") && (protocol === "https:" || (protocol === "http:" && isHere));
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
