import { describe, expect, it } from "vitest";
import type { Toll } from "../../../../lambdas/core/alerts/event.ts";
import { foldWords } from "../../../../lambdas/core/alerts/grouping/fold-words.ts";
import { countNumbers } from "../../../../lambdas/core/alerts/grouping/numbers.ts";

function count(text: string) {
  return countNumbers(foldWords(text, 200));
}

describe("tolls", () => {
  it.each<[string, Toll]>([
    ["At least 12 people killed and 20 wounded", { dead: 12, injured: 20 }],
    ["Twenty-five villagers massacred, two hundred flee", { dead: 25, displaced: 200 }],
    ["killed 7 civilians and abducted 14 others", { dead: 7, abducted: 14 }],
    ["1,200 displaced families", { displaced: 1200 }],
    ["two thousand five hundred people fled", { displaced: 2500 }],
    ["one dead in Goma", { dead: 1 }],
    ["Onze civils tués, vingt-deux blessés et plus de 10 000 déplacés", { dead: 11, injured: 22, displaced: 10_000 }],
    ["tuant 22 personnes à l'arme blanche", { dead: 22 }],
    ["soixante-dix morts et quatre-vingts blessés", { dead: 70, injured: 80 }],
    ["Trois cent cinquante ménages déplacés", { displaced: 350 }],
    ["une trentaine de personnes enlevées", { abducted: 30 }],
    ["Watu kumi na wawili wauawa, 34 wajeruhiwa", { dead: 12, injured: 34 }],
    ["raia 11 wameuawa", { dead: 11 }],
    ["Watu mia mbili wakimbia", { displaced: 200 }],
    ["wakulima 30 watekwa nyara", { abducted: 30 }],
    ["Abantu makumyabiri na batanu bishwe, abandi 12 barakomereka", { dead: 25, injured: 12 }],
    ["hapfa abantu batandatu", { dead: 6 }],
    ["bato zomi na mibale bakufi", { dead: 12 }],
    ["trois gardes du parc tués dans une embuscade", { dead: 3 }],
    ["un obus tue une famille de cinq personnes", { dead: 5 }],
    ["Soldier shoots two displaced people dead", { dead: 2 }],
    ["40,000 displaced after deadly attack", { displaced: 40_000 }],
    ["12 décès dus au choléra", { dead: 12 }],
    ["12 marchands tués", { dead: 12 }],
    ["le 12 décembre", {}],
    ["the toll of the first sentence: 10 killed. Last week 40 people were killed", { dead: 10 }],
  ])("are read from “%s”", (text, toll) => {
    expect(count(text).toll).toEqual(toll);
  });

  it.each([
    "le Mouvement du 23 mars a tué des civils",
    "killed on 15 May 2023",
    "Une fillette de 12 ans tuée",
    "tué à 10:30",
    "12 % des blessés",
    "M23 tue des civils",
    "wakimbizi wapewa saa 72 kuondoka",
    "on March 23 killed",
  ])("are not read from “%s”", (text) => {
    expect(count(text)).toEqual({ numbers: [], toll: {} });
  });
});

describe("numbers", () => {
  it("have two digits or more and stand once, without separators", () => {
    expect(count("12 camions, 5 motos, 1.500 sacs, 12 bus et 3 000 litres").numbers).toEqual(["12", "1500", "3000"]);
  });

  it("are few, however many a text has", () => {
    const table = Array.from({ length: 100 }, (_, index) => `${index + 10} sacs;`).join(" ");

    expect(count(table).numbers).toHaveLength(10);
  });

  it("leave out what counts nothing: account numbers, years, phone numbers", () => {
    expect(count("compte 243812345678, en 2019").numbers).toEqual([]);
  });
});
