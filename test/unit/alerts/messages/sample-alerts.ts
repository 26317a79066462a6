/** Alerts as desks would get them, and as nobody should. */
import type { Alert } from "../../../../lambdas/core/alerts/alert.ts";
import type { Span, TextField } from "../../../../lambdas/core/rules/match.ts";

export const ZONE = "Africa/Lubumbashi";

/** Spans of every occurrence of the words in a field, in order. */
export function spansOf(field: TextField, text: string, words: readonly string[]): readonly Span[] {
  return words
    .flatMap((word) => {
      const start = text.indexOf(word);
      return start === -1 ? [] : [{ field, start, end: start + word.length, text: word, satisfies: word }];
    })
    .sort((a, b) => a.start - b.start);
}

const TITLE = "Kagame and Blinken speak by phone about the crisis in Eastern DRC";
const SUMMARY =
  "Their offices confirmed the call on Monday. M23 rebels and the FARDC have been fighting around Kibumba and Buhumba in Nyiragongo territory, north of Goma. No details were given.";

export const MODEL_ALERT: Alert = {
  id: "a".repeat(32),
  eventId: "e".repeat(32),
  revision: 1,
  decision: "new",
  reason: "first story of this event",
  severity: "high",
  storyId: "5".repeat(32),
  title: TITLE,
  summary: SUMMARY,
  url: "https://courier.example/2023/05/kagame-blinken-call",
  source: "Great Lakes Courier",
  lang: "en",
  country: "RW",
  publishedAt: Date.UTC(2023, 4, 15, 17, 30),
  firstSeenAt: Date.UTC(2023, 4, 15, 17, 34),
  decidedAt: Date.UTC(2023, 4, 15, 17, 35),
  places: [
    { id: "place.kibumba", title: "Kibumba", lat: -1.49, lon: 29.34 },
    { id: "place.north-kivu", title: "North Kivu", pcode: "CD61", lat: -0.8, lon: 29 },
  ],
  groups: [
    { id: "group.m23", title: "M23" },
    { id: "group.fardc", title: "FARDC" },
  ],
  people: [{ id: "person.kagame", title: "Paul Kagame" }],
  processes: [],
  themes: [{ id: "theme.diplomacy", title: "Diplomacy" }],
  matches: [
    {
      ruleId: "m23-front-lines",
      title: "M23 front lines",
      severity: "high",
      clause: "@group.m23 AND @place.nyiragongo",
      spans: spansOf("summary", SUMMARY, ["M23", "FARDC", "Kibumba", "Buhumba", "Nyiragongo", "Goma"]),
    },
    {
      ruleId: "diplomacy",
      title: "Diplomacy of the Great Lakes",
      severity: "medium",
      clause: "@person.kagame NEAR/8 @person.blinken",
      spans: spansOf("title", TITLE, ["Kagame", "Blinken"]),
    },
  ],
  otherStories: [
    {
      id: "6".repeat(32),
      title: "Est de la RDC : Blinken appelle Kagame",
      source: "Congo Actuel",
      url: "https://actuel.example/1",
      lang: "fr",
      publishedAt: Date.UTC(2023, 4, 15, 17, 20),
    },
    {
      id: "7".repeat(32),
      title: "Blinken azungumza na Kagame",
      source: "Sauti ya Maziwa",
      lang: "sw",
      publishedAt: Date.UTC(2023, 4, 15, 17, 10),
    },
  ],
};

/** A story that is told alone, with its words marked in the title. */
export function alertTitled(title: string, more: Partial<Alert> = {}): Alert {
  return { ...MODEL_ALERT, title, summary: "", otherStories: [], matches: [], ...more };
}

export const FRENCH = alertTitled("Goma : l'armée et le M23 s'affrontent à Kibumba, « 12 blessés » côté forêt", {
  lang: "fr",
});
export const SWAHILI = alertTitled("Waasi wa M23 wauteka mji wa Nyabiondo, maelfu wakimbia", { lang: "sw" });
export const KINYARWANDA = alertTitled("M23 yigaruriye Nyabiondo, abaturage bahungira i Goma n’i Sake", { lang: "rw" });

export const ESC = "\u001B";

/** Everything that a feed could write into one line to do harm. */
const HOSTILE_LINE = [
  "Goma\r\nBcc: victim@example.org\r\n\r\nM23",
  `${ESC}[2J${ESC}]0;owned\u0007`,
  "\u202Eesrever\u202C\u2066\u200F\u200B\u00AD\uFEFF",
  "<script>alert(1)</script> **bold** _it_ [click](http://evil.example) <!channel> @here `code` & |",
  "\u0000\u0008\u007F\u009B31m\u2028\u2029\uD800\uFFFE\u{E0041}",
  "نزوح 👩‍👩‍👧 فى غوما",
].join(" ");

export const HOSTILE: Alert = {
  ...MODEL_ALERT,
  title: HOSTILE_LINE,
  summary: `${HOSTILE_LINE}\n${HOSTILE_LINE}`,
  body: HOSTILE_LINE,
  url: "javascript:alert(1)",
  source: HOSTILE_LINE,
  lang: HOSTILE_LINE,
  country: HOSTILE_LINE,
  reason: HOSTILE_LINE,
  places: [{ id: HOSTILE_LINE, title: HOSTILE_LINE }],
  matches: [
    {
      ruleId: HOSTILE_LINE,
      title: HOSTILE_LINE,
      severity: "critical",
      clause: HOSTILE_LINE,
      spans: [
        { field: "title", start: 0, end: HOSTILE_LINE.length, text: HOSTILE_LINE, satisfies: HOSTILE_LINE },
        { field: "summary", start: 3, end: 40, text: HOSTILE_LINE, satisfies: HOSTILE_LINE },
        { field: "body", start: 90, end: 10_000, text: HOSTILE_LINE, satisfies: HOSTILE_LINE },
      ],
    },
  ],
  otherStories: [
    { id: "8", title: HOSTILE_LINE, source: `${HOSTILE_LINE} b`, url: "data:text/html,x", publishedAt: Number.NaN },
  ],
};

/** An event that four hundred outlets tell. */
export const CROWDED: Alert = {
  ...MODEL_ALERT,
  decision: "update",
  revision: 5,
  otherStories: Array.from({ length: 400 }, (_, index) => ({
    id: index.toString(16).padStart(32, "0"),
    title: `Kibumba, dépêche numéro ${index} : « l'armée » se retire`,
    source: `Outlet ${index}`,
    url: `https://outlet-${index}.example/kibumba/${"x".repeat(40)}`,
    lang: "fr",
    publishedAt: Date.UTC(2023, 4, 15, 12) + index,
  })),
};
