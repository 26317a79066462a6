/**
 * What the sample wire tells about the Eastern DRC. All of it was made up for trying KivuWatch, but for the telephone
 * call of 15 May 2023, which both sides announced and which is told here in our own words.
 */
import type { SampleStory } from "./sample-story.ts";

/** In English, for the Kivu Courier. */
export const COURIER_STORIES: readonly SampleStory[] = [
  {
    slug: "kagame-blinken-telephone-call-eastern-drc",
    title: "Kagame and Blinken discuss Eastern DRC security crisis by telephone",
    summary:
      "The office of President Paul Kagame and the US State Department said on 15 May 2023 that the Rwandan leader and " +
      "Secretary of State Antony Blinken had spoken by telephone about the security crisis in Eastern DRC, where M23 " +
      "rebels and the Congolese army, the FARDC, face each other north of Goma.",
    body:
      "Both sides gave short accounts of the call. Washington asked for a calmer tone and for talks under the regional " +
      "peace processes; Kigali spoke of the FDLR, a group that it calls a threat at its border. Residents of Kibumba " +
      "and Buhumba, two localities in Nyiragongo territory, told this paper that M23 fighters were still to be seen on " +
      "the hills after the pull-back that had been announced, while FARDC units kept their positions on the road to " +
      "Goma. Neither account said when the two would speak again.",
    minutesAgo: 12,
  },
  {
    slug: "adf-night-attack-village-near-beni",
    title: "ADF rebels kill farmers in night attack on village near Beni",
    summary:
      "At least nine people died when fighters of the ADF, a group tied to Islamic State, entered a village in Beni " +
      "territory, North Kivu, after dark, a local civil society leader said. Houses and a health post were burned.",
    body:
      "The army said that its joint operation with Ugandan troops had sent a patrol from Oicha and that two hostages " +
      "were free. Families spent the night in a school yard in Mavivi.",
    minutesAgo: 47,
  },
  {
    slug: "coltan-miners-rubaya-landslide",
    title: "Coltan miners missing after landslide at Rubaya",
    summary:
      "Diggers in Rubaya, the coltan mining town in Masisi territory of North Kivu, were searching for colleagues after " +
      "heavy rain brought down the side of a pit. The area is held by M23 rebels, who put the number of missing at eleven.",
    minutesAgo: 96,
  },
  {
    slug: "monusco-patrols-djugu-codeco",
    title: "MONUSCO steps up patrols in Djugu after CODECO raid on displacement site",
    summary:
      "UN peacekeepers of MONUSCO have doubled their night patrols around sites for displaced people in Djugu, Ituri, " +
      "after CODECO militiamen attacked one of them and made off with cattle.",
    minutesAgo: 151,
  },
  {
    slug: "nyiragongo-crater-glow-goma-observatory",
    title: "Nyiragongo: observatory in Goma reports stronger glow over the crater",
    summary:
      "The volcano observatory in Goma has kept its alert level at yellow after tremors under Nyiragongo and a brighter " +
      "glow over its lava lake. Scientists asked residents to stay away from the crater and not to panic.",
    minutesAgo: 203,
  },
  {
    slug: "goma-ceasefire-monitors-return",
    title: "Ceasefire monitors return to Goma",
    summary:
      "Officers who watch over the ceasefire between the Congolese army and the M23 have come back to Goma in eastern " +
      "Congo after a month away, diplomats said.",
    minutesAgo: 3 * 24 * 60,
  },
];

/** In French, and one in Kinyarwanda, for La Dépêche des Volcans. */
export const DEPECHE_STORIES: readonly SampleStory[] = [
  {
    slug: "kagame-blinken-entretien-telephonique-est-rdc",
    title: "Crise sécuritaire dans l’est de la RDC : entretien téléphonique entre Kagame et Blinken",
    summary:
      "Le président rwandais Paul Kagame et le secrétaire d’État américain Antony Blinken se sont parlé au téléphone, ont " +
      "indiqué le 15 mai 2023 la présidence rwandaise et le département d’État. Il a été question du M23, des FDLR et de " +
      "la situation autour de Goma.",
    body:
      "Sur le terrain, des habitants de Kibumba et de Buhumba, dans le territoire de Nyiragongo, disent voir encore des " +
      "combattants du M23, alors que les FARDC tiennent la route de Goma.",
    minutesAgo: 9,
  },
  {
    slug: "masisi-deplaces-combats-sake",
    title: "Nord-Kivu : des milliers de déplacés après des combats près de Masisi",
    summary:
      "Des familles entières ont fui vers Sake après des affrontements entre le M23 et des Wazalendo dans le territoire de " +
      "Masisi. Les organisations humanitaires parlent de plus de six mille déplacés en deux jours et manquent de bâches.",
    minutesAgo: 64,
  },
  {
    slug: "bukavu-cholera-camps-deplaces",
    title: "Sud-Kivu : le choléra progresse dans les camps de déplacés près de Bukavu",
    summary:
      "Les autorités sanitaires du Sud-Kivu ont compté quarante nouveaux cas de choléra en une semaine dans les sites de " +
      "déplacés autour de Bukavu. L’eau potable arrive par camion, un jour sur trois.",
    minutesAgo: 118,
  },
  {
    slug: "ituri-codeco-djugu-orpailleurs",
    title: "Ituri : des orpailleurs enlevés par des miliciens de la CODECO à Djugu",
    summary:
      "Sept orpailleurs ont été emmenés par des hommes de la CODECO sur un chantier du territoire de Djugu, selon la société " +
      "civile locale, qui demande l’intervention des FARDC et de la MONUSCO.",
    minutesAgo: 176,
    dateForm: "sloppy",
  },
  {
    slug: "abaturage-bahunze-imirwano-masisi",
    title: "Abaturage benshi bahunze imirwano muri Masisi",
    summary:
      "Imiryango myinshi yageze i Goma ivuga ko yahunze imirwano hagati y'inyeshyamba za M23 n'ingabo za FARDC mu " +
      "burasirazuba bwa Congo.",
    minutesAgo: 82,
    lang: "rw",
  },
];

/** In Swahili, for Sauti ya Maziwa. */
export const SAUTI_STORIES: readonly SampleStory[] = [
  {
    slug: "kagame-blinken-wazungumza-kwa-simu",
    title: "Kagame na Blinken wazungumza kwa simu kuhusu usalama mashariki mwa DRC",
    summary:
      "Ofisi ya Rais Paul Kagame wa Rwanda na Wizara ya Mambo ya Nje ya Marekani zilisema tarehe 15 Mei 2023 kwamba Rais " +
      "Kagame na Antony Blinken walizungumza kwa simu kuhusu mgogoro wa usalama mashariki mwa DRC, waasi wa M23, kundi la " +
      "FDLR na jeshi la FARDC karibu na Goma. Wakazi wa Kibumba na Buhumba, wilayani Nyiragongo, wana hofu.",
    minutesAgo: 6,
  },
  {
    slug: "waasi-adf-washambulia-kijiji-beni",
    title: "Waasi wa ADF washambulia kijiji karibu na Beni, Kivu Kaskazini",
    summary:
      "Watu wasiopungua tisa wameuawa baada ya waasi wa ADF kushambulia kijiji wilayani Beni, mashariki mwa Congo, " +
      "usiku wa kuamkia leo. Nyumba kadhaa zimechomwa moto.",
    minutesAgo: 39,
  },
  {
    slug: "wakimbizi-wa-ndani-masisi",
    title: "Maelfu wakimbia mapigano wilayani Masisi",
    summary:
      "Mashirika ya misaada yanasema maelfu ya watu wamekimbia mapigano kati ya M23 na Wazalendo wilayani Masisi, Kivu " +
      "Kaskazini, na wanahitaji chakula na maji.",
    minutesAgo: 131,
  },
];
