import { describe, expect, it } from "vitest";
import { emailText } from "../../../../lambdas/core/alerts/messages/email-text.ts";
import { CROWDED, FRENCH, HOSTILE, KINYARWANDA, MODEL_ALERT, SWAHILI, spansOf, ZONE } from "./sample-alerts.ts";

const OPTIONS = { timeZone: ZONE };

describe("the e-mail", () => {
  it("reads from top to bottom: what, when, the evidence, the link, why, who else, how to mute", () => {
    const text = emailText(MODEL_ALERT, { ...OPTIONS, consoleUrl: "https://desk.example/api/" });

    expect(text).toBe(`HIGH: Kagame and Blinken speak by phone about the crisis in Eastern DRC
Great Lakes Courier [en], 15 May 2023, 17:30 UTC (19:30 Lubumbashi)

»M23« rebels and the »FARDC« have been fighting around »Kibumba« and »Buhumba« in »Nyiragongo« territory, north of »Goma«.

https://courier.example/2023/05/kagame-blinken-call

Why you get this
- M23 front lines (high): M23, FARDC, Kibumba, Buhumba, Nyiragongo, Goma, by @group.m23 AND @place.nyiragongo
- Diplomacy of the Great Lakes (medium): Kagame, Blinken, by @person.kagame NEAR/8 @person.blinken
- new: first story of this event

Also told by 2 other outlets
- Congo Actuel: Est de la RDC : Blinken appelle Kagame [fr]
- Sauti ya Maziwa: Blinken azungumza na Kagame [sw]

All about this event: https://desk.example/api/events/eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
To mute this event: kivuwatch silence eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee --for 6h --why "..." --by you
Event eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee, alert 1
`);
  });

  it.each([
    ["French", FRENCH, "HIGH: Goma : l'armée et le M23 s'affrontent à Kibumba, « 12 blessés » côté forêt"],
    ["Swahili", SWAHILI, "HIGH: Waasi wa M23 wauteka mji wa Nyabiondo, maelfu wakimbia"],
    ["Kinyarwanda", KINYARWANDA, "HIGH: M23 yigaruriye Nyabiondo, abaturage bahungira i Goma n’i Sake"],
  ])("keeps %s as it was written", (_, alert, headline) => {
    const [first] = emailText(alert, OPTIONS).split("\n");

    expect(first).toBe(headline);
  });

  it("marks the headline where nothing else holds the matched words", () => {
    const match = {
      ruleId: "r",
      title: "R",
      severity: "low" as const,
      clause: "M23",
      spans: spansOf("title", SWAHILI.title, ["M23"]),
    };

    const text = emailText({ ...SWAHILI, matches: [match] }, OPTIONS);

    expect(text).toContain("\n\nWaasi wa »M23« wauteka mji wa Nyabiondo, maelfu wakimbia\n\n");
  });

  it("repeats the day where it is another one in the desk's zone", () => {
    const text = emailText({ ...MODEL_ALERT, publishedAt: Date.UTC(2023, 4, 15, 23, 5) }, OPTIONS);

    expect(text).toContain("15 May 2023, 23:05 UTC (16 May 2023, 01:05 Lubumbashi)");
  });

  it("names 25 of 400 outlets, lists 8 of their stories and counts the others", () => {
    const text = emailText(CROWDED, OPTIONS);

    expect(text.match(/^- Outlet \d+: /gm)).toHaveLength(8);
    expect(text).toContain("- and 392 more stories");
    expect(text).toContain(", Outlet 24 and 375 more");
    expect(text.length).toBeLessThan(4_000);
  });

  it("lets no line of a feed become a line of the mail", () => {
    const lines = emailText(HOSTILE, OPTIONS).split("\n");

    expect(lines.filter((line) => line.startsWith("Bcc:"))).toEqual([]);
    expect(lines[0]).toMatch(/^HIGH: Goma Bcc: victim@example.org M23 \[2J \]0;owned esrever </);
    expect(lines).toContain("(the feed gave no link)");
  });

  it("quotes a window of a sentence without end", () => {
    const summary = `${"mots ".repeat(300)}le M23 attaque ${"mots ".repeat(300)}`;
    const match = {
      ruleId: "r",
      title: "R",
      severity: "low" as const,
      clause: "M23",
      spans: spansOf("summary", summary, ["M23"]),
    };

    const text = emailText({ ...MODEL_ALERT, summary, matches: [match] }, OPTIONS);

    const quote = text.split("\n")[3] ?? "";
    expect(quote).toContain("mots le »M23« attaque mots");
    expect(quote.startsWith("mots ")).toBe(true);
    expect(quote.length).toBeLessThan(330);
  });
});
