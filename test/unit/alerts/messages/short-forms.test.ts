import { describe, expect, it } from "vitest";
import { attributesOf } from "../../../../lambdas/core/alerts/messages/attributes.ts";
import { gsmSeptets } from "../../../../lambdas/core/alerts/messages/gsm-alphabet.ts";
import { smsText } from "../../../../lambdas/core/alerts/messages/sms-text.ts";
import { subjectOf } from "../../../../lambdas/core/alerts/messages/subject.ts";
import { alertTitled, CROWDED, FRENCH, HOSTILE, KINYARWANDA, MODEL_ALERT, SWAHILI } from "./sample-alerts.ts";

const LONG =
  "Nord-Kivu : nouvelle journée d'affrontements entre l'armée et les rebelles du M23 autour de Kibumba, Buhumba et Rugari, des milliers de déplacés vers Goma";

describe("the subject", () => {
  it.each([
    ["French", FRENCH, `[HIGH] Goma : l'armee et le M23 s'affrontent a Kibumba, " 12 blesses " cote foret`],
    ["Swahili", SWAHILI, "[HIGH] Waasi wa M23 wauteka mji wa Nyabiondo, maelfu wakimbia"],
    ["Kinyarwanda", KINYARWANDA, "[HIGH] M23 yigaruriye Nyabiondo, abaturage bahungira i Goma n'i Sake"],
    ["an update", CROWDED, "[HIGH UPDATE 5] Kagame and Blinken speak by phone about the crisis in Eastern DRC"],
    ["line breaks", alertTitled("Goma\r\nBcc: x@y.example"), "[HIGH] Goma Bcc: x@y.example"],
    ["a forged escape sequence", alertTitled("\u001B[31mGoma\u0007 tombe"), "[HIGH] [31mGoma tombe"],
    ["emoji", alertTitled("🔥 Goma 👩‍👩‍👧 tombe"), "[HIGH] Goma tombe"],
    ["another script", alertTitled("الكونغو: حركة ٢٣ مارس"), "[HIGH] Kibumba, North Kivu, M23, FARDC, Paul Kagame"],
    ["an empty headline", alertTitled(""), "[HIGH] Kibumba, North Kivu, M23, FARDC, Paul Kagame"],
  ])("is printable ASCII, of %s", (_, alert, subject) => {
    expect(subjectOf(alert)).toBe(subject);
  });

  it("names a rule where a headline in another script names nobody", () => {
    const nobody = { places: [], groups: [], people: [] };
    const match = { ruleId: "m23", title: "Les fronts du M23", severity: "high" as const, clause: "", spans: [] };

    expect(subjectOf(alertTitled("Конго", { ...nobody, matches: [match] }))).toBe("[HIGH] Les fronts du M23");
    expect(subjectOf(alertTitled("Конго", nobody))).toBe("[HIGH] news alert");
  });

  it("is under 100 characters, cut with dots", () => {
    const subject = subjectOf(alertTitled(LONG, { severity: "critical" }));

    expect(subject).toBe(
      "[CRITICAL] Nord-Kivu : nouvelle journee d'affrontements entre l'armee et les rebelles du M23 aut...",
    );
    expect(subject).toHaveLength(99);
  });
});

describe("the text message", () => {
  it.each([
    [
      "with the link where it fits",
      SWAHILI,
      "HIGH: Waasi wa M23 wauteka mji wa Nyabiondo, maelfu wakimbia (Great Lakes Courier, 17:30 UTC) https://courier.example/2023/05/kagame-blinken-call",
    ],
    [
      "without it where it does not",
      CROWDED,
      "HIGH UPDATE 5: Kagame and Blinken speak by phone about the crisis in Eastern DRC (Great Lakes Courier, 17:30 UTC)",
    ],
    [
      "with the accents that GSM has",
      FRENCH,
      `HIGH: Goma : l'armée et le M23 s'affrontent à Kibumba, " 12 blessés " coté foret (Great Lakes Courier, 17:30 UTC)`,
    ],
    [
      "without emoji",
      alertTitled("🔥 Goma tombe", { url: undefined }),
      "HIGH: Goma tombe (Great Lakes Courier, 17:30 UTC)",
    ],
    [
      "in UCS-2 for another script",
      alertTitled("الكونغو: حركة ٢٣ مارس", { url: undefined }),
      "HIGH: الكونغو: حركة ٢٣ مارس (17:30 UTC)",
    ],
  ])("is one part, %s", (_, alert, text) => {
    expect(smsText(alert)).toBe(text);
  });

  it("fills 160 septets with a long headline and cuts the rest", () => {
    const text = smsText(alertTitled(LONG));

    expect(text).toMatch(/^HIGH: Nord-Kivu : nouvelle journée .*\.\.\. \(Great Lakes Courier, 17:30 UTC\)$/);
    expect(gsmSeptets(text)).toBeGreaterThan(155);
    expect(gsmSeptets(text)).toBeLessThanOrEqual(160);
  });

  it("counts characters of the extension table twice", () => {
    const text = smsText(alertTitled("€".repeat(200)));

    expect(gsmSeptets("a€")).toBe(3);
    expect(text.match(/€/g)?.length).toBeLessThan(70);
    expect(gsmSeptets(text)).toBeLessThanOrEqual(160);
  });

  it("keeps 70 code units of another script whole", () => {
    const text = smsText(alertTitled("конго ".repeat(60)));

    expect(text).toMatch(/^HIGH: конго .*… \(17:30 UTC\)$/);
    expect(text.length).toBeLessThanOrEqual(70);
    expect(text.length).toBeGreaterThan(60);
  });

  it("knows that â is not in the alphabet and à is", () => {
    expect(gsmSeptets("à la une")).toBe(8);
    expect(gsmSeptets("pâte")).toBeUndefined();
  });
});

describe("the attributes", () => {
  it("are what filter policies choose by", () => {
    expect(attributesOf(MODEL_ALERT)).toEqual({
      severity: { type: "String", value: "high" },
      severityRank: { type: "Number", value: "3" },
      decision: { type: "String", value: "new" },
      source: { type: "String", value: "Great Lakes Courier" },
      lang: { type: "String", value: "en" },
      country: { type: "String", value: "RW" },
      rule: { type: "String.Array", value: '["m23-front-lines","diplomacy"]' },
      place: { type: "String.Array", value: '["place.kibumba","place.north-kivu"]' },
      group: { type: "String.Array", value: '["group.m23","group.fardc"]' },
      theme: { type: "String.Array", value: '["theme.diplomacy"]' },
    });
  });

  it("leave out what the alert has nothing for, since SNS takes no empty value", () => {
    const bare = {
      ...MODEL_ALERT,
      lang: undefined,
      country: "\u200B",
      source: "\n",
      themes: [],
      groups: [],
      matches: [],
      places: [],
    };

    expect(Object.keys(attributesOf(bare))).toEqual(["severity", "severityRank", "decision"]);
  });

  it("name each value once and stay bounded", () => {
    const places = Array.from({ length: 200 }, (_, index) => ({ id: `place.p${index % 100}`, title: "P" }));

    const values: unknown = JSON.parse(attributesOf({ ...MODEL_ALERT, places }).place?.value ?? "");

    expect(values).toEqual(Array.from({ length: 50 }, (_, index) => `place.p${index}`));
  });

  it("hold no control character of a feed", () => {
    expect(attributesOf(HOSTILE).source?.value).toMatch(/^Goma Bcc: victim@example.org M23 \[2J \]0;owned esrever/);
  });
});
