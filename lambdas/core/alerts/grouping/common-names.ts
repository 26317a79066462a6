/** Capitalised words that every story of the region may hold, folded: they single out no event. */
const COMMON = `
  congo kongo democratic republic republique democratique jamhuri kidemokrasia demokarasi repubulika iharanira ekolo
  congolese congolais congolaise congolaises wakongo abanyekongo abanyecongo rdcongo ostkongo kinshasa
  kivu north south nord noord kaskazini kusini amajyaruguru amajyepfo eastern east mashariki burasirazuba ubuseruko
  rwanda rwandan rwandais rwandaise burundi burundian burundais uganda ugandan ougandais ouganda tanzania tanzanie kenya
  angola africa african africaine afrique afrika afrikan union nations united unis umoja mataifa umuryango wunze ubumwe
  europe european europeenne union america american americain etats states marekani amerika
  president presidente rais perezida minister ministre waziri minisitiri governor gouverneur gavana guverineri general
  jenerali colonel kanali colonel major captain capitaine lieutenant spokesman spokesperson porte parole msemaji umuvugizi
  monsieur madame monseigneur father abbe mgr bishop eveque askofu church eglise kanisa
  monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche
  jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili
  january february march april june july august september october november december janvier fevrier mars avril juin
  juillet aout septembre octobre novembre decembre januari februari machi aprili juni julai agosti septemba oktoba novemba
  desemba mutarama gashyantare werurwe mata gicurasi kamena nyakanga kanama nzeri ukwakira ugushyingo ukuboza
  reuters agence france presse radio okapi allafrica actualite news agency media
  security council conseil securite baraza usalama army armee jeshi ingabo forces armed armees rebels rebelles waasi
  movement mouvement alliance front police polisi
  ebola cholera kolera mpox covid
  ostkongos armee regierung rebellen kampfer milizen miliz menschen zivilisten soldaten truppen osten westen norden suden
  angriff angriffe gewalt stadt dorf provinz region land leben boot schiff ungluck krankenhaus mine prasident
  prasidenten minister auswartiges gesprache frieden friedensabkommen vereinte nationen
  republica democratica democratico papa presidente gobierno governo ejercito exercito norte sul este leste
`;

const NAMES: ReadonlySet<string> = new Set(COMMON.split(/\s+/).filter((word) => word !== ""));

export function isCommonName(folded: string): boolean {
  return NAMES.has(folded);
}
