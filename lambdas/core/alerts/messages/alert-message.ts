/** One alert in all the forms that one SNS publication carries, within the limits of SNS whatever the feeds wrote. */
import type { Alert } from "../alert.ts";
import { type AlertAttributes, attributesOf } from "./attributes.ts";
import { toCloudEvent } from "./cloud-event.ts";
import { DOCUMENT_STEPS } from "./document-limits.ts";
import { emailText } from "./email-text.ts";
import { smsText } from "./sms-text.ts";
import { subjectOf } from "./subject.ts";

export interface RenderOptions {
  /** IANA name of the desk's zone */
  readonly timeZone: string;
  /** who sends, as a URI, e.g. `urn:kivuwatch:prod` */
  readonly source: string;
  /** base address of the desk's API or page */
  readonly consoleUrl?: string;
}

/** What one publication consists of. */
export interface AlertMessage {
  readonly subject: string;
  /** for `MessageStructure: json`: a JSON object of the forms `default` (CloudEvents JSON), `email` and `sms` */
  readonly message: string;
  readonly attributes: AlertAttributes;
}

/**
 * Bytes of message, subject and attributes together that SNS takes.
 * @see https://docs.aws.amazon.com/general/latest/gr/sns.html
 */
export const MAX_PUBLISH_BYTES = 262_144;

/** Never fails: the document is shortened, with counts of what was left out, until it fits. */
export function renderAlert(alert: Alert, options: RenderOptions): AlertMessage {
  const subject = subjectOf(alert);
  const attributes = attributesOf(alert);
  const email = emailText(alert, options);
  const sms = smsText(alert);
  let message = "";
  for (const limits of DOCUMENT_STEPS) {
    message = JSON.stringify({ default: JSON.stringify(toCloudEvent(alert, options.source, limits)), email, sms });
    if (fitsPublication({ subject, message, attributes })) break;
  }
  return { subject, message, attributes };
}

/** Whether SNS takes it: subject, message and attributes are counted together. */
export function fitsPublication({ subject, message, attributes }: AlertMessage): boolean {
  return byteLength(subject) + byteLength(message) + attributeBytes(attributes) <= MAX_PUBLISH_BYTES;
}

/** As SNS counts them: names, types and values. */
function attributeBytes(attributes: AlertAttributes): number {
  let bytes = 0;
  for (const [name, { type, value }] of Object.entries(attributes))
    bytes += byteLength(name) + byteLength(type) + byteLength(value);
  return bytes;
}

function byteLength(text: string): number {
  return Buffer.byteLength(text, "utf8");
}
