import { describe, expect, it } from "vitest";
import {
  isSameEvent,
  type Likeness,
  MAX_EVENT_AGE_MS,
  profileOf,
} from "../../../lambdas/core/alerts/event-grouping.ts";
import { typeRarity } from "../../../lambdas/core/alerts/rarity.ts";
import { HOUR_MS } from "../../../lambdas/core/time.ts";
import { eventOf, MONDAY, type Told } from "./told-events.ts";

const CALL: readonly Told[] = [
  {
    lang: "en",
    title: "Kagame and Blinken speak by phone about the crisis in Eastern DRC",
    summary:
      "President Paul Kagame and US Secretary of State Antony Blinken spoke by phone on 15 May about the security crisis in Eastern DRC, their offices said. M23 rebels, the FARDC and the FDLR are fighting around Kibumba and Buhumba in Nyiragongo territory, north of Goma.",
    entities: [
      "person.kagame",
      "person.blinken",
      "group.m23",
      "group.fardc",
      "group.fdlr",
      "place.kibumba",
      "place.buhumba",
      "place.nyiragongo",
      "place.goma",
    ],
  },
  {
    lang: "fr",
    title: "Est de la RDC : Blinken appelle Kagame au téléphone",
    summary:
      "Le secrétaire d'État américain et le président rwandais se sont entretenus de la crise sécuritaire, alors que le M23 et les FARDC s'affrontent à Kibumba et Buhumba, près de Goma.",
    entities: [
      "person.blinken",
      "person.kagame",
      "group.m23",
      "group.fardc",
      "place.kibumba",
      "place.buhumba",
      "place.goma",
    ],
  },
  {
    lang: "sw",
    title: "Kagame na Blinken wazungumza kwa simu kuhusu mashariki mwa Congo",
    summary:
      "Ofisi za viongozi hao zinasema walijadili usalama, M23, FDLR na mapigano karibu na Kibumba katika eneo la Nyiragongo.",
    entities: [
      "person.kagame",
      "person.blinken",
      "group.m23",
      "group.fdlr",
      "place.kibumba",
      "place.nyiragongo",
      "place.drc",
    ],
  },
];

const ATTACK: Told = {
  lang: "fr",
  title: "Nyiragongo : le M23 attaque les FARDC à Kibumba",
  summary: "Des affrontements ont éclaté lundi à Kibumba et vers Buhumba, au nord de Goma.",
  entities: ["group.m23", "group.fardc", "place.kibumba", "place.buhumba", "place.nyiragongo", "place.goma"],
};

const MASSACRE: Told = {
  lang: "fr",
  title: "Beni : onze civils tués par les ADF à Oicha",
  summary:
    "Au moins onze personnes ont été tuées dimanche soir à l'arme blanche et par balles à Oicha, dans le territoire de Beni, lors d'une incursion attribuée aux rebelles des ADF, selon la société civile.",
  entities: ["group.adf", "place.oicha", "place.beni"],
};

function compare(story: Told, first: Told, hoursLater: number): Likeness {
  const at = MONDAY + hoursLater * HOUR_MS;
  const { title, lang } = story;
  return isSameEvent({ profile: profileOf(story), at, title, lang }, eventOf(first, MONDAY), typeRarity);
}

describe("the same event", () => {
  it("is the model story in English, French and Swahili", () => {
    const likenesses = CALL.flatMap((story) => CALL.map((first) => compare(story, first, 3)));

    expect(likenesses.filter(({ same }) => !same)).toEqual([]);
  });

  it("says what two tellings share", () => {
    const { reason } = compare({ ...MASSACRE, lang: "en", title: "Eleven killed in Oicha", summary: "" }, MASSACRE, 2);

    expect(reason).toBe("shares place.oicha, place.beni, group.adf, 11, the same number of dead");
  });

  it("is found again when an outlet cuts a dispatch and writes another headline", () => {
    const cut: Told = {
      ...MASSACRE,
      title: "Nouvelle tragédie dans l'Est",
      summary: MASSACRE.summary.slice(0, MASSACRE.summary.indexOf(", lors d'une")),
      entities: ["place.oicha"],
    };

    const likeness = compare(cut, MASSACRE, 40);

    expect(likeness).toMatchObject({ same: true, reason: expect.stringMatching(/^reprint: \d+ % of its word/) });
  });

  it("takes a toll that another outlet counts differently on the same day", () => {
    const other = { ...MASSACRE, title: "Beni : treize civils tués par les ADF à Oicha" };

    expect(compare(other, MASSACRE, 3).same).toBe(true);
  });
});

describe("another event", () => {
  it("is an attack in Kibumba on the day of a phone call about Kibumba", () => {
    const likenesses = CALL.flatMap((call) => [compare(ATTACK, call, 1), compare(call, ATTACK, 1)]);

    expect(likenesses.filter(({ same }) => same)).toEqual([]);
  });

  it.each([
    ["the funeral", "Oicha : les victimes du massacre des ADF inhumées", "", "a follow-up: funeral"],
    ["the funeral in English", "Victims of ADF massacre laid to rest in Oicha", "", "a follow-up: funeral"],
    ["the funeral in Swahili", "Mazishi ya raia waliouawa na ADF yafanyika Oicha", "", "a follow-up: funeral"],
    ["the funeral in Kinyarwanda", "Oicha: abishwe na ADF bashyinguwe", "", "a follow-up: funeral"],
    ["an arrest", "Oicha : deux suspects arrêtés après la tuerie", "", "a follow-up: arrest"],
    ["an arrest in Swahili", "Washukiwa wa mauaji ya Oicha wakamatwa", "", "a follow-up: arrest"],
    ["an arrest in Kinyarwanda", "Abakekwaho ubwicanyi bwa Oicha batawe muri yombi", "", "a follow-up: arrest"],
    ["a denial", "ADF attack: army denies having left Oicha", "", "a follow-up: denial"],
    ["a denial in Swahili", "Jeshi lakanusha kuondoka Oicha kabla ya mauaji", "", "a follow-up: denial"],
    ["a denial in Kinyarwanda", "Ingabo zahakanye ko zavuye Oicha", "", "a follow-up: denial"],
    ["a release", "Oicha : les otages des ADF libérés", "", "a follow-up: release"],
    ["a condemnation", "UN condemns killing of civilians in Oicha", "", "a follow-up: condemnation"],
    ["a protest", "Oicha : ville morte après la tuerie des ADF", "", "a follow-up: protest"],
    ["an accusation", "Massacre d'Oicha : l'opposition accuse l'armée d'avoir fui", "", "a follow-up: accusation"],
    ["an accusation in Swahili", "Oicha: wakazi walaumu jeshi kwa mauaji ya ADF", "", "a follow-up: accusation"],
    [
      "an accusation in Kinyarwanda",
      "Oicha: abaturage barashinja ingabo gutererana abishwe",
      "",
      "a follow-up: accusation",
    ],
    ["a reaction", "Massacre d'Oicha : Kinshasa réagit", "", "a follow-up: reaction"],
    ["mourning", "Oicha : trois jours de deuil après la tuerie des ADF", "", "a follow-up: mourning"],
    ["a second attack", "Oicha : nouvelle attaque des ADF, onze morts", "", "a follow-up: again"],
  ])("is %s", (_, title, summary, reason) => {
    const story: Told = { ...MASSACRE, title, summary };

    expect(compare(story, MASSACRE, 20)).toEqual({ same: false, reason, score: 0 });
  });

  it.each([
    ["French", "L'armée reprend Nyabiondo au M23", "Le M23 s'empare de Nyabiondo"],
    ["English", "Congo army retakes Nyabiondo from M23", "M23 rebels seize Nyabiondo"],
    ["Swahili", "Jeshi larejesha udhibiti wa Nyabiondo", "M23 wateka mji wa Nyabiondo"],
    ["Kinyarwanda", "FARDC yisubije Nyabiondo", "M23 yigaruriye Nyabiondo"],
  ])("is the army's return to a town, told in %s", (_, retaken, taken) => {
    const entities = ["place.nyabiondo", "group.m23"];

    const likeness = compare(
      { lang: "x", title: retaken, summary: "", entities },
      { lang: "x", title: taken, summary: "", entities },
      20,
    );

    expect(likeness).toEqual({ same: false, reason: "a follow-up: retake", score: 0 });
  });

  it("is the same sentence about another village, for all that it reads like a reprint", () => {
    const elsewhere: Told = {
      ...MASSACRE,
      title: MASSACRE.title.replace("Oicha", "Eringeti"),
      summary: MASSACRE.summary.replaceAll("Oicha", "Eringeti"),
      entities: ["group.adf", "place.eringeti", "place.beni"],
    };

    const rarity = (id: string): number => (id === "place.beni" ? 0.5 : id.startsWith("place.") ? 0.9 : 0.25);
    const at = MONDAY + HOUR_MS;
    const telling = { profile: profileOf(elsewhere), at, title: elsewhere.title, lang: "fr" };

    expect(isSameEvent(telling, eventOf(MASSACRE, MONDAY), rarity)).toMatchObject({
      same: false,
      reason: "another place",
    });
  });

  it("is a new toll on a later day", () => {
    const risen: Told = { ...MASSACRE, title: "Oicha : le bilan passe à dix-neuf morts", summary: "" };

    expect(compare(risen, MASSACRE, 30)).toEqual({
      same: false,
      reason: "another number of dead on another day",
      score: 0,
    });
  });

  it("is a telling in other words more than 36 hours after the last", () => {
    const late: Told = { ...MASSACRE, lang: "en", title: "Eleven killed by ADF in Oicha", summary: "" };

    expect(compare(late, MASSACRE, 36).same).toBe(true);
    expect(compare(late, MASSACRE, 37)).toMatchObject({ same: false, reason: "37 h from the event's nearest story" });
  });

  it("is even a reprint, once the event is three days old", () => {
    const event = { ...eventOf(MASSACRE, MONDAY), lastStoryAt: MONDAY + MAX_EVENT_AGE_MS };
    const reprintAt = (at: number): Likeness =>
      isSameEvent({ profile: profileOf(MASSACRE), at, title: MASSACRE.title }, event, typeRarity);

    expect(reprintAt(MONDAY + MAX_EVENT_AGE_MS).same).toBe(true);
    expect(reprintAt(MONDAY + MAX_EVENT_AGE_MS + 1).same).toBe(false);
  });
});

describe("what came of it", () => {
  const FIGHT: Told = {
    lang: "fr",
    title: "Walikale : combats entre le M23 et les wazalendo à Pinga",
    summary: "Des combats opposent les deux camps depuis l'aube à Pinga.",
    entities: ["place.walikale", "group.m23", "group.wazalendo", "place.pinga"],
  };
  const FALL: Told = {
    ...FIGHT,
    title: "Walikale : Pinga aux mains du M23",
    summary: "Les combats ont cessé à Pinga.",
  };

  it("is an outlet's word for the battle within hours, and news a day later", () => {
    expect(compare(FALL, FIGHT, 3).same).toBe(true);
    expect(compare(FALL, FIGHT, 22)).toMatchObject({ same: false, reason: "a follow-up: capture" });
  });

  it("is not told by a headline that calls the attack of this morning a new one", () => {
    const again: Told = { ...MASSACRE, title: "Beni : nouvelle incursion des ADF à Oicha, onze morts" };

    expect(compare(again, MASSACRE, 3).same).toBe(true);
  });

  it("is told after the label that repeats what is known", () => {
    const acts = (title: string) => profileOf({ title, summary: "", entities: [] }).titleActs;

    expect(acts("Naufrage de Minova : le M23 interdit la navigation de nuit")).toEqual(["closure"]);
    expect(acts("Naufrage sur le lac Kivu : au moins 23 morts")).toEqual(["accident"]);
    expect(acts("Zaidi ya watu 30 wafa baada ya mgodi kuporomoka Rubaya")).toContain("accident");
    expect(acts("Doha : Kinshasa et le M23 reprennent leurs discussions")).toEqual(["talks"]);
  });
});

describe("two events of one place and day", () => {
  const place = ["place.kibumba", "place.nyiragongo", "place.goma"];
  const killing = (group: string, id: string, dead: number): Told => ({
    lang: "en",
    title: `${group} fighters kill ${dead} villagers near Kibumba`,
    summary: `${group} fighters kill ${dead} villagers near Kibumba, local leaders said on the telephone. The army has not commented.`,
    entities: [id, ...place],
  });
  const M23_KILLS = killing("M23", "group.m23", 11);

  it("are the deeds of two armed groups, though an agency words them alike", () => {
    const likeness = compare(killing("ADF", "group.adf", 81), M23_KILLS, 1);

    expect(likeness).toEqual({ same: false, reason: "another armed group", score: 0 });
  });

  it("are not one because an agency ends both dispatches with the same words", () => {
    const kidnapping: Told = {
      ...M23_KILLS,
      title: "43 people abducted by M23 rebels on the road to Kibumba",
      summary: "43 people abducted by M23 rebels, local leaders said on the telephone. The army has not commented.",
    };

    expect(compare(kidnapping, M23_KILLS, 1).same).toBe(false);
  });

  it("are one where outlets blame two groups for as many dead", () => {
    expect(compare(killing("FDLR", "group.fdlr", 11), M23_KILLS, 1).same).toBe(true);
  });

  it("are one where both sides of a battle are named, each first by one outlet", () => {
    const side = (title: string, entities: readonly string[]): Told => ({
      lang: "en",
      title,
      summary: "The FARDC and M23 rebels fought at Kibumba on Monday.",
      entities: [...entities, ...place],
    });
    const army = side("FARDC attack M23 at Kibumba", ["group.fardc", "group.m23"]);
    const rebels = side("M23 attacks FARDC at Kibumba", ["group.m23", "group.fardc"]);

    expect(compare(army, rebels, 1).same).toBe(true);
  });

  it.each([
    [
      "a kidnapping",
      "Kibumba : quatre jeunes enlevés par le M23",
      "Quatre jeunes gens ont été emmenés lundi à Kibumba.",
    ],
    [
      "a clinic",
      "Kibumba clinic runs out of drugs under M23",
      "Nurses in Kibumba said the health centre has no drugs left.",
    ],
    [
      "a birth",
      "Kibumba : 120 naissances en un mois",
      "Les sages-femmes ont compté 120 naissances à Kibumba, tenu par le M23.",
    ],
  ])("are a killing and %s by the same group", (_, title, summary) => {
    const story: Told = { lang: "fr", title, summary, entities: ["group.m23", ...place] };

    expect(compare(story, M23_KILLS, 3).same).toBe(false);
  });

  it("are clashes at two villages of one territory that no gazetteer has", () => {
    const clash = (village: string): Told => ({
      lang: "fr",
      title: `Masisi : M23 et wazalendo s'affrontent à ${village}`,
      summary: `Des combats ont éclaté mercredi à ${village}, en territoire de Masisi.`,
      entities: ["place.masisi", "group.m23", "group.wazalendo"],
    });

    const rarity = (id: string): number => (id === "place.masisi" ? 0.6 : 0.25);
    const isSame = (village: string, other: string): boolean => {
      const { title, lang } = clash(village);
      const telling = { profile: profileOf(clash(village)), at: MONDAY + 4 * HOUR_MS, title, lang };
      return isSameEvent(telling, eventOf(clash(other), MONDAY), rarity).same;
    };

    expect(isSame("Katoyi", "Lukweti")).toBe(false);
    expect(isSame("Katoyi", "Katoyi")).toBe(true);
  });

  it("are two statements of one spokeswoman, whose two names are one thing that they share", () => {
    const entities = ["person.rwandan-officials", "place.rwanda"];
    const denies: Told = {
      lang: "en",
      title: "Rwanda denies sending more troops",
      summary: "Government spokesperson Yolande Makolo rejected on Friday a claim that troops crossed the border.",
      entities,
    };
    const threat: Told = {
      lang: "en",
      title: "Makolo: FDLR remains an existential threat to Rwanda",
      summary: "Government spokesperson Yolande Makolo said that Kinshasa continues to arm the FDLR.",
      entities: [...entities, "group.fdlr"],
    };

    expect(compare(threat, denies, 7).same).toBe(false);
  });

  it("are the deaths of farmers and those of rebels, as many of them and in two languages", () => {
    const entities = ["group.adf", "place.kibumba"];
    const farmers = { lang: "en", title: "ADF rebels kill 10 farmers in Kibumba", summary: "", entities };
    const rebels = { lang: "sw", title: "Jeshi laua wapiganaji 10 wa ADF Kibumba", summary: "", entities };
    const people = { lang: "fr", title: "Kibumba : dix morts dans une attaque des ADF", summary: "", entities };

    expect([farmers, rebels, people].map((told) => profileOf(told).victims)).toEqual([
      "civilians",
      "fighters",
      undefined,
    ]);
    expect(compare(rebels, farmers, 2).same).toBe(false);
    expect(compare(people, farmers, 2).same).toBe(true);
  });

  it("are a president's calls to two others", () => {
    const call = (name: string, id: string): Told => ({
      lang: "en",
      title: `Tshisekedi discusses M23 crisis with ${name} by phone`,
      summary: `President Tshisekedi and ${name} spoke by phone on Monday about the M23 and eastern Congo.`,
      entities: ["person.tshisekedi", id, "group.m23"],
    });

    expect(compare(call("Ramaphosa", "person.ramaphosa"), call("Macron", "person.macron"), 2).same).toBe(false);
  });

  it("are not made of one attack by the day on which officials spoke of it", () => {
    const summary = "At least eleven people were killed on Sunday night in Kibumba";
    const said: Told = {
      ...M23_KILLS,
      summary: "Rebels came at dusk to Kibumba and killed eleven, officials said Monday.",
    };

    expect(profileOf({ ...M23_KILLS, summary: `${summary}, officials said Monday.` }).days).toBe("0");
    expect(compare({ ...M23_KILLS, summary }, said, 2).same).toBe(true);
  });
});

describe("a headline", () => {
  const acts = (title: string): readonly string[] => profileOf({ title, summary: "", entities: [] }).titleActs;

  it.each([
    ["Troops destroy rebel camp after massacre of villagers", []],
    ["Après le massacre, une ville morte à Beni", ["protest"]],
    ["Thousands flee Mweso after M23 attack", ["displacement"]],
    ["Sixteen killed as bus plunges into ravine", ["accident"]],
    ["Ferry sinks, 20 killed as rebels shoot at it", ["accident", "violence"]],
    ["ADF free 13 hostages", ["release", "abduction"]],
    ["Teachers strike over unpaid wages", ["protest"]],
    ["Drone strikes on Masisi", ["violence"]],
    ["Blinken appelle Kagame au téléphone", ["talks"]],
    ["Le pape appelle à la paix", ["appeal"]],
  ])("%j tells %j", (title, told) => {
    expect(acts(title)).toEqual(told);
  });

  it("names nothing by its capitals when every word has one", () => {
    const names = (title: string) => profileOf({ title, summary: "", entities: [] }).names;

    expect(names("Rebels Overrun Kainama Village Before Dawn")).toEqual([]);
    expect(names("Rebels overrun Kainama village before dawn")).toEqual(["kainama"]);
  });
});
