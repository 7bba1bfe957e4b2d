/**
 * Parents that truncation does not give, from CLDR's `parentLocales`: regions that follow another
 * region's usage rather than that of the language's first country.
 */
const PARENTS: Readonly<Record<string, string>> = {
  ...children("es-419", "AR BO BR BZ CL CO CR CU DO EC GT HN MX NI PA PE PR PY SV US UY VE", "es"),
  ...children("pt-PT", "AO CH CV FR GQ GW LU MO MZ ST TL", "pt"),
  ...children("en-150", "AT BE CH DE DK FI NL SE SI", "en"),
  ...children("en-001", "150 AG AI AU BB BM BS BW BZ CC CK CM CX CY DG DM ER FJ FK FM GB GD", "en"),
  ...children("en-001", "GG GH GI GM GY HK IE IL IM IN IO JE JM KE KI KN KY LC LR LS MG MO", "en"),
  ...children("en-001", "MS MT MU MV MW MY NA NF NG NR NU NZ PG PK PN PW RW SB SC SD SG SH", "en"),
  ...children("en-001", "SL SS SX SZ TC TK TO TT TV TZ UG VC VG VU WS ZA ZM ZW", "en"),
  "zh-MO": "zh-HK",
  "zh-Hant-MO": "zh-Hant-HK",
  nb: "no",
  nn: "no",
};

function children(parent: string, regions: string, language: string): Record<string, string> {
  return Object.fromEntries(regions.split(" ").map((region) => [`${language}-${region}`, parent]));
}

/**
 * The locales that may stand in for a canonical id, nearest first: `es-MX` → `es-419`, `es`;
 * `pt-AO` → `pt-PT`, `pt`. Never across scripts: `zh-TW` → `zh-Hant`, but not `zh`.
 */
export function fallbackChain(locale: string): readonly string[] {
  const chain: string[] = [];
  for (let at = parentOf(locale); at !== undefined; at = parentOf(at)) chain.push(at);
  return chain;
}

function parentOf(locale: string): string | undefined {
  const named = PARENTS[locale];
  if (named !== undefined) return named;
  const end = locale.lastIndexOf("-");
  if (end < 0) return undefined;
  const parent = locale.slice(0, end);
  if (sameScript(locale, parent)) return parent;
  const { language, script, region } = new Intl.Locale(locale);
  if (script !== undefined || region === undefined) return undefined;
  return `${language}-${scriptOf(locale)}`;
}

/** Whether two canonical ids are, as far as CLDR knows, written in one script. */
export function sameScript(a: string, b: string): boolean {
  const scripts = [scriptOf(a), scriptOf(b)];
  return scripts.includes(undefined) || scripts[0] === scripts[1];
}

function scriptOf(locale: string): string | undefined {
  return new Intl.Locale(locale).maximize().script;
}
