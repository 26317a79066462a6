import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Digest, type DigestEntry, digestEntry, digestId } from "../../../../lambdas/core/alerts/digest.ts";
import { MAX_PUBLISH_BYTES } from "../../../../lambdas/core/alerts/messages/alert-message.ts";
import { chatDigest } from "../../../../lambdas/core/alerts/messages/chat-digest.ts";
import { renderDigest } from "../../../../lambdas/core/alerts/messages/digest-message.ts";
import { digestEventSchema, digestJsonSchema } from "../../../../lambdas/core/alerts/messages/digest-schema.ts";
import { MAX_DIGEST_ENTRIES } from "../../../../lambdas/core/alerts/tell-digests.ts";
import type { Story } from "../../../../lambdas/core/stories/story.ts";
import { story } from "../../../support/domain.ts";
import { readSchema } from "../../../support/json-schema.ts";
import { hexOf } from "../../../support/samples.ts";

const DUE = Date.UTC(2026, 0, 2, 4);
const OPTIONS = { timeZone: "Africa/Lubumbashi", source: "urn:kivuwatch:test" };

function entry(part: Partial<Story>, eventId = hexOf(0xe1)): DigestEntry {
  return digestEntry(story(part), { eventId, dueAt: DUE, at: DUE - 1_000 }, () => ["place.north-kivu"]);
}

function digest(entries: readonly DigestEntry[], number = 1): Digest {
  return { id: digestId(DUE, number), dueAt: DUE, number, entries };
}

const FILE = "lambdas/core/alerts/digest.schema.json";
const problemsOf = readSchema(FILE);

const RULE = { ruleId: "m23", title: "M23", severity: "high", spans: [], clause: "" } as const;
const TWO_EVENTS = digest([
  entry({ id: hexOf(1), title: "Goma : l'armée reprend Kibumba", lang: "fr", matches: [RULE] }),
  entry({ id: hexOf(2), severity: "medium", title: "Mafuriko Kalehe", lang: "sw", url: undefined }, hexOf(0xe2)),
  entry({ id: hexOf(3), severity: "low", title: "Army retakes Kibumba", matches: [RULE] }),
]);

describe("a digest", () => {
  it("reads well as an e-mail: loudest first, one paragraph an event", () => {
    const { subject, message } = renderDigest(TWO_EVENTS, OPTIONS);

    expect(subject).toBe("[HIGH] Digest of 3 stories, 1 of them high");
    expect(JSON.parse(message).email).toBe(`[HIGH] Digest of 3 stories, 1 of them high
for 2 Jan 2026, 04:00 UTC (06:00 Lubumbashi)

HIGH: Goma : l'armée reprend Kibumba
Courier, 2 Jan 2026, 12:00 UTC (14:00 Lubumbashi); m23
https://courier.example/1
- also: Army retakes Kibumba
Courier, 2 Jan 2026, 12:00 UTC (14:00 Lubumbashi); m23
https://courier.example/1

MEDIUM: Mafuriko Kalehe
Courier, 2 Jan 2026, 12:00 UTC (14:00 Lubumbashi)
`);
  });

  it("is a CloudEvent of its own type for programs, and one line for a phone", () => {
    const forms = JSON.parse(renderDigest(TWO_EVENTS, OPTIONS).message);

    const event = digestEventSchema.parse(JSON.parse(forms.default));
    expect(event).toMatchObject({ type: "kivuwatch.digest.v1", id: digestId(DUE, 1), data: { severity: "high" } });
    expect(event.data.stories.map(({ storyId }) => storyId)).toEqual([1, 2, 3].map((number) => hexOf(number)));
    expect(forms.sms).toBe("KivuWatch: [HIGH] Digest of 3 stories, 1 of them high");
  });

  it("says which part of a window it is", () => {
    expect(renderDigest(digest([entry({})], 2), OPTIONS).subject).toBe("[HIGH] Digest of 1 story, part 2");
  });

  it("carries what any of its stories would be filtered by", () => {
    const { attributes } = renderDigest(TWO_EVENTS, OPTIONS);

    expect(attributes.severity).toEqual({ type: "String.Array", value: '["low","medium","high"]' });
    expect(attributes.severityRank).toEqual({ type: "Number", value: "3" });
    expect(attributes.lang?.value).toBe('["fr","sw","en"]');
    expect(attributes.decision?.value).toBe("digest");
  });

  it("breaks no limit of SNS, injects nothing and never throws, whatever the feeds wrote", () => {
    const nasty = fc.oneof(
      fc.string({ unit: "binary", maxLength: 400 }),
      fc.constantFrom(
        '"\\'.repeat(2_000),
        "\u{1F600}".repeat(5_000),
        "a\r\nBcc: x@y\u202E\u0000\u2028",
        "\uD800".repeat(999),
      ),
    );
    const stories = fc.record({ title: nasty, url: nasty, lang: nasty, country: nasty, source: nasty, rule: nasty });
    fc.assert(
      fc.property(fc.array(stories, { minLength: 1, maxLength: 3 }), (texts) => {
        const entries = Array.from({ length: MAX_DIGEST_ENTRIES }, (_, index) => {
          const { title, url, lang, country, source, rule } = texts[index % texts.length] ??
            texts[0] ?? { title: "", url: "", lang: "", country: "", source: "", rule: "" };
          const sources = [{ feedId: "f", entryKey: "k", source, seenAt: DUE }];
          return entry({
            id: hexOf(index),
            title,
            url,
            lang,
            country,
            sources,
            matches: Array(50).fill({ ...RULE, ruleId: rule }),
          });
        });

        const { subject, message, attributes } = renderDigest(digest(entries), OPTIONS);

        const attributeText = Object.entries(attributes)
          .map(([name, { type, value }]) => name + type + value)
          .join("");
        expect(Buffer.byteLength(subject + message + attributeText)).toBeLessThanOrEqual(MAX_PUBLISH_BYTES);
        expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
        const { email, default: document } = JSON.parse(message);
        for (const bad of ["\r", "\u0000", "\u2028", "\u202E", "\nBcc"]) expect(email).not.toContain(bad);
        expect(problemsOf(JSON.parse(document))).toEqual([]);
        expect(Object.keys(attributes).length).toBeLessThanOrEqual(10);
      }),
      { numRuns: 30 },
    );
  });
});

describe("digest.schema.json", () => {
  const document = JSON.parse(JSON.parse(renderDigest(TWO_EVENTS, OPTIONS).message).default);

  it("is the schema that documents are read by", () => {
    const published: unknown = JSON.parse(readFileSync(FILE, "utf8"));

    expect(published).toEqual(JSON.parse(JSON.stringify(digestJsonSchema())));
  });

  it("takes a digest, and members that a later version may add", () => {
    expect(problemsOf(document)).toEqual([]);
    expect(problemsOf({ ...document, mood: "grave", data: { ...document.data, mood: "grave" } })).toEqual([]);
  });

  it("refuses a document that lacks something or has something else", () => {
    const { dueAt: _, ...data } = document.data;

    expect(problemsOf({ ...document, data })).toEqual(["/data must have required property 'dueAt'"]);
    expect(problemsOf({ ...document, type: "kivuwatch.alert.v1" })).toEqual(["/type must be equal to constant"]);
    expect(problemsOf({ ...document, data: { ...document.data, stories: [] } })).toEqual([
      "/data/stories must NOT have fewer than 1 items",
    ]);
  });
});

describe("a digest for chat programs", () => {
  it("is a custom notification of Amazon Q, one bullet an event, in the desk's own thread", () => {
    expect(chatDigest(TWO_EVENTS, OPTIONS)).toEqual({
      version: "1.0",
      source: "custom",
      id: digestId(DUE, 1),
      content: {
        textType: "client-markdown",
        title: "HIGH: Digest of 3 stories, 1 of them high",
        description: [
          "For 2 Jan 2026, 04:00 UTC (06:00 Lubumbashi)",
          "• *HIGH* Goma : l'armée reprend Kibumba",
          "Courier, 2 Jan 2026, 12:00 UTC (14:00 Lubumbashi)",
          "https://courier.example/1",
          "Also: Courier",
          "• *MEDIUM* Mafuriko Kalehe",
          "Courier, 2 Jan 2026, 12:00 UTC (14:00 Lubumbashi)",
        ].join("\n"),
        nextSteps: [],
        keywords: ["high", "m23"],
      },
      metadata: {
        threadId: "urn:kivuwatch:test:digest",
        summary: "HIGH: Digest of 3 stories, 1 of them high",
        eventType: "KivuWatch digest",
      },
    });
  });

  it("keeps one thread for all digests of a desk, and another for another desk", () => {
    const [first, second] = [digest([entry({})]), digest([entry({ id: hexOf(9) })], 2)];

    const threads = [
      chatDigest(first, OPTIONS),
      chatDigest(second, OPTIONS),
      chatDigest(first, { ...OPTIONS, source: "urn:kivuwatch:dev" }),
    ].map(({ metadata }) => metadata.threadId);

    expect(threads[0]).toBe(threads[1]);
    expect(threads[2]).not.toBe(threads[0]);
  });

  it("counts the events that do not fit, and stays within 3,000 characters", () => {
    const entries = Array.from({ length: MAX_DIGEST_ENTRIES }, (_, index) =>
      entry({ id: hexOf(index), title: `Kibumba ${index} `.repeat(40) }, hexOf(0xe00 + index)),
    );

    const { description } = chatDigest(digest(entries), OPTIONS).content;

    expect(description.length).toBeLessThanOrEqual(3_000);
    const told = description.match(/^• /gm)?.length ?? 0;
    expect(told).toBeGreaterThan(5);
    expect(description).toMatch(new RegExp(`\n… and ${MAX_DIGEST_ENTRIES - told} more events$`));
  });
});
