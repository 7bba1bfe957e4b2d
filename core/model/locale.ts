/**
 * The canonical BCP 47 id of a locale spelled as on disk, or undefined when it is none.
 * `Intl.getCanonicalLocales` alone throws on `pt_BR`, `sr@latin`, `de_DE.UTF-8`, `zh-rCN`,
 * `b+sr+Latn` (POSIX and Android spellings), so those are brought to BCP 47 first. Services invent
 * regions for languages that have none by repeating the language (`kab-KAB`): they are dropped.
 */
export function canonicalLocale(spelling: string): string | undefined {
  return remembered(canonicalIds, spelling, canonicalize);
}

function canonicalize(spelling: string): string | undefined {
  const tag = spelling
    .replace(/\..*$/u, "")
    .replace(/^b\+/u, "")
    .replaceAll(/[_+]/gu, "-")
    .replace(/@latin$/iu, "-Latn")
    .replace(/@cyrillic$/iu, "-Cyrl")
    .replace(/^([a-z]{2,3})-r([A-Z]{2})$/u, "$1-$2")
    .replace(/^([a-z]{3})-\1$/iu, "$1");
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/u.test(tag)) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** Whether two locales mean the same by CLDR's likely subtags: `zh-Hans` and `zh-CN`. */
export function isSameLocale(a: string, b: string): boolean {
  return likely(a) === likely(b);
}

function likely(spelling: string): string {
  const id = canonicalLocale(spelling);
  return id === undefined ? spelling : new Intl.Locale(id).maximize().toString();
}

/** Asking CLDR costs some 5 µs, and 12,750 files share 50 spellings. */
const MOST_REMEMBERED = 10_000;
const canonicalIds = new Map<string, string | undefined>();
const named = new Map<string, boolean>();

function remembered<T>(answers: Map<string, T>, spelling: string, ask: (spelling: string) => T): T {
  if (answers.has(spelling)) return answers.get(spelling) as T;
  if (answers.size >= MOST_REMEMBERED) answers.clear();
  const answer = ask(spelling);
  answers.set(spelling, answer);
  return answer;
}

/** Two-letter languages are told without CLDR, which most projects then never load. */
const ISO_639_1 = new Set(
  (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da " +
    "de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy " +
    "hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg " +
    "li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or " +
    "os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta " +
    "te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
  ).split(" "),
);

/** The same of regions. */
const ISO_3166_1 = new Set(
  (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO " +
    "BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ " +
    "DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP " +
    "GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG " +
    "KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML " +
    "MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE " +
    "PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL " +
    "SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM " +
    "US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
  ).split(" "),
);

/** Made at the first question: CLDR's names take 30 ms to load. */
let names: readonly [language: Intl.DisplayNames, region: Intl.DisplayNames] | undefined;

function namesOf(): NonNullable<typeof names> {
  names ??= [
    new Intl.DisplayNames(["en"], { type: "language", fallback: "none" }),
    new Intl.DisplayNames(["en"], { type: "region", fallback: "none" }),
  ];
  return names;
}

/**
 * Whether a folder's or file's name is a locale that CLDR can name. Words such as `common` are
 * well-formed ids but name no language, and `page-no-en` no region. Pseudo-locales (`en-XA`,
 * `ar-XB`) pass.
 */
export function looksLikeLocale(spelling: string): boolean {
  return remembered(named, spelling, isNamed);
}

function isNamed(spelling: string): boolean {
  const id = canonicalLocale(spelling);
  if (id === undefined) return false;
  try {
    const { language, region } = new Intl.Locale(id);
    const isCommon = region === undefined || ISO_3166_1.has(region);
    if (isCommon && ISO_639_1.has(language)) return true;
    const [languageNames, regionNames] = namesOf();
    if (languageNames.of(language) === undefined) return false;
    return region === undefined || regionNames.of(region) !== undefined;
  } catch {
    return false;
  }
}
