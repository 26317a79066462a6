import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { alertFromCloudEvent, toCloudEvent } from "../../../../lambdas/core/alerts/messages/cloud-event.ts";
import { alertJsonSchema } from "../../../../lambdas/core/alerts/messages/cloud-event-schema.ts";
import { KivuWatchError } from "../../../../lambdas/core/errors.ts";
import { readSchema } from "../../../support/json-schema.ts";
import { CROWDED, HOSTILE, MODEL_ALERT } from "./sample-alerts.ts";

const SOURCE = "urn:kivuwatch:test";

describe("the alert as a CloudEvent", () => {
  it("has the envelope of CloudEvents 1.0", () => {
    const { data: _, ...envelope } = toCloudEvent(MODEL_ALERT, SOURCE);

    expect(envelope).toEqual({
      specversion: "1.0",
      id: MODEL_ALERT.id,
      source: SOURCE,
      type: "kivuwatch.alert.v1",
      subject: MODEL_ALERT.eventId,
      time: "2023-05-15T17:35:00.000Z",
      datacontenttype: "application/json",
    });
  });

  it("tells what, where, who and when", () => {
    const { data } = toCloudEvent(MODEL_ALERT, SOURCE);

    expect(data).toMatchObject({
      alertId: MODEL_ALERT.id,
      eventId: MODEL_ALERT.eventId,
      revision: 1,
      decision: "new",
      reason: "first story of this event",
      severity: "high",
      severityRank: 3,
      title: MODEL_ALERT.title,
      summary: MODEL_ALERT.summary,
      url: "https://courier.example/2023/05/kagame-blinken-call",
      source: "Great Lakes Courier",
      lang: "en",
      publishedAt: "2023-05-15T17:30:00.000Z",
      firstSeenAt: "2023-05-15T17:34:00.000Z",
      rules: ["m23-front-lines", "diplomacy"],
      groups: [
        { id: "group.m23", title: "M23" },
        { id: "group.fardc", title: "FARDC" },
      ],
      people: [{ id: "person.kagame", title: "Paul Kagame" }],
      themes: [{ id: "theme.diplomacy", title: "Diplomacy" }],
    });
    expect(data.places[1]).toEqual({ id: "place.north-kivu", title: "North Kivu", pcode: "CD61", lat: -0.8, lon: 29 });
    expect(data.otherStories).toHaveLength(2);
  });

  it("says why: rule by rule the words, their offsets in this document, and the clause", () => {
    const { data } = toCloudEvent(MODEL_ALERT, SOURCE);

    const [m23, diplomacy] = data.why;
    expect(m23).toMatchObject({ rule: "m23-front-lines", clause: "@group.m23 AND @place.nyiragongo" });
    expect(m23?.words.map(({ start, end }) => data.summary.slice(start, end))).toEqual([
      "M23",
      "FARDC",
      "Kibumba",
      "Buhumba",
      "Nyiragongo",
      "Goma",
    ]);
    expect(diplomacy?.words[0]).toEqual({ field: "title", start: 0, end: 6, text: "Kagame", satisfies: "Kagame" });
  });

  it("keeps offsets true where it blanks what is unsafe", () => {
    const summary = "\u202EGoma\u0007 : le M23";
    const start = summary.indexOf("M23");
    const span = { field: "summary" as const, start, end: start + 3, text: "M23", satisfies: "M23" };
    const match = { ruleId: "r", title: "R", severity: "low" as const, clause: "M23", spans: [span] };

    const { data } = toCloudEvent({ ...MODEL_ALERT, summary, matches: [match] }, SOURCE);

    expect(data.summary).toBe(" Goma  : le M23");
    expect(data.summary.slice(start, start + 3)).toBe("M23");
  });

  it("drops addresses that are no web addresses", () => {
    const { data } = toCloudEvent(HOSTILE, SOURCE);

    expect(data.url).toBeUndefined();
    expect(data.otherStories[0]?.url).toBeUndefined();
  });

  it("comes back as the same alert", () => {
    const document: unknown = JSON.parse(JSON.stringify(toCloudEvent(MODEL_ALERT, SOURCE)));

    expect(alertFromCloudEvent(document)).toEqual(MODEL_ALERT);
  });

  it.each([
    ["nothing", undefined, "expected object"],
    ["another event", { ...toCloudEvent(MODEL_ALERT, SOURCE), type: "other" }, "at type"],
    ["a forged severity", forged({ severity: "deafening" }), "at data.severity"],
    ["a forged time", forged({ publishedAt: "yesterday" }), "at data.publishedAt"],
    ["an id that is no id", { ...toCloudEvent(MODEL_ALERT, SOURCE), id: "../../x" }, "at id"],
  ])("refuses %s and says what is wrong", (_, document, told) => {
    const read = (): unknown => alertFromCloudEvent(document);

    expect(read).toThrow(KivuWatchError);
    expect(read).toThrow(told);
  });
});

function forged(data: object): unknown {
  const document = toCloudEvent(MODEL_ALERT, SOURCE);
  return { ...document, data: { ...document.data, ...data } };
}

describe("alert.schema.json", () => {
  const FILE = "lambdas/core/alerts/alert.schema.json";
  const problemsOf = readSchema(FILE);

  it("is the schema that documents are read by", () => {
    expect(JSON.parse(readFileSync(FILE, "utf8"))).toEqual(JSON.parse(JSON.stringify(alertJsonSchema())));
  });

  it.each([
    ["the model alert", MODEL_ALERT],
    ["a hostile one", HOSTILE],
    ["one of 400 outlets", CROWDED],
  ])("takes the document of %s", (_, alert) => {
    const document: unknown = JSON.parse(JSON.stringify(toCloudEvent(alert, SOURCE)));

    expect(problemsOf(document)).toEqual([]);
  });

  it("takes members that a later version may add", () => {
    expect(problemsOf(forged({ mood: "grave" }))).toEqual([]);
  });

  it("refuses a document that lacks something or has something else", () => {
    const { specversion: _, ...rest } = toCloudEvent(MODEL_ALERT, SOURCE);

    expect(problemsOf(rest)).toEqual(["/ must have required property 'specversion'"]);
    expect(problemsOf({ ...rest, specversion: "2.0" })).toEqual(["/specversion must be equal to constant"]);
    expect(problemsOf(forged({ revision: 0, why: "x", publishedAt: "2023-02-31T10:00:00Z" }))).toEqual([
      "/data/revision must be >= 1",
      expect.stringMatching(/^\/data\/publishedAt must match pattern/),
      '/data/publishedAt must match format "date-time"',
      "/data/why must be array",
    ]);
  });
});
