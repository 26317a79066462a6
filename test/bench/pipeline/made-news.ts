/** News for measuring: stories that match and are events of their own, and stories that no rule wants. */
import type { RssItem } from "../../support/feed-server.ts";

const PLACES =
  "Kibumba Bunagana Rubaya Masisi Walikale Beni Oicha Djugu Uvira Minembwe Kanyabayonga Sake Kitchanga Rutshuru Kiwanja Lubero Butembo Mambasa Komanda Irumu Bunia Mahagi Fizi Baraka Mwenga Shabunda Kalehe Minova Nyabibwe Bukavu".split(
    " ",
  );
const ACTORS = ["M23", "ADF", "CODECO", "FDLR", "Mai-Mai"];
const ACTS = [
  (actor: string, place: string, count: number) => `${actor} fighters kill ${count} villagers near ${place}`,
  (actor: string, place: string, count: number) =>
    `${count} people abducted by ${actor} rebels on the road to ${place}`,
  (actor: string, place: string, count: number) =>
    `FARDC take ${place} back from ${actor}, ${count} fighters surrender`,
];

/** As many different events as there are places, actors and acts. */
export const EVENT_COUNT = PLACES.length * ACTORS.length * ACTS.length;

/** @param number - from 0; equal numbers give equal stories */
export function matchingItem(number: number, outlet: string, published: Date): RssItem {
  const place = PLACES[number % PLACES.length] ?? "Goma";
  const actor = ACTORS[Math.floor(number / PLACES.length) % ACTORS.length] ?? "M23";
  const act = ACTS[Math.floor(number / (PLACES.length * ACTORS.length)) % ACTS.length] ?? ACTS[0];
  const count = 11 + ((number * 7) % 80);
  const title = act?.(actor, place, count) ?? "";
  return {
    title,
    link: `https://${outlet}.example/event-${number}`,
    guid: `${outlet}-event-${number}`,
    description: `${title}, local leaders in eastern DR Congo said on the telephone. The army has not commented.`,
    published,
  };
}

export function unrelatedItem(number: number, outlet: string, published: Date): RssItem {
  return {
    title: `Council approves budget number ${number} for the town library`,
    link: `https://${outlet}.example/library-${number}`,
    guid: `${outlet}-library-${number}`,
    description: `The vote on plan ${number} was ${number % 40} to 12. Readers may borrow books from Monday on.`,
    published,
  };
}
