/**
 * What a story says was done: the difference between a phone call about Kibumba and an attack on it, or between a
 * massacre and the funeral of its victims, when place, groups and even numbers are the same.
 *
 * Words are folded. Those of English, French and other European languages are matched from their beginning; those of
 * Swahili, Kinyarwanda, Kirundi and Lingala by their roots wherever they stand, since prefixes carry the grammar.
 */

/** Those that tell most come first: a profile keeps a few. */
const ACTS = [
  "funeral",
  "denial",
  "release",
  "retake",
  "surrender",
  "escape",
  "condemnation",
  "sanction",
  "court",
  "arrest",
  "inquiry",
  "protest",
  "again",
  "claim",
  "eruption",
  "disease",
  "accident",
  "abduction",
  "agreement",
  "mandate",
  "withdrawal",
  "closure",
  "deployment",
  "diplomacy",
  "office",
  "visit",
  "talks",
  "violence",
  "capture",
  "aid",
  "displacement",
  "appeal",
  "minerals",
  "recruitment",
] as const;

export type Act = (typeof ACTS)[number];

/** European beginnings, then Bantu roots. */
const WORDS: Readonly<Record<Act, readonly [string, string]>> = {
  violence: [
    "attack|attentats?\\b|rob(?:s|bed|bery|beries)?\\b|braqu|cambriol|detrouss|derob|stole\\b|steals?\\b|cattle raid|vol(?:s|es?|ees|ent)? (?:a main armee|de betail|de vaches|\\w+ vaches)|robo\\b|asalt|assault|raid(?:s|ed)?\\b|strikes? (?:on|hit|kill|target|damage)|hack(?:ed|ing)? to death|gun(?:ned|s) down|open(?:s|ed)? fire|under fire|essuy|lynch|stab(?:s|bed)|abatt|frapp|obus\\b|grenade|mortier|mortar|blast|carnage|(?:trad|exchang)(?:e|es|ed|ing) (?:\\w+ )*fire|heavy weapons|arme lourde|ambush|kill|massacr|slain|slaughter|murder|clash|fighting\\b|fights?\\b|fought|shell(?:s|ed|ing)\\b|bomb|gunm[ae]n|gunfire|shot\\b|shoot|air ?strike|drone strike|explosion|exploded|behead|machete|torch|burn(?:s|ed|t|ing)\\b|loot|attaqu|assaut|embuscade|incursion|tue(?:s|es|e|nt|r)?\\b|tuerie|meurtr|affront|combats?\\b|accroch|tirs?\\b|explos|decapit|incendi(?:e|es|ees?)\\b|pill[ae]|saccag|ataque|angriff|angegriff|uberfall|uberfiel|getotet|erschoss|toten\\b|kampfe\\b|gefecht|ataca|ataco|atacaron|mata(?:n|ron|do|dos|ndo|nza)\\b|asesin|combates?\\b|enfrentamient|emboscada|explosion|bombarde|disparo",
    "shambul|lipu[ak]|pora\\b|mizinga|kombora|bunduki|yishe\\b|bishe\\b|hitan[ay]|baguye mu|zarwan|yarwan|ahanganye|masasi|bobomami|bitumba |kobunda|babundi|uawa[wo]?\\b|\\b(?:wa|la|ya)ua\\b|liua\\b|meua\\b|uliwa|mauaji|chinj|pigan[ao]|mapigano|mapambano|vamia|vamiz|risasi|makombora|mabomu|bomu\\b|poraji|igitero|ibitero|bagab|yagab|gutera\\b|bateye|yateye|batewe|yatewe|ishwe\\b|iciwe|kwica|ubwicanyi|imirwano|barwan|kurwan|kuras[ha]|barashe|yarashe|amasasu|bisasu|gisasu|bundisa|babomi|koboma|etumba ",
  ],
  capture: [
    "captur|seiz(?:e|es|ed|ure|ing)\\b|tak(?:e|es|en|ing) (?:strategic|key|the (?:town|city|strategic))|took \\w+ (?:after|in|on|without)\\b|prend(?:re|s|ent)? (?:la (?:ville|cite)|le village|\\w+ aux)|pris(?:e|es)? par|passent? (?:sous|aux mains)|s ?install|toma(?:n|ron|do|da)?\\b|se apodera|eingenommen|besetz|overr[au]n|tak(?:e|es|en|ing) (?:full )?(?:control|over)|took (?:full )?(?:control|over)|falls?\\b|fell to|fallen|advanc|avanc|saisi(?:e|es|s|r|ssent)?\\b|occup|enter(?:s|ed)?\\b|under (?:rebel|m23) control|empar|prend(?:re|s|ent)? (?:le )?controle|prise d|pris le controle|chute d|tomb(?:e|ee|ent|er)\\b|conqu|progress|sous (?:le )?controle|aux mains d|erober|einnehm|nehmen .{0,40} ein\\b|toman?\\b|tomam\\b",
    "twaa|chukua (?:mji|udhibiti|eneo|\\w+ na)|yachukua|wachukua|yafashe|bafashe umu|bakoti na engumba|(?:yau|wau|imeu|wameu|waliu)?teka (?:mji|mitaa|eneo|vijiji|kijiji)|udhibiti|angukia|wakalia|ingia (?:mji|katika mji)|igaruri|[yb]injiye|gufata umu|afashe umu|bafata umu|babaki kozwa|bazwi",
  ],
  retake: [
    "retak|retook|recaptur|regain|reclaim|recover(?:s|ed)? (?:control|the)|driv(?:e|en|es) (?:back|out)|drove|repris(?:e|es)?\\b|repren|reconqu|recuper|delog",
    "rejesha|rudisha|komboa|isubiza|isubije|ongeye gufata|kongera gufata|bakuye|akuye|timua",
  ],
  withdrawal: [
    "withdr|abzug|abgezogen|zieh(?:t|en) .{0,30} ab\\b|retir(?:a|an|ada)\\b|pull(?:s|ed|ing)? (?:out|back)|pullout|retreat|vacat|se retir|retrait|repli\\b|replient|quitt(?:e|ent)\\b",
    "jiondoa|ondoka|waondoka|kuondoa wanajeshi|bavuye|yavuye|bikuye|gukura ingabo|kuva mu",
  ],
  abduction: [
    "abduct|kidnap|entfuhr|verschlepp|geisel|rehen|rapt(?:e|es|ee?s?|s)\\b|emport(?:e|ent|es) (?:des |de )?(?:civil|habitant)|(?:took|take|taking|seiz\\w+) .{0,30}hostage|hostage|taken captive|enlev|otage|ravisseur|sequestr|secuestr|sequest",
    "tekwa|tekaji|(?:li|me|na|ka|ku)?teka (?:watu|raia|nyara|wakulima|abiria|wanawake|watoto)|nyara\\b|bakangi bato|mateka|shimus|shimut|bunyago|ingwate",
  ],
  release: [
    "releas|freed\\b|frees?\\b (?!and )|rescu|walk free|regain(?:s|ed)? (?:their )?freedom|liber(?:es?|ees?|er|ation des|ation de \\d)\\b|relach|remis en liberte|recouvr|affranchi|liber(?:ad[oa]s?|acion|an|taram)\\b|freigelassen|befreit",
    "achil[il]|achiliwa|achiwa|achia huru|okolewa|rekur|rekuwe|fungurwa|funguwe|barekuye",
  ],
  arrest: [
    "arrest|captur(?:e|es|ed) (?:a |the )?(?:suspect|leader|commander)|detain|festgenommen|verhaft|detenid|detien|detention|custody|apprehend|arrete(?:s|es|e)?\\b|interpell|gard[ae] a vue|aux arrets|capturad",
    "kamat|mbaroni|zuiliwa|muri yombi|gufatwa\\b|bafashwe|yafashwe|afunzwe|bakangi|akangami",
  ],
  court: [
    "trial|court\\b|juge[es]?s? (?:a|pour|par)\\b|comparai|condenad[oa]s? a|verurteil|vor gericht|sentenc|convict|prosecut|verdict|acquit|life in prison|death penalty|proces\\b|tribunal|cour (?:militaire|d)|condamn(?:e|es|ee|ees) (?:a|par|pour)\\b|auditorat|requisi|peine (?:de|cap)|perpetuite",
    "mahakama|hukum|kesi\\b|kifungo|urukiko|urubanza|katiwe|katirwa|gifungo|ubushinjacyaha",
  ],
  funeral: [
    "funeral|buri(?:ed|al|es)|bury|laid to rest|mourn|vigil|obseques|inhum|enterr(?:e|es|ee|ees|ent|er|ement)\\b|funerail|deuil|hommage|veillee|entierr|enterro",
    "mazishi|zikwa|zika\\b|omboleza|maombolezo|shyingu[rw]|shyinguye|kunamir|icyunamo|ikiriyo|guhamba|bahambwe|bakundi|bokundi|matanga",
  ],
  denial: [
    "den(?:y|ies|ied|ial)\\b|dismiss(?:es)?\\b|dismissed (?:the|as|claims|accus|a)|reject|refut|rebut|brush(?:es|ed)? off|dement|nie(?:nt)?\\b|nier\\b|rejett|contest(?:e|ent)\\b|s ?en defend|unjustified|unfounded|baseless|(?:juge|qualifie) .{0,40}(?:inopportun|injustifi|infond|ridicul|mensong|fausse)|sans fondement",
    "kanush|kanusha|\\b[wya]?akana\\b|kukana|yapinga|wapinga|hakan[aiy]|ahakanye|utwatsi|boya(?:ki)?\\b|kowangana",
  ],
  condemnation: [
    "condemn(?!ed to)|denounc|deplor|outrage|decr(?:y|ies|ied)\\b|condamn(?:e|ent) (?:l|le|la|les|cet|cette|fermement|avec|un|une)\\b|denonc|fustig|indign|condena\\b",
    "laani|kemea|yamagan|bamagan|kwamagan",
  ],
  appeal: [
    "urg(?:e|es|ed|ing)\\b|fordert|ruft .{0,30} auf\\b|warnt|piden\\b|insta\\b|advierte|lanc(?:e|ent) un appel|call(?:s|ed|ing)? (?:for|on)\\b|demand|warn|concern|alarm|appel(?:le|lent|er|s)?\\b|exhort|exig|alert|preoccup|inquiet|reclam|pide\\b|pede\\b",
    "wito\\b|yaonya|waonya|wasiwasi|\\b(?:ya|wa|a|wana|ana|wame|ame|ime)taka\\b|yasab|basab|impungenge|yihanganish",
  ],
  talks: [
    "talks?\\b|(?:received|welcomed|hosted) by|recoit|recu par|recus par|s ?entret|face a face|retrouv(?:e|es|ent) a\\b|gesprach|telefonat|gipfel|trifft|treffen|habla(?:n|ron)?\\b|llamada|dialogo|cumbre|(?:se )?reun(?:e|en|io|ieron)\\b|talked|phone|telephon|spoke\\b|speaks?\\b|discuss|meet(?:s|ing|ings)?\\b|met\\b|negotiat|dialog|summit|conversation|mediat|entretien|entreten|entretenu|discut|rencontr|pourparler|negoci|sommet|echang|tete a tete|conversan|reuni(?:on|ons|s)\\b|audience avec",
    "simu\\b|zungumz|kutana|mkutano|kikao|jadili|telefon|vugan[aye]|ganir[ao]|yaganir|inama\\b|bahuy|yahuy|guhura|imishyikirano|biganiro|lisolo|masolo|solol|kutani",
  ],
  agreement: [
    "agreement|agree(?:s|d)?\\b (?:to|on)|waffenruhe|waffenstillstand|abkommen|tregua|alto el fuego|armistice|accord\\b|accords\\b|sign(?:s|ed|ing|e|ent|er|ature)\\b|ceasefire|cease fire|truce|pact\\b|treaty|cessez le feu|treve|declaration de principes|declaration of principles|acuerdo|acordo",
    "makubaliano|mkataba|saini|kusitisha|usitishaji|amasezerano|gusinya|basinye|yasinye|guhagarika imirwano|agahenge|boyokani",
  ],
  sanction: ["sanction|sanktion|blacklist|embargo|asset freeze|gel des avoirs|sancion", "vikwazo|ibihano|bitumbu"],
  claim: [
    "claim(?:s|ed|ing)? (?:responsib|attack|kill|deadly|the |massacre|raid)|revendi(?:qu|c)|reivindic|bekannte? sich|bekennt sich",
    "dai kuhusika|adai kuhusika|kiri kuhusika|yigambye|bigambye",
  ],
  diplomacy: [
    "expel|expuls|persona non grata|summon|severs?\\b|cuts? (?:diplomatic|ties)|breaks? (?:diplomatic|off|ties)|romp(?:t|u|re)\\b|rupture des relations|recall(?:s|ed)? .{0,20}(?:ambassador|envoy)|convoqu.{0,25}(?:ambassad|charge d)|rappel.{0,25}ambassad|weist .{0,30} aus\\b|expuls",
    "fukuza (?:mabalozi|wanadiplomasia|balozi)|yirukan|ambasaderi wayo",
  ],
  visit: [
    "visit|arriv(?:es|ed|e|es|ee) (?:in|a|to)\\b|tours?\\b|en tournee|sejour|attendue?s? (?:a|au|en)\\b|travels? to|trip to|besuch|visita",
    "ziara|tembelea|wasili|uruzinduko|asuye|yasuye|yageze i|akomi na",
  ],
  recruitment: [
    "recruit|conscript|enrol|child soldiers?|enfants? soldats?|mobilis(?:e|es|ation) de jeunes|reclut|rekrutier",
    "sajili (?:watoto|vijana)|andikisha|kwinjiza (?:abana|urubyiruko)",
  ],
  displacement: [
    "displac|flee|fled\\b|refugee|exodus|idps?\\b|uproot|deplac|fui(?:t|te|r|ent)\\b|refugi|exode|desplaz|desloc",
    "kimbi[az]|kimbil|wakimbizi|hunz[ei]|guhung|bahung|impunzi|ibambe|avanywe|bakimi|kokima",
  ],
  aid: [
    "aid\\b(?! work)|relief\\b|food\\b|wfp\\b|distribut|donat|supplies|famine|hunger|starv|malnutrition|aide\\b|vivres|pam\\b|assistance|faim\\b|secours|hambr|fome\\b",
    "msaada|misaada|chakula|njaa\\b|mgao|imfashanyo|inkunga|ibiribwa|inzara|lisungi|bilei",
  ],
  disease: [
    "cholera|mpox|monkeypox|variole|ebola|measles|polio|peste\\b|(?:new|confirmed|suspected) cases|nouveaux cas|cas (?:confirmes|suspects)|casos\\b|choler|masern|seuche|epidemia|outbreak|epidemic|vaccin|plague|meningit|rougeole|epidemi|variole|paludisme|malaria",
    "kipindupindu|surua|chanjo|ugonjwa|homa ya|kolera|icyorezo|indwara|nkingo|iseru|maladi|bokono",
  ],
  accident: [
    "capsiz|sank\\b|plung(?:e|es|ed)\\b|ravin|overturn|derail|se renverse|renversement|verungluck|s ?ecras|ecrase[es]?\\b|ecrasement|plough(?:s|ed)? into|percut|fauch|foudroy|struck by lightning|cave in|buries|buried (?:alive|under|at least|some|about)|ensevel|swept away|(?:went|goes) up in flames|naufrag|hundi[dr]|zozobr|estrell|derrumb|deslizamient|inundaci|kenter|ungluck|absturz|abgesturzt|erdrutsch|uberschwemm|uberflut|verschutt|gesunken|sink(?:s|ing)?\\b|shipwreck|drown|crash|collaps|landslide|mudslide|flood|lightning|accident|naufrag|chavir|noye|noyade|eboul|effondr|inondation|glissement de|pluies? (?:diluv|torren)|foudre|(?:fire|blaze) (?:destroy|guts|razes|ravag|burn|kill)|incendie (?:ravage|detruit|a)|inond",
    "zama\\b|ajali|anguka\\b|fukiw|maporomoko|mafuriko|poromok|angukiwa|mvua kubwa|impanuka|umwuzure|inkangu|rohamye|ridutse|riduk|imvura nyinshi",
  ],
  eruption: [
    "erupt|volcan|lava\\b|earthquake|tremor|seism|seisme|coulee",
    "volkano|volkeno|ikirunga|umutingito|tetemeko",
  ],
  protest: [
    "protest(?!ant)|demonstrat|marched|marches\\b|sit in|general strike|ghost town|ville morte|manifest(?:e|ent|ation|ations|ants?|er)\\b|march(?:e|ent) (?:contre|pour|pacifique)|greve|journee ville|defil(?:e|ent)\\b (?:contre|pour|jusqu)|barricad|barr(?:e|ent) la route|sit ins?\\b|(?:on|go on|in|end|begin|start|call|teachers|nurses|doctors|workers|staff|traders|drivers) strikes?\\b|strikes? (?:over|action)|stop(?:ped|s)? work|cess(?:e|ent|er) le travail|debray|protestan?\\b|huelga|streik",
    "andaman|mgomo|\\b(?:wa|ya)goma\\b kudai|igaragamb|grevu|myigaragambyo|kotombok[ai] na balabala",
  ],
  deployment: [
    "deploy|reinforc|contingent|(?:troops|soldiers|force)\\b.{0,30}(?:arriv|land)|debarqu|soldats .{0,30}arriv|envoi de (?:troupes|soldats)|sends? (?:more )?(?:troops|soldiers)|entsend|despliega|despliegue|deploi|deploye|renfort",
    "peleka (?:wanajeshi|askari|vikosi)|wanajeshi .{0,20}wasili|kohereza ingabo|yohereje ingabo|ingabo .{0,20}zageze",
  ],
  office: [
    "appoint|names? .{0,30}(?:minister|governor|chief|envoy|mediator|head)|sack(?:s|ed)\\b|fired as|remani|ernannt|ernennt|nombra(?:n|do|da)?\\b|dimit|resign|elect(?:ed|ion|ions)\\b|swear|sworn|inaugurat|vot(?:e|es|ed|ing)\\b|nomm(?:e|es|ee)\\b|demission|elu(?:s|e|es)?\\b|election|limog|suspendu|suspended from|installe",
    "teuli|teuwa|ateua|jiuzul|uchaguzi|apish|yagizwe|yeguy|amatora|yarahiye|ashyizweho",
  ],
  minerals: [
    "coltan|mineral|gold\\b|tantalum|cassiterit|tungsten|smuggl|mining|minerai|miniere?s?\\b|contreband|carres? minier|miner[ai]",
    "madini|dhahabu|magendo|mgodi|machimbo|amabuye y|zahabu|ubucukuzi|magendu|mabanga",
  ],
  closure: [
    "clos(?:e|es|ed|ure|ing)\\b|shut|reopen|suspen(?:d|ds|ded|sion)\\b|ferm(?:e|es|ee|er|era|eront|eture)\\b|rouvr|reouv|interdi|ban(?:s|ned)?\\b",
    "fungwa|fungul|yafunga|funga mipaka|piga marufuku|gufung[ua]|yafunze umu|yafunguye|gufungurwa|guhagarik",
  ],
  inquiry: [
    "report(?:s)? (?:says|accus|find|by|on)|investigat|(?:un|rights) experts?\\b|experts de l|inquiry|probe\\b|rapport|enquet",
    "ripoti|uchunguzi|wataalamu?\\b|raporo|iperereza|impuguke",
  ],
  surrender: [
    "surrender|turn(?:s|ed)? themselves in|hand(?:s|ed)? themselves over|ergeben sich|ergab|rinden|rindier|lay(?:s)? down|laid down|defect(?:s|ed)?\\b|demobili|disarm|redd|se rend(?:ent|re|s)?\\b|se sont rendus|rendus\\b|desarm|demobilis|deposent? les armes",
    "jisalimish|itanduk|bamipesi|weka silaha|salimisha|ishyikiriz|hambur|intwaro hasi|kwamburwa intwaro|babwaki bibundeli",
  ],
  mandate: [
    "mandate (?:is |was )?(?:renew|exten)|(?:renew|extend|prolong|extension|renouvel|reconduit).{0,40}mandat",
    "ongez[ae] muda|aongeza muda|ongezwa muda|manda ya monusco",
  ],
  again: [
    "again\\b|renewed (?:attack|clash|fight)|new (?:attack|clash|wave|massacre|raid)|another (?:attack|raid|massacre)|de nouveau\\b|nouve(?:l|lle|aux|lles) (?:attaque|combats|affront|massacre|tuerie|incursion|vague)",
    "mapigano mapya|mashambulizi mapya|shambulio jipya|tena\\b|bundi bushya|bongo lisusu",
  ],
  escape: [
    "escap|jailbreak|prison break|break out|evad|evasion|fug(?:a|an|aron)\\b|ausbruch|ausgebroch",
    "toroka|gutoroka|batorotse|bakimi boloko",
  ],
};

const PATTERNS: readonly (readonly [Act, RegExp])[] = ACTS.map((act) => {
  const [european, bantu] = WORDS[act];
  return [act, new RegExp(`\\b(?:${european})|(?:${bantu})`)];
});

/** A ferry, a fever and a volcano kill as well: these words alone are no violence beside them. */
const DEATHS =
  /\b(?:kill|tue(?:s|es|e|nt|r)?\b)\w*|\w*(?:uawa[wo]?\b|\b(?:wa|la|ya)ua\b|liua\b|meua\b|uliwa|hitan[ay])\w*/g;
const CALAMITIES: ReadonlySet<Act> = new Set<Act>(["accident", "disease", "eruption"]);

/** @param words - folded */
export function actsIn(words: readonly string[]): readonly Act[] {
  const text = words.join(" ");
  const acts = actsOf(text);
  if (!acts.includes("violence") || !acts.some((act) => CALAMITIES.has(act))) return acts;
  const isViolent = actsOf(text.replace(DEATHS, "")).includes("violence");
  return isViolent ? acts : acts.filter((act) => act !== "violence");
}

function actsOf(text: string): readonly Act[] {
  return PATTERNS.filter(([, pattern]) => pattern.test(text)).map(([act]) => act);
}
