/**
 * The outlets of the sample wire: five that do not exist, in the three formats that news feeds come in.
 */
import { COURIER_STORIES, DEPECHE_STORIES, SAUTI_STORIES } from "./eastern-drc-stories.ts";
import type { SampleOutlet } from "./sample-story.ts";
import { COURIER_OTHERS, DEPECHE_OTHERS, FLEUVE_OTHERS, MERIDIAN_OTHERS, SAUTI_OTHERS } from "./unrelated-stories.ts";

export const SAMPLE_OUTLETS: readonly SampleOutlet[] = [
  {
    name: "Kivu Courier",
    domain: "kivu-courier.example",
    // Feeds of one host are polled in the order of their ids, and this path gives the lowest: the model story is told
    // by the outlet that has it in full, and the others add to it.
    path: "rss.xml",
    format: "rss",
    description: "News from both Kivus and Ituri (an invented paper)",
    lang: "en",
    country: "CD",
    tags: ["great-lakes"],
    stories: [...COURIER_STORIES, ...COURIER_OTHERS],
  },
  {
    name: "La Dépêche des Volcans",
    domain: "depeche-des-volcans.example",
    path: "feed.atom",
    format: "atom",
    description: "L’actualité du pied des volcans (journal imaginaire)",
    lang: "fr",
    country: "CD",
    tags: ["great-lakes"],
    stories: [...DEPECHE_STORIES, ...DEPECHE_OTHERS],
  },
  {
    name: "Sauti ya Maziwa",
    domain: "sauti-ya-maziwa.example",
    path: "rdf.xml",
    format: "rdf",
    description: "Habari za Maziwa Makuu (gazeti la kubuni)",
    lang: "sw",
    country: "TZ",
    tags: ["great-lakes"],
    stories: [...SAUTI_STORIES, ...SAUTI_OTHERS],
  },
  {
    name: "Meridian Desk",
    domain: "meridian-desk.example",
    path: "rss.xml",
    format: "rss",
    description: "A bit of everything (an invented wire)",
    lang: "en",
    country: "GB",
    tags: [],
    stories: MERIDIAN_OTHERS,
  },
  {
    name: "Le Fleuve",
    domain: "le-fleuve.example",
    path: "feed.atom",
    format: "atom",
    description: "Des deux rives (journal imaginaire)",
    lang: "fr",
    country: "CG",
    tags: [],
    stories: FLEUVE_OTHERS,
  },
];
