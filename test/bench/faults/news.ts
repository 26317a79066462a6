/**
 * What happens in the world while the faults strike: four outlets over an hour. One event is told by three of them, one
 * story is edited, one stands in two feeds, one is old news, one entry cannot be used, one feed fails and comes back, and
 * one story waits for a digest.
 * Each round brings news of the shared event from one outlet only, so that the order of the outlets is never in doubt.
 */
import type { Pack } from "../../../lambdas/core/pack.ts";
import { HOUR_MS, MINUTE_MS } from "../../../lambdas/core/time.ts";
import { type RssItem, rss, type ServedDocument } from "../../support/feed-server.ts";
import { MODEL_ITEM, MODEL_TIME, MOTORWAY_ITEM } from "../../support/model-story.ts";

/** Documents by path, as they stand from `at` on. */
export interface Round {
  readonly at: number;
  readonly documents: Readonly<Record<string, ServedDocument>>;
}

export const PATHS = ["/a", "/b", "/c", "/d"] as const;

/** Small, because every new process compiles it. */
export const PACK: Pick<Pack, "rules" | "gazetteer"> = {
  rules: [
    {
      id: "m23",
      title: "M23",
      severity: "high",
      query: "@group.m23 AND (@place.kibumba OR @place.bunagana)",
      enabled: true,
    },
    { id: "codeco", title: "CODECO", severity: "medium", query: "@group.codeco AND @place.djugu", enabled: true },
  ],
  gazetteer: [
    place("north-kivu", "North Kivu"),
    place("kibumba", "Kibumba", "place.north-kivu"),
    place("bunagana", "Bunagana", "place.north-kivu"),
    place("djugu", "Djugu"),
    { id: "group.m23", type: "group", title: "M23", names: { any: ["M23"] }, alone: "yes" },
    { id: "group.codeco", type: "group", title: "CODECO", names: { any: ["CODECO"] }, alone: "yes" },
    { id: "person.kagame", type: "person", title: "Paul Kagame", names: { any: ["Kagame"] }, alone: "yes" },
    { id: "person.blinken", type: "person", title: "Antony Blinken", names: { any: ["Blinken"] }, alone: "yes" },
  ],
};

function place(id: string, title: string, parent?: string): Pack["gazetteer"][number] {
  return { id: `place.${id}`, type: "place", title, parent, names: { any: [title] }, alone: "yes" };
}

const at = (minutes: number) => MODEL_TIME + minutes * MINUTE_MS;

const OLD_NEWS: RssItem = {
  title: "M23 leaves its position near Bunagana",
  link: "https://courier.example/old",
  guid: "courier-900",
  description: "The rebels left a position near Bunagana, local leaders said.",
  published: new Date(MODEL_TIME - 10 * HOUR_MS),
};

const CORRECTED: RssItem = {
  ...MODEL_ITEM,
  title: "Kagame and Blinken discuss the M23 crisis in Eastern DRC by phone",
};

const RETOLD: RssItem = {
  title: "Blinken and Kagame discuss M23 and Kibumba by phone",
  link: "https://herald.example/call",
  guid: "herald-1",
  description: "Rwanda's Kagame and America's Blinken spoke by phone about the M23 and the fighting near Kibumba.",
  published: new Date(at(10)),
};

const IN_FRENCH: RssItem = {
  title: "Est de la RDC : Blinken et Kagame se parlent au téléphone du M23",
  link: "https://radio.example/appel",
  guid: "radio-1",
  description: "Antony Blinken et Paul Kagame ont parlé au téléphone du M23 et des combats à Kibumba.",
  published: new Date(at(25)),
};

const RAID: RssItem = {
  title: "CODECO militia kills 14 villagers in a night raid in Djugu",
  link: "https://gazette.example/djugu",
  guid: "gazette-1",
  description: "At least 14 villagers were killed when CODECO fighters raided a camp in Djugu territory, Ituri.",
  published: new Date(at(40)),
};

const NOTHING = { body: rss([]) };

export const ROUNDS: readonly Round[] = [
  {
    at: at(0),
    documents: {
      "/a": { body: rss([MODEL_ITEM, MOTORWAY_ITEM, OLD_NEWS]), etag: '"a1"' },
      "/b": NOTHING,
      "/c": NOTHING,
      "/d": { body: "the server is being repaired", status: 500 },
    },
  },
  {
    at: at(15),
    // The same article in a second feed, another outlet's telling, and an entry that holds nothing.
    documents: { "/b": { body: rss([RETOLD, { ...MODEL_ITEM, guid: "herald-2" }, { title: "", guid: "empty" }]) } },
  },
  // The failing feed is back: what it counts of its failures is not in question any more.
  { at: at(30), documents: { "/c": { body: rss([IN_FRENCH]) }, "/d": NOTHING } },
  {
    at: at(45),
    documents: {
      "/a": { body: rss([CORRECTED, MOTORWAY_ITEM, OLD_NEWS]), etag: '"a2"' },
      "/d": { body: rss([RAID]) },
    },
  },
  // Nothing new, but the hourly digest is due: the raid of medium severity has waited for it.
  { at: at(65), documents: {} },
];
