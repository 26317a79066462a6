/**
 * The rest of the news, all made up: most of it holds a word that a careless watch on the Eastern DRC would fall for
 * (a motorway called M23, a football club called AFC, sesame, other places named Beni, people named Masisi and Goma).
 */
import type { SampleStory } from "./sample-story.ts";

/** For the Kivu Courier. */
export const COURIER_OTHERS: readonly SampleStory[] = [
  {
    slug: "choir-festival-arusha",
    title: "Forty choirs to sing at lakeside festival in Arusha",
    summary: "Singers from five countries will share the stage for three evenings. Entry is free.",
    minutesAgo: 58,
  },
  {
    slug: "coffee-prices-nairobi-auction",
    title: "Coffee prices rise at Nairobi auction",
    summary: "Buyers paid more for the first lots of the season, while tea was little changed.",
    minutesAgo: 222,
  },
  {
    slug: "notice-to-readers",
    title: "A notice to our readers",
    summary: "The printed edition appears a day later this week because of a holiday at the press.",
    minutesAgo: 240,
    dateForm: "missing",
  },
];

/** For the Meridian Desk, a general wire in English. */
export const MERIDIAN_OTHERS: readonly SampleStory[] = [
  {
    slug: "m23-closed-near-crawley",
    title: "M23 closed near Crawley after lorry overturns",
    summary:
      "The M23 motorway was closed southbound between two junctions near Crawley, West Sussex. National Highways warned of " +
      "delays of an hour and asked drivers for Gatwick to leave early.",
    minutesAgo: 17,
  },
  {
    slug: "afc-late-winner",
    title: "AFC snatch late winner to go second",
    summary: "A header in stoppage time gave AFC three points against ten men. The manager praised his bench.",
    minutesAgo: 33,
  },
  {
    slug: "sesame-prices-record",
    title: "Sesame prices reach a record as harvest fails",
    summary:
      "Traders in Rotterdam paid more than ever for sesame. Bakers look for goma, as the seed is called in Japan.",
    minutesAgo: 51,
  },
  {
    slug: "beni-bolivia-floods",
    title: "Floods cut off ranches in Beni, Bolivia",
    summary:
      "Rivers in the Bolivian department of Beni rose after a week of rain; cattle were moved by boat to Trinidad.",
    minutesAgo: 73,
  },
  {
    slug: "masisi-botswana-library",
    title: "Former president Masisi opens village library in Botswana",
    summary: "Mokgweetsi Masisi told pupils in the south of Botswana that he still reads a novel every month.",
    minutesAgo: 88,
  },
  {
    slug: "guy-goma-accidental-interview",
    title: "Guy Goma: the man who came for a job and got an interview on air",
    summary: "Two decades on, the tale of Guy Goma, taken for an expert in a London studio, is still passed around.",
    minutesAgo: 104,
  },
  {
    slug: "coltan-miners-rubaya-landslide",
    title: "Coltan miners missing after landslide at Rubaya",
    summary:
      "Passed on from the Kivu Courier: a pit gave way after heavy rain in the mining town of Rubaya, North Kivu.",
    minutesAgo: 92,
    link: "https://kivu-courier.example/coltan-miners-rubaya-landslide",
  },
  {
    slug: "weekend-weather-south",
    title: "Rain in the south, sun in the north at the weekend",
    summary: "Forecasters expect showers along the coast and a dry Sunday elsewhere.",
    minutesAgo: 126,
  },
  {
    slug: "sake-brewers-export",
    title: "Sake brewers find new drinkers abroad",
    summary: "Exports of sake grew by a tenth. For the sake of freshness, more of it now travels by air.",
    minutesAgo: 143,
  },
  {
    slug: "museum-volcano-exhibition",
    title: "Museum shows four centuries of volcano paintings",
    summary: "From Vesuvius to Krakatoa: an exhibition follows painters up the slopes.",
    minutesAgo: 167,
  },
  {
    slug: "marathon-record-berlin",
    title: "Runner misses marathon record by three seconds",
    summary: "The winner said that the wind at the 35th kilometre had cost the time.",
    minutesAgo: 189,
  },
  {
    slug: "phone-maker-battery",
    title: "Phone maker promises battery for two days",
    summary: "The company showed its new model in Seoul and gave no price.",
    minutesAgo: 214,
  },
  {
    slug: "antwerp-port-strike",
    title: "Port of Antwerp back at work after strike",
    summary: "Pilots returned to their boats in the morning; sixty ships were still waiting.",
    minutesAgo: 247,
  },
  {
    slug: "chess-champion-draw",
    title: "Champion holds on for a draw in game six",
    summary: "After five hours and a lost pawn the title match stands level.",
    minutesAgo: 268,
  },
  {
    slug: "lighthouse-for-sale",
    title: "Lighthouse for sale, keeper not included",
    summary: "The tower on the west coast has been dark for twelve years.",
    minutesAgo: 9 * 24 * 60,
  },
];

/** In French, for Le Fleuve, which looks at Brazzaville and Kinshasa. */
export const FLEUVE_OTHERS: readonly SampleStory[] = [
  {
    slug: "brazzaville-sassou-port-pointe-noire",
    title: "Congo-Brazzaville : le port de Pointe-Noire s’agrandit",
    summary:
      "Deux nouveaux quais doivent ouvrir l’an prochain à Pointe-Noire, a annoncé le gouvernement à Brazzaville.",
    minutesAgo: 29,
  },
  {
    slug: "kinshasa-budget-assemblee",
    title: "Kinshasa : l’Assemblée nationale examine le budget",
    summary: "Les députés ont ouvert l’examen du projet de budget. Les dépenses de voirie de la capitale font débat.",
    minutesAgo: 70,
  },
  {
    slug: "kinshasa-embouteillages-pont",
    title: "Kinshasa : un pont de plus contre les embouteillages",
    summary: "Les travaux commencent dans la commune de Limete et doivent durer dix-huit mois.",
    minutesAgo: 112,
  },
  {
    slug: "lubumbashi-derby",
    title: "Football : le derby de Lubumbashi finit sans but",
    summary: "Quarante mille spectateurs, deux poteaux et un carton rouge : il n’a manqué que les buts.",
    minutesAgo: 158,
  },
  {
    slug: "beni-mellal-olives",
    title: "Maroc : belle récolte d’olives autour de Beni Mellal",
    summary: "Les producteurs de la région de Beni Mellal attendent une hausse d’un quart.",
    minutesAgo: 196,
  },
  {
    slug: "fleuve-navigation-likouala",
    title: "Likouala : la navigation reprend sur l’Oubangui",
    summary: "Après la saison sèche, les premiers bateaux ont quitté Impfondo, en République du Congo.",
    minutesAgo: 233,
  },
];

/** In French, for La Dépêche des Volcans. */
export const DEPECHE_OTHERS: readonly SampleStory[] = [
  {
    slug: "recette-galettes-sesame",
    title: "La recette du dimanche : galettes au sésame",
    summary: "Deux cents grammes de farine, un peu de miel, beaucoup de sésame.",
    minutesAgo: 139,
  },
  {
    slug: "tour-cycliste-etape",
    title: "Cyclisme : une échappée au long cours remporte l’étape",
    summary: "Partis à six, arrivés à deux, ils se sont joué la victoire au sprint.",
    minutesAgo: 209,
  },
];

/** In Swahili, for Sauti ya Maziwa. */
export const SAUTI_OTHERS: readonly SampleStory[] = [
  {
    slug: "ngoma-za-asili-mwanza",
    title: "Tamasha la ngoma za asili lafunguliwa Mwanza",
    summary: "Vikundi vya ngoma kutoka mikoa minane vinashiriki tamasha hilo la siku tatu.",
    minutesAgo: 77,
  },
  {
    slug: "ligi-kuu-yanga-simba",
    title: "Ligi kuu: mchezo wa watani wa jadi kupigwa Jumamosi",
    summary: "Tiketi zote za uwanja mjini Dar es Salaam zimekwisha.",
    minutesAgo: 164,
  },
  {
    slug: "bei-ya-mahindi-yashuka",
    title: "Bei ya mahindi yashuka sokoni",
    summary: "Wafanyabiashara wa Arusha wanasema mavuno ya mwaka huu ni mazuri.",
    minutesAgo: 255,
  },
];
