import type { RssItem } from "./feed-server.ts";

/** When the model story was news. */
export const MODEL_TIME = Date.UTC(2023, 4, 15, 18, 0, 0);

/** The story that must always match and alert, in our own words. */
export const MODEL_ITEM: RssItem = {
  title: "Kagame and Blinken speak by phone about the crisis in Eastern DRC",
  link: "https://courier.example/2023/05/kagame-blinken-call",
  guid: "courier-1001",
  description:
    "President Paul Kagame of Rwanda and US Secretary of State Antony Blinken spoke by telephone on 15 May 2023 about the security crisis in Eastern DRC, their offices said. M23 rebels, the FARDC and the FDLR have been fighting around Kibumba and Buhumba in Nyiragongo territory, north of Goma.",
  published: new Date(MODEL_TIME - 30 * 60_000),
};

/** News that no rule should take. */
export const MOTORWAY_ITEM: RssItem = {
  title: "M23 closed southbound near Crawley after lorry fire",
  link: "https://courier.example/2023/05/m23-motorway",
  guid: "courier-1002",
  description: "Drivers face long delays between junctions 9 and 10 of the motorway this afternoon.",
  published: new Date(MODEL_TIME - 40 * 60_000),
};
