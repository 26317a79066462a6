/**
 * What a story is about beside who and where: a hospital, a road, a prison, exams. The same thing has the same name
 * here in every language, so that an English and a Swahili telling can be compared by more than their proper names.
 */

/** European beginnings, then Bantu roots that may stand anywhere; folded. */
const WORDS: Readonly<Record<string, readonly [string, string]>> = {
  school: [
    "school|student|pupil|classroom|universit|ecole|ecolier|eleves?\\b|etudiant|escola|escuela|schule|schul|estudiante|alumn|aluno|escolar",
    "shule|wanafunzi|mwanafunzi|ishuri|amashuri|abanyeshuri|kelasi|balakisi",
  ],
  exam: ["exam|tests? d etat", "mtihani|mitihani|bizamini|kizamini|ekzame"],
  teacher: [
    "teacher|enseignant|instituteur|professeur|lehrer|maestr[oa]s?\\b|profesor|professor",
    "walimu|mwalimu|abarimu|umwarimu|balakisi",
  ],
  health: [
    "hospital|clinic|health (?:cent|post|work)|nurse|doctors?\\b|medic|msf\\b|hopita|centre de sante|infirmi|medecin|krankenh|klinik|arzt\\b|arzte\\b|hospita|medico|clinica",
    "hospitali|zahanati|daktari|wauguzi|muuguzi|ibitaro|muganga|abaganga|ivuriro|lopital|minganga|amavuriro|abaforomo",
  ],
  church: [
    "church|parish|priest|bishop|pastor|catholic|worship|eglise|paroiss|pretre|abbe\\b|eveque|pasteur|fideles|fieles\\b|fieis\\b|glaubige|igreja|iglesia|kirche|priester|bischof|sacerdot|obispo|padre\\b|bispo",
    "kanisa|padri|askofu|mchungaji|waumini|kiliziya|padiri|musenyeri|pasitori|ndako (?:ya )?nzambe|paruwasi|bakristo|losambo|parokia|abihayimana",
  ],
  pope: ["pope\\b|pape\\b|papst|papa (?:leo|lea|fran)|angelus|vatic", "baba mtakatifu|\\bpapa (?:leo|fran)"],
  mosque: ["mosque|imam|muslim|musulman", "msikiti|waislamu|umusigiti"],
  market: [
    "market|trader|shopkeep|shops?\\b|business(?:man|men)|marche (?:de|central)|commercant|boutique|markt\\b|mercado|comerciant|handler\\b",
    "\\bsoko(?:ni)?\\b|wafanyabiashara|mfanyabiashara|isoko|abacuruzi|umucuruzi|zando",
  ],
  mine: [
    "mines?\\b|miners?\\b|mining|creuseur|miniere?s?\\b|orpaill|exploitants artisan|\\w*mine\\b|\\w*grube\\b|bergwerk|bergarbeiter|minas?\\b|minero|mineiro|garimp",
    "mgodi|wachimba|machimbo|kirombe|birombe|abacukuzi|ubucukuzi|ikirombe",
  ],
  gold: ["gold\\b|d or\\b|de l or\\b|auriferes?|oro\\b|ouro\\b", "dhahabu|zahabu|wolo\\b"],
  coltan: ["coltan|tantal", "coltan|koluta"],
  boat: [
    "boat|ferry|vessel|canoe|pirogue|bateau|baleiniere|navire|embarcation|\\w*boots?\\b|\\w*schiff|fahre\\b|barco|barca\\b|embarcac|lancha|navio|bote\\b",
    "boti|mashua|\\bmeli\\b|ubwato|bwato|masuwa|bwatu",
  ],
  plane: [
    "plane\\b|planes\\b|vols? (?:de nuit|commercia|humanitaire|interieur)|flugzeug|flughafen|hubschrauber|aeropuerto|aircraft|airport|airstrip|flights?\\b|helicopter|avion|aeroport|aerodrome|helico|piste d|avi[oa]o\\b|avioes|aeroporto",
    "ndege|indege|mpepo|helikopta",
  ],
  drone: ["drone|drohne|dron\\b", "drone|drones"],
  cholera: ["cholera|colera", "kipindupindu|kolera"],
  measles: ["measles|rougeole|sarampion|masern", "surua|iseru"],
  ebola: ["ebola", "ebola"],
  mpox: ["mpox|monkeypox|variole", "mpox|nyani\\b"],
  plague: ["plague\\b|peste\\b|\\bpest\\b", "\\btauni\\b"],
  polio: ["polio", "polio|imbasa"],
  malaria: ["malaria|paludisme", "malaria|malariya"],
  looting: [
    "loot|rob(?:s|bed|bery|beries)?\\b|braqu|cambriol|stole\\b|steals?\\b|pill[ae]|ransack|saccag|plunder|saque|plunderung|saqueo|saque",
    "\\w*pora(?:ji|wa|)\\b|\\w*sahu(?:ye|ra)",
  ],
  clash: [
    "clash|fight(?:s|ing)?\\b|fought|battle|affront|combats?\\b|accroch|enfrentamient|combates|gefecht|kampfe|choques (?:entre|armad)|confront",
    "pigana\\b|mapigano|mapambano|pambana|imirwano|zarwan|yarwan|barwan|etumba",
  ],
  shelling: [
    "shell(?:s|ed|ing|fire)?\\b|mortar|artiller|rocket|bomb|obus\\b|mortier|roquette|granat|bombarde|grenade|granada|proyectil|proyectiles|beschuss|beschoss",
    "kombora|makombora|mizinga|\\bbomu|mabomu|igisasu|ibisasu|bisasu|guruneti|gerenade",
  ],
  ambush: ["ambush|embuscade|emboscada|hinterhalt", "\\bvizia|igico"],
  arson: ["arson|torch|burn(?:s|ed|t|ing)?\\b|incendi|brul|set (?:fire|ablaze)", "choma|teketez|twits|yatwit|batumb"],
  lightning: ["lightning|foudr|\\brayo\\b|blitzschlag", "\\bradi\\b|inkuba"],
  strike: ["(?:on|in|nurses|teachers|workers) strike|strike over|greve|huelga|streik", "mgomo|grevu"],
  trafficking: ["smuggl|contreband|fraude|trafic|trafficking|schmuggel", "magendo|magendu"],
  charcoal: ["charcoal|makala|braise|charbon", "makaa|amakara"],
  birth: ["births?\\b|born\\b|naissance|accouch|maternit", "zaliwa|yavutse|kubyara"],
  diplomats: [
    "diplomats?\\b|ambassador|diplomates?\\b|ambassadeur|embajador|botschafter",
    "balozi|wanadiplomasia|ambasaderi",
  ],
  ransom: ["ransom|rancon|rescate|losegeld", "kikombozi|fidia|incungu"],
  road: [
    "roads?\\b|truck|lorr|bus\\b|buses|convoy|vehicle|driver|highway|route\\b|routes\\b|camion|vehicule|convoi|chauffeur|trafic|axe\\b|strasse|carreter|estrada|autobus|onibus|lkw",
    "barabara|lori\\b|malori|magari|\\bgari\\b|msafara|umuhanda|ikamyo|imodoka|nzela|mituka|basi\\b",
  ],
  bridge: ["bridge|pont\\b|ponts\\b", "daraja|ikiraro|ibiraro"],
  prison: [
    "prison|jail|inmate|detenu|penitenti|carcel|cadeia|gefangni|haftling|prision\\b|presos\\b|prisao|presidio|reclus",
    "gereza|wafungwa|mfungwa|imfungwa|boloko|uburoko",
  ],
  camp: [
    "camps?\\b|sites? de (?:deplaces|refugies)|fluchtlingslager|lager\\b|campos? de (?:desplaz|refug|desloc)",
    "\\bkambi(?:ni)?\\b|inkambi|bikambi",
  ],
  border: [
    "(?<!without )border|(?<!sans )frontier|frontaliere?|customs|douan|postes? front|grenz|fronter|fronteir",
    "mpaka|mipaka|umupaka|imipaka|ndelo",
  ],
  journalist: [
    "journalis|reporter|newsroom|media\\b|presse\\b|radio\\b|periodist|jornalist",
    "waandishi|mwandishi|umunyamakuru|abanyamakuru|bapanzi",
  ],
  women: [
    "women|woman|girls?\\b|femme|filles?\\b|rape|sexual|viols?\\b|violee|frauen|mujer|mulher|vergewalt|violac|estupro",
    "wanawake|mwanamke|wasichana|ubakaji|abagore|abakobwa|gufata ku ngufu",
  ],
  children: [
    "child|minors\\b|enfant|mineurs\\b|orphan|orphelin|kinder|nin[oa]s?\\b|crianc|menores\\b",
    "watoto|mtoto|\\babana\\b|umwana|bana mike",
  ],
  farm: [
    "farm|fields?\\b|agricult|cultivat|champs\\b|recolte|harvest|paysan|bauern?\\b|campesin|agricultor|campones",
    "wakulima|mkulima|mashamba|abahinzi|imirima|bilanga",
  ],
  cattle: [
    "cattle|cows?\\b|herd|breeder|vaches?\\b|betail|eleveur|troupeau",
    "ng ombe|mifugo|wafugaji|\\binka\\b|aborozi",
  ],
  fishing: ["fisher|pecheur|peche\\b", "wavuvi|mvuvi|abarobyi"],
  money: [
    "banks?\\b|tax(?:es)?\\b|salar|currency|payment|banque|taxes?\\b|impot|salaire|paie|caisse",
    "benki|kodi\\b|mishahara|banki|imisoro|umushahara|mpako|lifuti",
  ],
  power: [
    "electric|power (?:cut|line|supply|plant)|blackout|courant electri|delestage|snel\\b",
    "umeme|amashanyarazi|lotiliki",
  ],
  water: ["water (?:supply|point|system)|drinking water|eau potable|robinet|regideso", "maji safi|amazi meza"],
  internet: ["internet|telecom|network|reseau|starlink", "mtandao|intaneti"],
  food: ["food|rations?\\b|vivres|alimentaire|nourriture", "chakula|ibiribwa|bilei"],
  mandate: [
    "mandat|renew|extend(?:s|ed)?\\b|extension|prolong|renouvel|reconduit",
    "ongeza muda|aongeza muda|\\bmanda\\b|yongere(?:ye)? manda",
  ],
  parliament: ["parliament|senat|lawmaker|assembl|depute|parlement", "\\bbunge\\b|wabunge|inteko|abadepite|basenata"],
  mayor: ["mayor|maire\\b|maires\\b|bourgmestre|burgomaster|municipal", "\\bmeya\\b|burugumesitiri|umuyobozi w umujyi"],
  governor: ["governor|gouverneur|gouvernorat", "gavana|guverineri|guvernere"],
  officer: [
    "generals?\\b|colonel|commander\\b|commandant|major\\b|officers?\\b|officier",
    "jenerali|kanali|kamanda|afande",
  ],
  peacekeepers: [
    "peacekeep|blue helmet|casques bleus|cascos azules|capacetes|blauhelm",
    "walinda amani|kulinda amani|bagarura amahoro|babateli kimia",
  ],
  graves: [
    "mass grave|graves?\\b|bodies|corpses|fosse|cadavre|charnier|corps (?:sans|de|ont)|massengrab|leiche|fosas?\\b|cadaver|vala comum",
    "miili|kaburi|makaburi|imirambo|icyobo|bibembe",
  ],
  houses: [
    "houses?\\b|homes\\b|maisons?\\b|huts|habitations|cases incendiees|hauser|casas\\b|viviendas",
    "nyumba|\\binzu\\b|amazu|ndako(?! (?:ya )?nzambe)",
  ],
  river: ["rivers?\\b|riviere|crue|debord", "\\bmto\\b|umugezi|ebale"],
  park: [
    "gorilla|rangers?\\b|wildlife|national park|parc national|eco ?gardes?|braconn|poach|gorila|wildhuter|guardaparque|parque nacional|nationalpark",
    "hifadhi|sokwe|ingagi|pariki|parike",
  ],
  arms: [
    "weapons?|arms\\b|ammunition|(?<!(?:hommes|groupes?|gens|elements|individus|bandits|civils|mouvements?|forces|jeunes|inconnus|bandes?) )armes\\b|munition|explosifs|explosives|waffen|armas\\b",
    "silaha|intwaro|bibundeli|baruti",
  ],
  speech: [
    "interview|speech|addressed|press conference|conference de presse|discours|allocution|tribune",
    "hotuba|mahojiano|ijambo|mkutano na waandishi",
  ],
  curfew: ["curfew|couvre feu|state of siege|etat de siege", "marufuku ya kutoka|hali ya dharura|leta siege"],
  tax: ["toll(?:s|booth)?\\b|peage|barrier|barriere", "kizuizi|vizuizi|bariyeri"],
  election: ["elect|ballot|poll(?:s|ing)\\b|census|recensement|scrutin", "uchaguzi|sensa|amatora|maponami"],
  prisoners: ["prisoner|captives?\\b|exchange of|echange de", "kubadilishana|guhererekanya|abafungwa"],
  court: ["court|judge|tribunal|magistrat|justice\\b|icc\\b|cpi\\b", "mahakama|jaji|urukiko|abacamanza|tribinale"],
  fuel: ["fuel|petrol|carburant|essence\\b", "mafuta|petroli|esanse|lisasi ya"],
  language: ["genocide|hate speech|discours de haine", "mauaji ya kimbari|jenoside"],
};

const PATTERNS: readonly (readonly [string, RegExp])[] = Object.entries(WORDS).map(([thing, [european, bantu]]) => [
  thing,
  new RegExp(`\\b(?:${european})|(?:${bantu})`),
]);

/** @param words - folded */
export function thingsIn(words: readonly string[]): readonly string[] {
  const text = words.join(" ");
  return PATTERNS.filter(([, pattern]) => pattern.test(text)).map(([thing]) => thing);
}
