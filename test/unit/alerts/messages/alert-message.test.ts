import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Alert, AlertEntity } from "../../../../lambdas/core/alerts/alert.ts";
import { MAX_PUBLISH_BYTES, renderAlert } from "../../../../lambdas/core/alerts/messages/alert-message.ts";
import { chatMessage } from "../../../../lambdas/core/alerts/messages/chat-message.ts";
import { alertFromCloudEvent } from "../../../../lambdas/core/alerts/messages/cloud-event.ts";
import { gsmSeptets } from "../../../../lambdas/core/alerts/messages/gsm-alphabet.ts";
import { renderForTerminal } from "../../../../lambdas/core/alerts/messages/terminal-text.ts";
import { SEVERITIES } from "../../../../lambdas/core/rules/severity.ts";
import { CROWDED, HOSTILE, MODEL_ALERT, ZONE } from "./sample-alerts.ts";

const OPTIONS = { timeZone: ZONE, source: "urn:kivuwatch:test" };

function formsOf(alert: Alert): { readonly default: string; readonly email: string; readonly sms: string } {
  return JSON.parse(renderAlert(alert, OPTIONS).message);
}

function bytesOf(alert: Alert): number {
  const { subject, message, attributes } = renderAlert(alert, OPTIONS);
  const rest = Object.entries(attributes).flatMap(([name, { type, value }]) => [name, type, value]);
  return Buffer.byteLength([subject, message, ...rest].join(""), "utf8");
}

describe("renderAlert", () => {
  it("gives a form for each protocol, a subject and attributes", () => {
    const { subject, message, attributes } = renderAlert(MODEL_ALERT, OPTIONS);

    expect(subject).toBe("[HIGH] Kagame and Blinken speak by phone about the crisis in Eastern DRC");
    expect(Object.keys(JSON.parse(message))).toEqual(["default", "email", "sms"]);
    expect(Object.keys(attributes)).toHaveLength(10);
  });

  it("is the same for the same alert, so that a retry repeats it word for word", () => {
    expect(renderAlert(CROWDED, OPTIONS)).toEqual(renderAlert(CROWDED, OPTIONS));
  });

  it("carries all of 400 other outlets, and their number to people", () => {
    const forms = formsOf(CROWDED);

    expect(JSON.parse(forms.default).data.otherStories).toHaveLength(400);
    expect(JSON.parse(forms.default).data.omitted).toBeUndefined();
    expect(forms.email).toContain("Also told by 400 other outlets");
    expect(forms.email).toContain("- and 392 more stories");
  });

  it("shortens lists that do not fit, counts what it left out, and stays a valid alert", () => {
    const title = "é".repeat(1_000);
    const alert: Alert = {
      ...CROWDED,
      otherStories: CROWDED.otherStories.map((story) => ({ ...story, title })),
      body: "ê".repeat(60_000),
    };

    const { data, ...event } = JSON.parse(formsOf(alert).default);

    expect(bytesOf(alert)).toBeLessThanOrEqual(MAX_PUBLISH_BYTES);
    expect(data.otherStories.length + data.omitted.otherStories).toBe(400);
    expect(data.body.length + data.omitted.bodyCharacters).toBe(60_000);
    expect(alertFromCloudEvent({ ...event, data }).id).toBe(alert.id);
  });

  it("fits whatever is written, even where each character takes the most bytes", () => {
    const heavy = '"\\'.repeat(100_000);
    const entities: readonly AlertEntity[] = Array.from({ length: 300 }, (_, index) => ({
      id: `${heavy}${index}`,
      title: heavy,
      pcode: heavy,
    }));
    const alert: Alert = {
      ...MODEL_ALERT,
      title: heavy,
      summary: heavy,
      body: heavy,
      reason: heavy,
      source: heavy,
      lang: heavy,
      country: heavy,
      url: `https://a.example/${"?".repeat(1_900)}`,
      places: entities,
      groups: entities,
      people: entities,
      processes: entities,
      themes: entities,
      matches: Array.from({ length: 300 }, (_, index) => ({
        ruleId: `${index}${heavy}`,
        title: heavy,
        severity: "critical" as const,
        clause: heavy,
        spans: Array.from({ length: 300 }, () => ({
          field: "title" as const,
          start: 0,
          end: 2,
          text: heavy,
          satisfies: heavy,
        })),
      })),
      otherStories: Array.from({ length: 500 }, (_, index) => ({
        id: heavy,
        title: heavy,
        source: `${index}${heavy}`,
        lang: heavy,
        url: `https://a.example/${"x".repeat(900)}`,
        publishedAt: index,
      })),
    };

    expect(bytesOf(alert)).toBeLessThanOrEqual(MAX_PUBLISH_BYTES);
  });
});

const TEXT = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc.constantFrom(
    HOSTILE.title,
    "",
    " ",
    "\uD83D",
    "😀".repeat(300),
    "Ж".repeat(400),
    "é".repeat(400),
    "M23 à Goma",
    "€|^{}[]~\\".repeat(40),
  ),
);
const SPAN = fc.record({
  field: fc.constantFrom("title", "summary", "body"),
  start: fc.integer({ min: -5, max: 300 }),
  end: fc.integer({ min: -5, max: 300 }),
  text: TEXT,
  satisfies: TEXT,
});
const ENTITIES = fc.array(
  fc.record({
    id: TEXT,
    title: TEXT,
    pcode: fc.option(TEXT, { nil: undefined }),
    lat: fc.option(fc.double(), { nil: undefined }),
  }),
  { maxLength: 4 },
);
const ID = fc.stringMatching(/^[0-9a-f]{32}$/);
const TIME = fc.oneof(
  fc.integer(),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 9e15),
  fc.integer({ min: 0, max: 4e12 }),
);
const ALERT: fc.Arbitrary<Alert> = fc.record({
  id: ID,
  eventId: ID,
  revision: fc.integer({ min: 1, max: 1_000 }),
  decision: fc.constantFrom("new", "update"),
  reason: TEXT,
  severity: fc.constantFrom(...SEVERITIES),
  storyId: TEXT,
  title: TEXT,
  summary: TEXT,
  body: fc.option(TEXT, { nil: undefined }),
  url: fc.option(fc.oneof(TEXT, fc.webUrl({ withQueryParameters: true, withFragments: true })), { nil: undefined }),
  source: TEXT,
  lang: fc.option(TEXT, { nil: undefined }),
  country: fc.option(TEXT, { nil: undefined }),
  publishedAt: TIME,
  firstSeenAt: TIME,
  decidedAt: TIME,
  places: ENTITIES,
  groups: ENTITIES,
  people: ENTITIES,
  processes: ENTITIES,
  themes: ENTITIES,
  matches: fc.array(
    fc.record({
      ruleId: TEXT,
      title: TEXT,
      severity: fc.constantFrom(...SEVERITIES),
      clause: TEXT,
      spans: fc.array(SPAN, { maxLength: 6 }),
    }),
    { maxLength: 5 },
  ),
  otherStories: fc.array(
    fc.record({
      id: TEXT,
      title: TEXT,
      source: TEXT,
      url: fc.option(TEXT, { nil: undefined }),
      lang: fc.option(TEXT, { nil: undefined }),
      publishedAt: TIME,
    }),
    { maxLength: 6 },
  ),
});

/** Anything that moves a cursor, hides text or turns its direction; a line feed is checked for apart. */
const UNSAFE =
  /[\p{Cc}\p{Surrogate}\u200B\u200E\u200F\u061C\u202A-\u202E\u2060-\u206F\uFEFF\u2028\u2029\u{E0000}-\u{E007F}]/u;

describe("laws of every form", () => {
  it("no limit of SNS is broken, nothing is injected and nothing throws, whatever the feeds wrote", () => {
    fc.assert(
      fc.property(ALERT, (alert) => {
        const { subject, attributes } = renderAlert(alert, OPTIONS);
        const forms = formsOf(alert);
        const septets = gsmSeptets(forms.sms);

        expect(bytesOf(alert)).toBeLessThanOrEqual(MAX_PUBLISH_BYTES);
        expect(subject).toMatch(/^\[(LOW|MEDIUM|HIGH|CRITICAL)( UPDATE \d+)?\] [\x20-\x7E]+$/);
        expect(subject.length).toBeLessThan(100);
        expect(septets === undefined ? forms.sms.length <= 70 : septets <= 160).toBe(true);
        expect(UNSAFE.test(forms.sms)).toBe(false);
        expect(UNSAFE.test(forms.email.replaceAll("\n", ""))).toBe(false);
        expect(Object.keys(attributes).length).toBeLessThanOrEqual(10);
        for (const { type, value } of Object.values(attributes)) {
          expect(value).not.toBe("");
          expect(UNSAFE.test(value)).toBe(false);
          if (type === "String.Array") expect(JSON.parse(value).length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("the document is a valid alert again, with the same words at the same offsets", () => {
    fc.assert(
      fc.property(ALERT, (alert) => {
        const back = alertFromCloudEvent(JSON.parse(formsOf(alert).default));

        expect(back).toMatchObject({
          id: alert.id,
          eventId: alert.eventId,
          revision: alert.revision,
          severity: alert.severity,
        });
        expect(back.title.length).toBe(alert.title.length);
        for (const span of back.matches.flatMap((match) => match.spans)) {
          expect(span.end).toBeLessThanOrEqual((back[span.field] ?? "").length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("a chat message holds no control character, no mention and no markup but ours", () => {
    fc.assert(
      fc.property(ALERT, (alert) => {
        const { content, metadata } = chatMessage(alert, OPTIONS);

        const told = [content.title, metadata.summary, ...content.keywords];
        for (const text of told) expect(text).not.toMatch(/[*_~`<>&@[\]|]/);
        expect(content.description).not.toMatch(/[_~`<>&@[\]|]/);
        expect(UNSAFE.test([...told, content.description].join("").replaceAll("\n", ""))).toBe(false);
        expect(content.title.length).toBeLessThanOrEqual(250);
        expect(content.description.length).toBeLessThanOrEqual(3_000);
      }),
      { numRuns: 300 },
    );
  });

  it("a terminal gets no escape sequence but our colours", () => {
    fc.assert(
      fc.property(ALERT, fc.integer({ min: -1, max: 200 }), (alert, width) => {
        const plain = renderForTerminal(alert, { timeZone: ZONE, colour: false, width });
        const coloured = renderForTerminal(alert, { timeZone: ZONE, colour: true, width });

        expect(UNSAFE.test(plain.replaceAll("\n", ""))).toBe(false);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
        expect(UNSAFE.test(coloured.replace(/\u001B\[(?:0|1|2|36|1;31|1;33|1;4)m/g, "").replaceAll("\n", ""))).toBe(
          false,
        );
      }),
      { numRuns: 300 },
    );
  });

  it("a megabyte of anything takes a moment", () => {
    const texts = ["a", ". ", '."', "é ", "»", "\u202E", "M23. ", "\n", "\uD800"].map((unit) =>
      unit.repeat(1_000_000 / unit.length),
    );

    const slowest = Math.max(
      ...texts.map((text) => {
        const alert = { ...MODEL_ALERT, title: text, summary: text, body: text, source: text };
        const startedAt = performance.now();
        renderAlert(alert, OPTIONS);
        renderForTerminal(alert, { timeZone: ZONE, colour: true, width: 80 });
        chatMessage(alert, OPTIONS);
        return performance.now() - startedAt;
      }),
    );

    expect(slowest).toBeLessThan(3_000);
  });
});
