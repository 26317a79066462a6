import { describe, expect, it } from "vitest";
import { chatMessage } from "../../../../lambdas/core/alerts/messages/chat-message.ts";
import { alertFromCloudEvent, toCloudEvent } from "../../../../lambdas/core/alerts/messages/cloud-event.ts";
import { renderForTerminal } from "../../../../lambdas/core/alerts/messages/terminal-text.ts";
import { alertTitled, CROWDED, ESC, HOSTILE, KINYARWANDA, MODEL_ALERT, ZONE } from "./sample-alerts.ts";

const PLAIN = { timeZone: ZONE, colour: false, width: 80 };

describe("the terminal", () => {
  it("shows severity, headline, source, time, the words that matched, why, the link and who else", () => {
    expect(
      renderForTerminal(MODEL_ALERT, PLAIN),
    ).toBe(`HIGH »Kagame« and »Blinken« speak by phone about the crisis in Eastern DRC
  Great Lakes Courier, 15 May 2023, 17:30 UTC (19:30 Lubumbashi)
  »M23« rebels and the »FARDC« have been fighting around »Kibumba« and »Buhumba«
  in »Nyiragongo« territory, north of »Goma«.
  why: M23 front lines (high): M23, FARDC, Kibumba, Buhumba, Nyiragongo, Goma,
  by @group.m23 AND @place.nyiragongo
  why: Diplomacy of the Great Lakes (medium): Kagame, Blinken, by @person.kagame
  NEAR/8 @person.blinken
  https://courier.example/2023/05/kagame-blinken-call
  also: Congo Actuel, Sauti ya Maziwa`);
  });

  it("marks by colour where the terminal has colours, in as many columns", () => {
    const coloured = renderForTerminal(MODEL_ALERT, { ...PLAIN, colour: true });

    expect(coloured).toContain(`${ESC}[1;31mHIGH${ESC}[0m ${ESC}[1;4mKagame${ESC}[0m and `);
    expect(coloured).toContain(`north of ${ESC}[1;4mGoma${ESC}[0m.`);
    expect(coloured.split("\n")).toHaveLength(renderForTerminal(MODEL_ALERT, PLAIN).split("\n").length);
  });

  it("shows the same of an alert that came as a document", () => {
    const received = alertFromCloudEvent(JSON.parse(JSON.stringify(toCloudEvent(MODEL_ALERT, "urn:x"))));

    expect(renderForTerminal(received, PLAIN)).toBe(renderForTerminal(MODEL_ALERT, PLAIN));
  });

  it("keeps to the width, also with wide characters, and never cuts a link", () => {
    const wide = alertTitled("戈马 ".repeat(40), { url: `https://a.example/${"x".repeat(90)}` });

    const lines = renderForTerminal(wide, { ...PLAIN, width: 40 }).split("\n");

    const headline = lines.filter((line) => line.includes("戈"));
    // A pair of ideographs takes four columns and a space: seven pairs, or eight without the badge, fill forty.
    expect(headline.every((line) => line.trim().split(" ").length <= 8)).toBe(true);
    expect(headline.length).toBeGreaterThanOrEqual(5);
    expect(lines).toContain(`  https://a.example/${"x".repeat(90)}`);
  });

  it("names six other outlets and counts the rest", () => {
    const lines = renderForTerminal(CROWDED, PLAIN).split("\n");

    expect(lines.at(-1)).toBe("  also: Outlet 0, Outlet 1, Outlet 2, Outlet 3, Outlet 4, Outlet 5 and 394 more");
  });

  it("is never driven by a feed", () => {
    const text = renderForTerminal(HOSTILE, PLAIN);

    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/);
    expect(text).toContain("[2J ]0;owned");
  });
});

describe("the chat message", () => {
  it("is a custom notification of Amazon Q that threads by event", () => {
    expect(chatMessage(MODEL_ALERT, { timeZone: ZONE })).toEqual({
      version: "1.0",
      source: "custom",
      id: MODEL_ALERT.id,
      content: {
        textType: "client-markdown",
        title: "HIGH: Kagame and Blinken speak by phone about the crisis in Eastern DRC",
        description: [
          "Great Lakes Courier, 15 May 2023, 17:30 UTC (19:30 Lubumbashi)",
          "*M23* rebels and the *FARDC* have been fighting around *Kibumba* and *Buhumba* in *Nyiragongo* territory, north of *Goma*.",
          "• M23 front lines (high): M23, FARDC, Kibumba, Buhumba, Nyiragongo, Goma, by ＠group.m23 AND ＠place.nyiragongo",
          "• Diplomacy of the Great Lakes (medium): Kagame, Blinken, by ＠person.kagame NEAR/8 ＠person.blinken",
          "Also: Congo Actuel, Sauti ya Maziwa",
        ].join("\n"),
        nextSteps: ["Read the story: https://courier.example/2023/05/kagame-blinken-call"],
        keywords: ["high", "Kibumba", "North Kivu", "M23", "FARDC", "Paul Kagame"],
      },
      metadata: {
        threadId: MODEL_ALERT.eventId,
        summary: "HIGH: Kagame and Blinken speak by phone about the crisis in Eastern DRC",
        eventType: "KivuWatch alert",
      },
    });
  });

  it("says that an update is one, in the same thread", () => {
    const { metadata, content } = chatMessage(CROWDED, { timeZone: ZONE });

    expect(metadata).toMatchObject({ threadId: MODEL_ALERT.eventId, eventType: "KivuWatch update" });
    expect(content.description).toContain("Outlet 7 and 392 more");
  });

  it("turns markup, mentions and addresses of a feed into look-alikes", () => {
    const { content } = chatMessage(alertTitled("*M23* <!channel> @here [x](http://evil.example) `c` ~d~ _e_ & |"), {
      timeZone: ZONE,
    });

    expect(content.title).toBe("HIGH: ∗M23∗ ‹ǃchannel› ＠here (x)(http: //evil.example) 'c' ∼d∼ ˍeˍ ＆ ¦");
  });

  it("encodes what chat programs would take for markup in the story's own address", () => {
    const { content } = chatMessage(
      { ...KINYARWANDA, url: "https://a.example/_x_*y*~z~(1)?q=<b>|c" },
      { timeZone: ZONE },
    );

    expect(content.nextSteps).toEqual(["Read the story: https://a.example/%5Fx%5F%2Ay%2A%7Ez%7E%281%29?q=%3Cb%3E%7Cc"]);
  });
});
