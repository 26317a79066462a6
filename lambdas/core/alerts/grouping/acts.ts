/**
 * What a story says was done: the difference between a phone call about Kibumba and an attack on it, or between a
 * massacre and the funeral of its victims, when place, groups and even numbers are the same.
 *
 * Words are folded. Those of English, French and other European languages are matched from their beginning; those of
 * Swahili, Kinyarwanda, Kirundi and Lingala by their roots wherever they stand, since prefixes carry the grammar.
 */

/** Those that tell most come first: a profile keeps a few. */
const ACTS = [
  "mourning",
  "funeral",
  "denial",
  "release",
  "retake",
  "surrender",
  "escape",
  "condemnation",
  "accusation",
  "reaction",
  "sanction",
  "court",
  "arrest",
  "inquiry",
  "protest",
  "again",
  "claim",
  "eruption",
  "vaccination",
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
  "care",
  "opening",
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
    "attack|attentats?\\b|rob(?:s|bed|bery|beries)?\\b|braqu|cambriol|detrouss|derob|stole\\b|steals?\\b|cattle raid|vol(?:s|es?|ees|ent)? (?:a main armee|de betail|de vaches|\\w+ vaches)|robo\\b|asalt|assault|raid(?:s|ed)?\\b|strikes? (?:on|hit|kill|target|damage)|hack(?:ed|ing)? to death|gun(?:ned|s) down|open(?:s|ed)? fire|under fire|essuy|lynch|stab(?:s|bed)|abatt|frapp|obus\\b|grenade|mortier|mortar|blast|carnage|(?:trad|exchang)(?:e|es|ed|ing) (?:\\w+ )*fire|heavy weapons|arme lourde|ambush|kill|massacr|slain|slaughter|murder|clash|fighting\\b|fights?\\b|fought|shell(?:s|ed|ing)\\b|bomb|gunm[ae]n|gunfire|shot\\b|shoot|air ?strike|drone strike|explosion|exploded|behead|machete|torch|burn(?:s|ed|t|ing)\\b|loot|attaqu|assaut|embuscade|incursion|tue(?:s|es|e|nt|r)?\\b|tuerie|meurtr|affront|combats?\\b|accroch|tirs?\\b|explos|decapit|incendi(?:e|es|ees?)\\b|pill[ae]|saccag|ataque|angriff|angegriff|uberfall|uberfiel|getotet|erschoss|toten\\b|kampfe\\b|gefecht|ataca|ataco|atacaron|mata(?:n|ron|do|dos|ndo|nza)\\b|asesin|combates?\\b|enfrentamient|emboscada|explosion|bombarde|disparo|fusillad|repel(?:s|led)?\\b|repouss\\w* (?:\\w+ ){0,3}(?:m23|adf|fdlr|codeco|rebelles?|attaque|assaut|offensive|incursion|assaillants?)|(?:rebelles|combattants|miliciens|assaillants|adf|m23|fdlr) (?:\\w+ ){0,2}neutralis|tirote|acribill|proyectil|baleado|matou\\b|mataram|confront(?:o|os)\\b|schiess|schusse\\b|besch(?:uss|oss)|luftangriff|\\w*anschlag\\b|massaker|ermord",
    "shambul|lipu[ak]|pora\\b|mizinga|kombora|bunduki|yishe\\b|bishe\\b|hitan[ay]|baguye mu|zarwan|yarwan|ahanganye|masasi|bobomami|bitumba |kobunda|babundi|uawa[wo]?\\b|\\b(?:wa|la|ya)ua\\b|liua\\b|meua\\b|uliwa|mauaji|chinj|pigan[ao]|mapigano|mapambano|vamia|vamiz|risasi|makombora|mabomu|bomu\\b|poraji|igitero|ibitero|bagab|yagab|gutera\\b|bateye|yateye|batewe|yatewe|ishwe\\b|iciwe|kwica|ubwicanyi|imirwano|barwan|kurwan|kuras[ha]|barashe|yarashe|amasasu|bisasu|gisasu|bundisa|babomi|koboma|etumba |barashwe|yarasiwe|barasiwe|yahitanye|ivuganye\\b|bishwe\\b|yishwe\\b|biciwe|urugamba|yaturitse|guruneti|babomaki|bobundi|babundaki|bazwami masasi",
  ],
  capture: [
    "captur|seiz(?:e|es|ed|ure|ing)\\b|tak(?:e|es|en|ing) (?:strategic|key|the (?:town|city|strategic))|took \\w+ (?:after|in|on|without)\\b|pren(?:d|dre|ds|nent) (?:la (?:ville|cite)|le village|\\w+ aux)|pris(?:e|es)? par|passent? (?:sous|aux mains)|s ?install|toma(?:n|ron|do|da)?\\b|se apodera|eingenommen|besetz|overr[au]n|tak(?:e|es|en|ing) (?:full )?(?:control|over)|took (?:full )?(?:control|over)|falls?\\b|fell to|fallen|advanc|avanc|saisi(?:e|es|s|r|ssent)?\\b|occup|enter(?:s|ed)?\\b|under (?:rebel|m23) control|empar|pren(?:d|dre|ds|nent) (?:le )?controle|prise d|pris le controle|chute d|tomb(?:e|ee|ent|er)\\b|conqu|progress|sous (?:le )?controle|aux mains d|erober|einnehm|nehmen .{0,40} ein\\b|toman?\\b|tomam\\b|einnahme|nimmt .{0,40} ein\\b|ubernimmt|controla(?:n|m)?\\b|cae en manos|ocupa(?:n|m|ron|ram)?\\b|avanza(?:n|ron)?\\b|avanca(?:m|ram)?\\b",
    "twaa|chukua (?:mji|udhibiti|eneo|\\w+ na)|yachukua|wachukua|yafashe|bafashe umu|bakoti na engumba|(?:yau|wau|imeu|wameu|waliu)?teka (?:mji|mitaa|eneo|vijiji|kijiji)|udhibiti|angukia|wakalia|ingia (?:mji|katika mji)|igaruri|[yb]injiye|gufata umu|afashe umu|bafata umu|babaki kozwa|bazwi|egukanye|kwigarurira|igarurir|mu maboko ya|bakangi engumba",
  ],
  retake: [
    "retak|retook|recaptur|regain|reclaim|recover(?:s|ed)? (?:control|the)|driv(?:e|en|es) (?:back|out)|drove|repris(?:e|es)?\\b(?! (?:de|des|du) (?:la |l )?(?:dialogue|discussion|negociation|pourparler|combat|affrontement|hostilite|cours|travail|activite|vol|trafic))|repren\\w*\\b(?! (?:\\w+ )?(?:dialogue|discussion|negociation|pourparler|cours\\b|travail|activite|vols\\b|service))|reconqu|recuper|delog|zuruckerober|retoma(?:n|m|ron)?\\b",
    "rejesha|rudisha|komboa|isubiza|isubije|ongeye gufata|kongera gufata|bakuye|akuye|timua|kwisubiza|bozongisi|bazongisi",
  ],
  withdrawal: [
    "withdr|abzug|abgezogen|zieh(?:t|en) .{0,30} ab\\b|retir(?:a|an|ada)\\b|pull(?:s|ed|ing)? (?:out|back)|pullout|retreat|vacat|se retir|retrait|repli\\b|replient|quitt(?:e|ent)\\b|ruckzug|zieht sich|ziehen sich|retirada|repliega|abandona(?:n|ron)? |recua(?:m|ram)?\\b",
    "jiondoa|ondoka|waondoka|kuondoa wanajeshi|bavuye|yavuye|bikuye|gukura ingabo|kuva mu|kuvana ingabo|yavanye ingabo|kwikura|balongwe|kolongwa",
  ],
  abduction: [
    "abduct|kidnap|entfuhr|verschlepp|geisel|rehen|rapt(?:e|es|ee?s?|s)\\b|emport(?:e|ent|es) (?:des |de )?(?:civil|habitant)|(?:took|take|taking|seiz\\w+) .{0,30}hostage|hostage|taken captive|enlev|otage|ravisseur|sequestr|secuestr|sequest|raptad|refens|refem\\b",
    "tekwa|tekaji|(?:li|me|na|ka|ku)?teka (?:watu|raia|nyara|wakulima|abiria|wanawake|watoto)|nyara\\b|bakangi bato|mateka|shimus|shimut|bunyago|ingwate|bakangaki bato",
  ],
  release: [
    "releas|freed\\b|frees?\\b (?!and )|rescu|walk free|regain(?:s|ed)? (?:their )?freedom|liber(?:es?|ees?|ent|er|ation des|ation de \\d)\\b|relach|remis en liberte|recouvr|affranchi|liber(?:ad[oa]s?|acion|an|taram)\\b|freigelassen|befreit|en libertad|freilass|freikam|libert(?:a|ad[oa]s?|acao|ou)\\b|solto\\b|soltos\\b",
    "achil[il]|achiliwa|achiwa|achia huru|okolewa|rekur|rekuwe|fungurwa|funguwe|barekuye|arekuwe|arekuye|bafungoli|batikaki",
  ],
  arrest: [
    "arrest|captur(?:e|es|ed) (?:a |the )?(?:suspect|leader|commander)|detain|festgenommen|verhaft|detenid|detien|detention|custody|apprehend|arrete(?:s|es|e)?\\b|interpell|gard[ae] a vue|aux arrets|capturad|apresa|festnahm|inhaftier|deti[dv][oe]s?\\b|prende\\b|preso\\b|presos\\b",
    "kamat|mbaroni|zuiliwa|muri yombi|gufatwa\\b|bafashwe|yafashwe|afunzwe|bakangi|akangami|bafunzwe|bakangemi|bakangami",
  ],
  court: [
    "trial|court\\b|juge[es]?s? (?:a|pour|par)\\b|comparai|condenad[oa]s? a|verurteil|vor gericht|sentenc|convict|prosecut|verdict|acquit|life in prison|death penalty|proces\\b|tribunal|cour (?:militaire|d)|condamn(?:e|es|ee|ees) (?:a|par|pour)\\b|auditorat|requisi|peine (?:de|cap)|perpetuite|juicio|julga|prozess\\b|todesstrafe|haftstraf",
    "mahakama|hukum|kesi\\b|kifungo|urukiko|urubanza|katiwe|katirwa|gifungo|ubushinjacyaha|inkiko|tribinale|basambisi|kosambis",
  ],
  care: [
    "pris(?:e|es)? en charge|soign(?:e|es|ee|ees|ent)\\b|treated (?:at|in|for)\\b|hospitali[sz]|behandelt|atendid[oa]s?\\b",
    "tibiwa|bavurwa|bavuwe|bazosalisama",
  ],
  opening: [
    "ouvr(?:e|ent|ira|ir) (?:un|une|son|ses|deux)\\b|ouverture d une?\\b|opens? (?:an?|new|its|\\d+)\\b|opened (?:an?|new|its)\\b|eroffne|abre (?:un|una|um|uma)\\b",
    "yafungua (?:kituo|ofisi)|yafunguye (?:ibiro|ikigo)",
  ],
  mourning: [
    "deuil (?:national|provincial|de \\w+ jours)|jours? de deuil|national mourning|days? of (?:national )?mourning|(?:duelo|luto) nacional|dias de (?:duelo|luto)|staatstrauer",
    "maombolezo ya (?:kitaifa|siku)|siku \\w+ za maombolezo|icyunamo cy igihugu",
  ],
  reaction: [
    "reagi|reaction|react(?:s|ed)?\\b|responds? to|hits? back|riposte\\b|se defend|se dit (?:victime|innocent)|va faire appel|recours contre|reagier|reacciona|reage\\b|responde a",
    "yajibu|wajibu shutuma|yasubije|basubije|ayanoli",
  ],
  funeral: [
    "funeral|buri(?:ed|al|es)|bury|laid to rest|mourn|vigil|obseques|inhum|enterr(?:e|es|ee|ees|ent|er|ement)\\b|funerail|deuil|hommage|veillee|entierr|enterro|beerdig|beigesetzt|beisetz|trauer|sepelio|sepult|luto\\b|velorio|velatorio",
    "mazishi|zikwa|zika\\b|omboleza|maombolezo|shyingu[rw]|shyinguye|kunamir|icyunamo|ikiriyo|guhamba|bahambwe|bakundi|bokundi|matanga|gushyingur|bakundami",
  ],
  denial: [
    "den(?:y|ies|ied|ial)\\b|dismiss(?:es)?\\b|dismissed (?:the|as|claims|accus|a)|reject|refut|rebut|brush(?:es|ed)? off|dement|nie(?:nt)?\\b|nier\\b|rejett|contest(?:e|ent)\\b|s ?en defend|unjustified|unfounded|baseless|(?:juge|qualifie) .{0,40}(?:inopportun|injustifi|infond|ridicul|mensong|fausse)|sans fondement|dementier|bestreite?t|leugnet|(?:weist|weisen) .{0,60}zuruck\\b|desmient|desment|niega|rechaza|nega\\b|negam\\b|rejeita",
    "kanush|kanusha|\\b[wya]?akana\\b|kukana|yapinga|wapinga|hakan[aiy]|ahakanye|utwatsi|boya(?:ki)?\\b|kowangana|utwatsi|baboy[ie]\\b|awangani|bawangani",
  ],
  condemnation: [
    "condemn(?!ed to)|denounc|deplor|outrage|decr(?:y|ies|ied)\\b|condamn(?:e|ent) (?:l|le|la|les|cet|cette|fermement|avec|un|une)\\b|denonc|fustig|indign|condena\\b|condena(?:n|m)\\b|repudia|denuncia(?:n|m)?\\b|prangert",
    "laani|kemea|yamagan|bamagan|kwamagan|yanenze|banenze",
  ],
  appeal: [
    "urg(?:e|es|ed|ing)\\b|fordert|ruft .{0,30} auf\\b|warnt|piden\\b|insta\\b|advierte|lanc(?:e|ent) un appel|call(?:s|ed|ing)? (?:for|on)\\b|demand|warn|concern|alarm|appel(?:le|lent|er|s)?\\b(?! telephon| (?:\\w+ ){1,4}(?:au|par) telephone)|exhort|exig|alert|preoccup|inquiet|reclam|pide\\b|pede\\b|appell\\b|appellier|mahnt|drangt|besorgt|llama(?:n)? a\\b|llamamiento|apela(?:m)?\\b|apelo\\b|alertam?\\b|preocupa",
    "wito\\b|yaonya|waonya|wasiwasi|\\b(?:ya|wa|a|wana|ana|wame|ame|ime)taka\\b|yasab|basab|impungenge|yihanganish|ahamagarir|ahamagariye|\\b[ai]rasaba|barasaba|yahimiza|yaomba|asengi|basengi|bosenga",
  ],
  talks: [
    "talks?\\b|(?:received|welcomed|hosted) by|recoit|recus? (?:a \\w+ )?par\\b|s ?entret|face a face|retrouv(?:e|es|ent) a\\b|gesprach|telefonat|gipfel|trifft|treffen|habla(?:n|ron)?\\b|llamada|dialogo|cumbre|(?:se )?reun(?:e|en|io|ieron)\\b|talked|phone|telephon|spoke\\b|speaks?\\b|discuss|meet(?:s|ing|ings)?\\b|met\\b|negotiat|dialog|summit|conversation|mediat|entretien|entreten|entretenu|discut|rencontr|pourparler|negoci|sommet|echang|tete a tete|conversan|reuni(?:on|ons|s)\\b|audience avec|verhandl|telefon|beraten\\b|spricht mit|negocia|conversa(?:m|ram|n|ron)?\\b|encontr(?:a|am|aram|o)\\b|se ven\\b|recibe a|recebe\\b|reun(?:iu|iram|iao)\\b",
    "simu\\b|zungumz|kutana|mkutano|kikao|jadili|telefon|vugan[aye]|ganir[ao]|yaganir|inama\\b|bahuy|yahuy|guhura|imishyikirano|biganiro|lisolo|masolo|solol|kutani|yakiriye|bakutani|asololi|basololi|solola",
  ],
  agreement: [
    "agreement|agree(?:s|d)?\\b (?:to|on)|waffenruhe|waffenstillstand|abkommen|tregua|alto el fuego|armistice|accord\\b|accords\\b|sign(?:s|ed|ing|e|ent|er|ature)\\b|ceasefire|cease fire|truce|pact\\b|treaty|cessez le feu|treve|declaration de principes|declaration of principles|acuerdo|acordo|unterzeichn|vereinbar|friedensplan|paraph|initial(?:s|led|ed)\\b|firma(?:n|ra|ran|ron|r)?\\b|firmo\\b|assina(?:m|r|ram|tura)?\\b|cessar fogo",
    "makubaliano|mkataba|saini|kusitisha|usitishaji|amasezerano|gusinya|basinye|yasinye|guhagarika imirwano|agahenge|boyokani|umukono|bosinini|basinini|kosinya|boyokani",
  ],
  sanction: [
    "sanction|sanktion|blacklist|embargo|asset freeze|gel des avoirs|sancion|sanco|sanciona",
    "vikwazo|ibihano|bitumbu|fatiwe ibihano",
  ],
  claim: [
    "claim(?:s|ed|ing)? (?:responsib|attack|kill|deadly|the |massacre|raid)|revendi(?:qu|c)|reivindic|bekannte? sich|bekennt sich|reivindica",
    "dai kuhusika|adai kuhusika|kiri kuhusika|yigambye|bigambye",
  ],
  diplomacy: [
    "expel|expuls|persona non grata|summon|severs?\\b|cuts? (?:diplomatic|ties)|breaks? (?:diplomatic|off|ties)|romp(?:t|u|re)\\b|rupture des relations|recall(?:s|ed)? .{0,20}(?:ambassador|envoy)|convoqu.{0,25}(?:ambassad|charge d)|rappel.{0,25}ambassad|weist .{0,30} aus\\b|expuls",
    "fukuza (?:mabalozi|wanadiplomasia|balozi)|yirukan|ambasaderi wayo",
  ],
  visit: [
    "visit|arriv(?:es|ed|e|es|ee) (?:in|a|to)\\b|tours?\\b|en tournee|sejour|attendue?s? (?:a|au|en)\\b|travels? to|trip to|besuch|visita|reist\\b|eingetroffen|llega(?:n|da)? (?:a|al)\\b|viaja\\b|chega(?:m|da)? (?:a|ao)\\b|se rend (?:a|au|en)\\b|s est rendu",
    "ziara|tembelea|wasili|uruzinduko|asuye|yasuye|yageze i|akomi na|yageze mu|yerekeje|akei na|mobembo",
  ],
  recruitment: [
    "recruit|conscript|enrol|child soldiers?|enfants? soldats?|mobilis(?:e|es|ation) de jeunes|reclut|rekrutier",
    "sajili (?:watoto|vijana)|andikisha|kwinjiza (?:abana|urubyiruko)",
  ],
  displacement: [
    "displac|flee|fled\\b|refugee|exodus|idps?\\b|uproot|deplac|fui(?:t|te|r|ent)\\b|refugi|exode|desplaz|desloc|vertrieben|fluchtling|\\w*flucht\\b|fliehen|geflohen|huy(?:en|e|o|eron)\\b|huido|refugiad|exodo|fogem\\b",
    "kimbi[az]|kimbil|wakimbizi|hunz[ei]|guhung|bahung|impunzi|ibambe|avanywe|bakimi|kokima|bakimaki",
  ],
  aid: [
    "aid\\b(?! work)|relief\\b|food\\b|wfp\\b|distribut|donat|supplies|famine|hunger|starv|malnutrition|aide\\b|vivres|pam\\b|assistance|faim\\b|secours|hambr|fome\\b|hilfs|nahrung|lebensmittel|ayuda\\b|ajuda\\b|asistencia|assistencia|raciones|racoes",
    "msaada|misaada|chakula|njaa\\b|mgao|imfashanyo|inkunga|ibiribwa|inzara|lisungi|bilei|lisalisi",
  ],
  accusation: [
    "blames?\\b|accuses? (?!(?:d|de|du|of|par|by|s)\\b)\\w|accusent|accusing|trade accusations|acusan?\\b|acusam\\b|culpan? a\\b|pointent du doigt|s accusent|beschuldig|(?:wirft|werfen) .{0,60}vor\\b|(?:macht|machen) .{0,60}verantwortlich",
    "tuhumu\\b|shutumu\\b|laumu\\b|\\b(?:a|ba|i|ya|bara|ira|ara)shinj(?:a|e)\\b|\\b[abo]{1,2}fund(?:i|aki)\\b",
  ],
  vaccination: ["vaccin|immuni[sz]ation|impf|geimpft|vacuna|vacina(?:s|cao|r|m|d)?", "chanjo|nkingo|gukingira"],
  disease: [
    "cholera|mpox|monkeypox|variole|ebola|measles|polio|peste\\b|(?:new|confirmed|suspected) cases|nouveaux cas|cas (?:confirmes|suspects)|casos\\b|choler|masern|seuche|epidemia|outbreak|epidemic|plague|meningit|rougeole|epidemi|variole|paludisme|malaria|krankheit|brote\\b|surto\\b",
    "kipindupindu|surua|ugonjwa|homa ya|kolera|icyorezo|indwara|iseru|maladi|bokono",
  ],
  accident: [
    "capsiz|sank\\b|plung(?:e|es|ed)\\b|ravin|overturn|derail|se renverse|renversement|verungluck|s ?ecras|ecrase[es]?\\b|ecrasement|plough(?:s|ed)? into|percut|fauch|foudroy|struck by lightning|cave in|buries|buried (?:alive|under|at least|some|about)|ensevel|swept away|(?:went|goes) up in flames|naufrag|hundi[dr]|zozobr|estrell|derrumb|deslizamient|inundaci|kenter|ungluck|absturz|abgesturzt|erdrutsch|uberschwemm|uberflut|verschutt|gesunken|sink(?:s|ing)?\\b|shipwreck|drown|crash|collaps|landslide|mudslide|flood|lightning|accident|naufrag|chavir|noye|noyade|eboul|effondr|inondation|glissement de|pluies? (?:diluv|torren)|foudre|(?:fire|blaze) (?:destroy|guts|razes|ravag|burn|kill)|incendie (?:ravage|detruit|a)|inond|\\w*ungluck|einsturz|eingesturzt|\\w*unfall|ertrunk|ertrinken|ahogad|afogad|afund|desab|desmoron|desliza|accidente|acident|alud\\b|incendio (?:arrasa|destru)",
    "zama\\b|ajali|anguka\\b|fukiw|maporomoko|mafuriko|poromok|angukiwa|mvua kubwa|impanuka|umwuzure|inkangu|rohamye|ridutse|riduk|imvura nyinshi|cyaridutse|gwiriw|gwiriye|likama|mozindo|ezindi|bozindaki",
  ],
  eruption: [
    "erupt|volcan|lava\\b|earthquake|tremor|seism|seisme|coulee|vulkan|vulcao|erdbeben|erupci|erupca|terremoto|sismo",
    "volkano|volkeno|ikirunga|umutingito|tetemeko",
  ],
  protest: [
    "protest(?!ant)|demonstrat|marched|marches\\b|sit in|general strike|ghost town|ville morte|manifest(?:e|ent|ation|ations|ants?|er)\\b|march(?:e|ent) (?:contre|pour|pacifique)|greve|journee ville|defil(?:e|ent)\\b (?:contre|pour|jusqu)|barricad|barr(?:e|ent) la route|sit ins?\\b|(?:on|go on|in|end|begin|start|call|teachers|nurses|doctors|workers|staff|traders|drivers) strikes?\\b|strikes? (?:over|action)|stop(?:ped|s)? work|cess(?:e|ent|er) le travail|debray|protestan?\\b|huelga|streik|kundgebung|manifestacion|manifestac|marcha (?:contra|pacif|en|em)",
    "andaman|mgomo|\\b(?:wa|ya)goma\\b kudai|igaragamb|grevu|myigaragambyo|kotombok[ai] na balabala|imyigaragambyo|botomboki|batomboki|batamboli",
  ],
  deployment: [
    "deploy|reinforc|contingent|(?:troops|soldiers|force)\\b.{0,30}(?:arriv|land)|debarqu|soldats .{0,30}arriv|envoi de (?:troupes|soldats)|sends? (?:more )?(?:troops|soldiers)|entsend|despliega|despliegue|deploi|deploye|renfort|(?:schickt|schicken|entsendet) .{0,40}(?:soldaten|truppen)|stationier|envia(?:n|ra|m)? (?:\\w+ ){0,3}(?:tropas|soldados|militares)|refuerz|reforc(?:a|o|os)\\b|sends? (?:\\w+ ){0,3}(?:troops|soldiers)|envoie (?:\\w+ ){0,3}(?:militaires|soldats|troupes)",
    "peleka (?:wanajeshi|askari|vikosi)|wanajeshi .{0,20}wasili|kohereza ingabo|yohereje ingabo|ingabo .{0,20}zageze|tuma (?:wanajeshi|askari|vikosi|majeshi)|yohereje (?:ingabo|abasirikare)|kohereza abasirikare|(?:tindi|tindaki|kotinda) (?:basoda|mampinga)",
  ],
  office: [
    "appoint|names? .{0,30}(?:minister|governor|chief|envoy|mediator|head)|sack(?:s|ed)\\b|fired as|remani|ernannt|ernennt|nombra(?:n|do|da)?\\b|dimit|resign|elect(?:ed|ion|ions)\\b|swear|sworn|inaugurat|vot(?:e|es|ed|ing)\\b|nomm(?:e|es|ee)\\b|demission|elu(?:s|e|es)?\\b|election|limog|suspendu|suspended from|installe|rucktritt|entlass|dimite|destitu|nomeia|nomead|exoner|eleic|elecci",
    "teuli|teuwa|ateua|jiuzul|uchaguzi|apish|yagizwe|yeguy|amatora|yarahiye|ashyizweho|aponi\\b|baponi|maponami",
  ],
  minerals: [
    "coltan|mineral|gold\\b|tantalum|cassiterit|tungsten|smuggl|mining|minerai|miniere?s?\\b|contreband|carres? minier|miner[ai]|minas?\\b|miner(?:ia|io|os)\\b|bergbau|rohstoff|\\w+mine\\b|\\w+grube\\b",
    "madini|dhahabu|magendo|mgodi|machimbo|amabuye y|zahabu|ubucukuzi|magendu|mabanga",
  ],
  closure: [
    "clos(?:e|es|ed|ure|ing)\\b|shut|reopen|suspen(?:d|ds|ded|sion)\\b|repris(?:e|es)? (?:du trafic|de la circulation|des vols|des cours|de la navigation)|(?:traffic|flights|classes|services) resum|resum(?:e|es|ed) (?:traffic|flights|classes|services)|ferm(?:e|es|ee|er|era|eront|eture)\\b|rouvr|reouv|interdi|ban(?:s|ned)?\\b|schliesst|schliessen|geschlossen|gesperrt|verbiete?t|verbot\\b|cierra|cierre|reabre|prohib|fecha(?:m|do|da|mento)?\\b|encerra|proibe",
    "fungwa|fungul|yafunga|funga mipaka|piga marufuku|gufung[ua]|yafunze umu|yafunguye|gufungurwa|guhagarik|ekangami|bakangi ndelo",
  ],
  inquiry: [
    "report(?:s)? (?:says|accus|find|by|on)|investigat|(?:un|rights) experts?\\b|experts de l|inquiry|probe\\b|rapport|enquet|bericht\\b|untersuch|ermittl|informe (?:de|del)\\b|investiga|relatorio|inquerito|expertos|peritos",
    "ripoti|uchunguzi|wataalamu?\\b|raporo|iperereza|impuguke|bolandeli|ankete",
  ],
  surrender: [
    "surrender|turn(?:s|ed)? themselves in|hand(?:s|ed)? themselves over|ergeben sich|ergab|rinden|rindier|lay(?:s)? down|laid down|defect(?:s|ed)?\\b|demobili|disarm|redd|se rend(?:ent|re|s)?\\b|se sont rendus|rendus\\b|desarm|demobilis|deposent? les armes|entwaffn|rendem se|renderam se|entregam as armas",
    "jisalimish|itanduk|bamipesi|weka silaha|salimisha|ishyikiriz|hambur|intwaro hasi|kwamburwa intwaro|babwaki bibundeli",
  ],
  mandate: [
    "mandate (?:is |was )?(?:renew|exten)|(?:renew|extend|prolong|extension|renouvel|reconduit).{0,40}mandat",
    "ongez[ae] muda|aongeza muda|ongezwa muda|manda ya monusco",
  ],
  again: [
    "again\\b|renewed (?:attack|clash|fight)|new (?:attack|clash|wave|massacre|raid)|another (?:attack|raid|massacre)|de nouveau\\b|nouve(?:l|lle|aux|lles) (?:attaque|combats|affront|massacre|tuerie|incursion|vague)|erneut|abermals|de nuevo\\b|nuevos? (?:ataque|combates)|nueva (?:masacre|matanza)|otro ataque|novos? (?:ataques?|combates)|de novo\\b|novamente",
    "mapigano mapya|mashambulizi mapya|shambulio jipya|tena\\b|bundi bushya|bongo lisusu|bongeye|yongeye (?:kugaba|kwica|gutera|guter)|ikindi gitero",
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
