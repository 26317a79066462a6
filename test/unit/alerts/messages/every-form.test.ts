/**
 * Every form of an alert and of a digest, of every text that feeds are known to do harm with: one golden file a text shows
 * all forms, and the laws of each form are checked on each of them.
 */
import { describe, expect, it } from "vitest";
import type { Alert } from "../../../../lambdas/core/alerts/alert.ts";
import { type Digest, digestEntry, digestId } from "../../../../lambdas/core/alerts/digest.ts";
import {
  type AlertMessage,
  fitsPublication,
  renderAlert,
} from "../../../../lambdas/core/alerts/messages/alert-message.ts";
import { chatDigest } from "../../../../lambdas/core/alerts/messages/chat-digest.ts";
import { type ChatMessage, chatMessage } from "../../../../lambdas/core/alerts/messages/chat-message.ts";
import { renderDigest } from "../../../../lambdas/core/alerts/messages/digest-message.ts";
import { gsmSeptets } from "../../../../lambdas/core/alerts/messages/gsm-alphabet.ts";
import { renderForTerminal } from "../../../../lambdas/core/alerts/messages/terminal-text.ts";
import { story } from "../../../support/domain.ts";
import { readSchema } from "../../../support/json-schema.ts";
import { hexOf } from "../../../support/samples.ts";
import { CROWDED, ESC, FRENCH, HOSTILE, KINYARWANDA, MODEL_ALERT, SWAHILI, spansOf, ZONE } from "./sample-alerts.ts";

const OPTIONS = { timeZone: ZONE, source: "urn:kivuwatch:test" };
const DUE = Date.UTC(2023, 4, 16, 5);

/** The text stands wherever a feed's text can stand, and its first word is what a rule matched. */
function everywhere(text: string): Alert {
  const spans = spansOf("title", text, text.split(/\s+/).slice(0, 1).filter(Boolean));
  const match = { ruleId: "m23", title: "M23", severity: "high" as const, clause: "M23", spans };
  const other = { id: hexOf(8), title: text, source: `${text} II`, publishedAt: DUE };
  return {
    ...MODEL_ALERT,
    title: text,
    summary: text,
    body: text,
    source: text,
    matches: [match],
    otherStories: [other],
  };
}

/** Names are those of the golden files. */
const ALERTS: Readonly<Record<string, Alert>> = {
  french: FRENCH,
  swahili: SWAHILI,
  kinyarwanda: KINYARWANDA,
  "very-long-headline": everywhere("Nord-Kivu : journée d'affrontements à Kibumba ".repeat(60)),
  emoji: everywhere("🔥 Goma 👩‍👩‍👧 tombe 🇨🇩 aux mains du M23 👍🏾"),
  "right-to-left": everywhere("الكونغو: حركة ٢٣ مارس \u202Eamog\u202C \u2066x\u2069 \u200Fgoma\u200E"),
  "four-hundred-outlets": CROWDED,
  "control-characters": everywhere(`Goma ${ESC}[2J${ESC}]0;x\u0007 \u0000\u0008\u007F\u009B31m \u2028\u2029 M23`),
  markdown: everywhere("**Goma** _falls_ ~now~ `rm` [click](http://evil.example) ![x](y) > # <!channel> @here | M23"),
  html: everywhere("<script>alert(1)</script><img src=x onerror=y> &lt;b&gt; Goma &amp; M23 <a href='x'>"),
  "line-breaks": everywhere("Goma\r\nBcc: victim@example.org\r\n\r\nSubject: x\rM23\n.\nQUIT"),
  "broken-unicode": everywhere("Goma \uD800 \uDC00 \uFFFE \u{E0041}\u{E0042} e\u0301\u0301\u0301 M23\uFEFF"),
  "nothing-readable": everywhere("\u200B\u200B \u202E"),
  hostile: HOSTILE,
};

/** The same stories as a digest: the alert's own and, of the same event, that of each outlet that also told it. */
function digestOf(alert: Alert): Digest {
  const told = [alert, ...alert.otherStories.slice(0, 49)];
  const entries = told.map(({ title, source, url, lang }, index) =>
    digestEntry(
      story({
        id: hexOf(index),
        title,
        url,
        lang,
        sources: [{ feedId: "f", entryKey: "k", source, seenAt: DUE }],
        matches: alert.matches,
        publishedAt: alert.publishedAt,
      }),
      { eventId: hexOf(index % 3), dueAt: DUE, at: DUE - 1_000 },
      () => [],
    ),
  );
  return { id: digestId(DUE, 1), dueAt: DUE, number: 1, entries };
}

interface Forms {
  readonly subject: string;
  readonly document: string;
  readonly email: string;
  readonly sms: string;
  readonly message: AlertMessage;
  readonly chat: ChatMessage;
}

function formsOf(message: AlertMessage, chat: ChatMessage): Forms {
  const { default: document, email, sms } = JSON.parse(message.message);
  return { subject: message.subject, document, email, sms, message, chat };
}

const KINDS: Readonly<Record<string, (alert: Alert) => Forms>> = {
  alert: (alert) => formsOf(renderAlert(alert, OPTIONS), chatMessage(alert, OPTIONS)),
  digest: (alert) => formsOf(renderDigest(digestOf(alert), OPTIONS), chatDigest(digestOf(alert), OPTIONS)),
};

const SCHEMAS: Readonly<Record<string, (document: unknown) => readonly string[]>> = {
  alert: readSchema("lambdas/core/alerts/alert.schema.json"),
  digest: readSchema("lambdas/core/alerts/digest.schema.json"),
};

/** Moves a cursor, hides text, turns its direction, or is no Unicode; a line feed is looked at apart. */
const UNSAFE =
  /[\p{Cc}\p{Surrogate}\u200B\u200E\u200F\u061C\u202A-\u202E\u2060-\u206F\uFEFF\u2028\u2029\u{E0000}-\u{E007F}]/u;

/** What must hold of each form, by its name. */
const LAWS: Readonly<Record<string, (forms: Forms, kind: string) => void>> = {
  "a subject of printable ASCII, under 100 characters": ({ subject }) => {
    expect(subject).toMatch(/^\[(LOW|MEDIUM|HIGH|CRITICAL)( UPDATE \d+)?\] [\x20-\x7E]+$/);
    expect(subject.length).toBeLessThan(100);
  },
  "a document that the published schema takes": ({ document }, kind) => {
    expect(SCHEMAS[kind]?.(JSON.parse(document))).toEqual([]);
  },
  "a mail of safe lines in which no line is the feed's": ({ email }) => {
    expect(UNSAFE.test(email.replaceAll("\n", ""))).toBe(false);
    expect(email).not.toMatch(/^(Bcc|Subject|QUIT|\.$)/m);
  },
  "one part of SMS": ({ sms }) => {
    const septets = gsmSeptets(sms);
    expect(septets === undefined ? sms.length <= 70 : septets <= 160).toBe(true);
    expect(UNSAFE.test(sms)).toBe(false);
  },
  "ten attributes at most, none empty": ({ message }) => {
    expect(Object.keys(message.attributes).length).toBeLessThanOrEqual(10);
    for (const { value } of Object.values(message.attributes)) {
      expect(value).not.toBe("");
      expect(UNSAFE.test(value)).toBe(false);
    }
  },
  "what SNS takes in one publication": ({ message }) => {
    expect(fitsPublication(message)).toBe(true);
  },
  "a chat message without foreign markup, mentions or links": ({ chat }) => {
    const { title, description, keywords } = chat.content;
    const feedText = [title, chat.metadata.summary, ...keywords, description.replaceAll(/https:\/\/\S+/g, "")];
    for (const text of feedText) expect(text).not.toMatch(/[_~`<>&@[\]|]|:\/\//);
    expect(UNSAFE.test([...feedText, description].join("").replaceAll("\n", ""))).toBe(false);
    expect(title.length).toBeLessThanOrEqual(250);
    expect(description.length).toBeLessThanOrEqual(3_000);
    expect(chat.metadata.threadId).not.toBe("");
  },
};

const CASES = Object.entries(ALERTS).flatMap(([text, alert]) =>
  Object.keys(KINDS).flatMap((kind) => Object.keys(LAWS).map((law) => ({ text, alert, kind, law }))),
);

describe("every form of every text", () => {
  it.each(CASES)("$text: the $kind has $law", ({ alert, kind, law }) => {
    const forms = KINDS[kind]?.(alert);
    if (forms === undefined) throw new Error(`no forms of ${kind}`);

    expect.hasAssertions();
    LAWS[law]?.(forms, kind);
  });

  it.each(Object.entries(ALERTS))("%s: a terminal gets nothing but text", (_, alert) => {
    const text = renderForTerminal(alert, { timeZone: ZONE, colour: false, width: 100 });

    expect(UNSAFE.test(text.replaceAll("\n", ""))).toBe(false);
  });

  it.each(Object.entries(ALERTS))("%s: reads as it did", async (name, alert) => {
    const [told, digest] = [KINDS.alert?.(alert), KINDS.digest?.(alert)];
    const part = (title: string, text: string | undefined) => `=== ${title}\n${text ?? ""}\n`;
    const golden = [
      part("subject", told?.subject),
      part("sms", told?.sms),
      part("email", told?.email),
      part("terminal", renderForTerminal(alert, { timeZone: ZONE, colour: false, width: 100 })),
      part("chat", JSON.stringify(told?.chat, undefined, 2)),
      // Of the document what a feed wrote; the rest is the same in all.
      part("document", JSON.stringify(feedTextIn(told?.document), undefined, 2)),
      part("digest: subject", digest?.subject),
      part("digest: email", digest?.email.slice(0, 3_000)),
      part("digest: chat", JSON.stringify(digest?.chat, undefined, 2)),
    ].join("\n");

    await expect(golden).toMatchFileSnapshot(`../../../fixtures/messages/${name}.txt`);
  });
});

function feedTextIn(document: string | undefined): unknown {
  const { data } = JSON.parse(document ?? "{}");
  return {
    title: data.title,
    summary: data.summary.slice(0, 500),
    source: data.source,
    url: data.url,
    lang: data.lang,
  };
}

describe("texts that people must be able to read", () => {
  it.each([
    ["french", "l'armée et le M23 s'affrontent à Kibumba", "l'armee et le M23 s'affrontent a Kibumba"],
    ["swahili", "Waasi wa M23 wauteka mji wa Nyabiondo", "Waasi wa M23 wauteka mji wa Nyabiondo"],
    ["kinyarwanda", "abaturage bahungira i Goma n’i Sake", "abaturage bahungira i Goma n'i Sake"],
    ["emoji", "Goma 👩‍👩‍👧 tombe 🇨🇩", "Goma tombe aux mains du M23"],
    ["html", "<script>alert(1)</script>", "<script>alert(1)</script>"],
    ["line-breaks", "Goma Bcc: victim@example.org Subject: x M23 . QUIT", "Goma Bcc: victim@example.org"],
  ])("%s stays readable in a mail, and in ASCII in the subject", (name, inMail, inSubject) => {
    const alert = ALERTS[name];
    if (alert === undefined) throw new Error(`no text ${name}`);

    const { email, subject } = KINDS.alert?.(alert) ?? { email: "", subject: "" };

    expect(email.replaceAll(/[»«]/g, "").replaceAll(/\s+/g, " ")).toContain(inMail);
    expect(subject).toContain(inSubject);
  });
});
