import { visible } from "./quote.ts";

// Made when first asked: CLDR's names take milliseconds to load, and `--version` needs none. The
// formatters for English numbers, lists and ages cost as much each, so those are written out.
let languages: Intl.DisplayNames | undefined;
const names = new Map<string, string>();

/** Locales that texts are mostly written in, as CLDR calls them: its table costs a start's fifth. */
export const FREQUENT_NAMES: ReadonlyMap<string, string> = new Map([
  ["af", "Afrikaans"],
  ["am", "Amharic"],
  ["ar", "Arabic"],
  ["az", "Azerbaijani"],
  ["be", "Belarusian"],
  ["bg", "Bulgarian"],
  ["bn", "Bangla"],
  ["bs", "Bosnian"],
  ["ca", "Catalan"],
  ["cs", "Czech"],
  ["cy", "Welsh"],
  ["da", "Danish"],
  ["de", "German"],
  ["de-AT", "Austrian German"],
  ["de-CH", "Swiss High German"],
  ["el", "Greek"],
  ["en", "English"],
  ["en-AU", "Australian English"],
  ["en-CA", "Canadian English"],
  ["en-GB", "British English"],
  ["en-US", "American English"],
  ["eo", "Esperanto"],
  ["es", "Spanish"],
  ["es-419", "Latin American Spanish"],
  ["es-MX", "Mexican Spanish"],
  ["et", "Estonian"],
  ["eu", "Basque"],
  ["fa", "Persian"],
  ["fi", "Finnish"],
  ["fil", "Filipino"],
  ["fr", "French"],
  ["fr-CA", "Canadian French"],
  ["fr-CH", "Swiss French"],
  ["ga", "Irish"],
  ["gl", "Galician"],
  ["gu", "Gujarati"],
  ["he", "Hebrew"],
  ["hi", "Hindi"],
  ["hr", "Croatian"],
  ["hu", "Hungarian"],
  ["hy", "Armenian"],
  ["id", "Indonesian"],
  ["is", "Icelandic"],
  ["it", "Italian"],
  ["ja", "Japanese"],
  ["ka", "Georgian"],
  ["kk", "Kazakh"],
  ["km", "Khmer"],
  ["kn", "Kannada"],
  ["ko", "Korean"],
  ["ky", "Kyrgyz"],
  ["lo", "Lao"],
  ["lt", "Lithuanian"],
  ["lv", "Latvian"],
  ["mk", "Macedonian"],
  ["ml", "Malayalam"],
  ["mn", "Mongolian"],
  ["mr", "Marathi"],
  ["ms", "Malay"],
  ["mt", "Maltese"],
  ["my", "Burmese"],
  ["nb", "Norwegian Bokmål"],
  ["ne", "Nepali"],
  ["nl", "Dutch"],
  ["nl-BE", "Flemish"],
  ["nn", "Norwegian Nynorsk"],
  ["no", "Norwegian"],
  ["pa", "Punjabi"],
  ["pl", "Polish"],
  ["pt", "Portuguese"],
  ["pt-BR", "Brazilian Portuguese"],
  ["pt-PT", "European Portuguese"],
  ["ro", "Romanian"],
  ["ru", "Russian"],
  ["si", "Sinhala"],
  ["sk", "Slovak"],
  ["sl", "Slovenian"],
  ["so", "Somali"],
  ["sq", "Albanian"],
  ["sr", "Serbian"],
  ["sr-Latn", "Serbian (Latin)"],
  ["sv", "Swedish"],
  ["sw", "Swahili"],
  ["ta", "Tamil"],
  ["te", "Telugu"],
  ["tg", "Tajik"],
  ["th", "Thai"],
  ["tk", "Turkmen"],
  ["tr", "Turkish"],
  ["uk", "Ukrainian"],
  ["ur", "Urdu"],
  ["uz", "Uzbek"],
  ["vi", "Vietnamese"],
  ["yo", "Yoruba"],
  ["zh", "Chinese"],
  ["zh-CN", "Chinese (China)"],
  ["zh-HK", "Chinese (Hong Kong SAR China)"],
  ["zh-Hans", "Simplified Chinese"],
  ["zh-Hant", "Traditional Chinese"],
  ["zh-TW", "Chinese (Taiwan)"],
  ["zu", "Zulu"],
]);

/** A locale in plain English: `pt-BR` is "Brazilian Portuguese". What is no locale names itself. */
export function localeName(id: string): string {
  let name = FREQUENT_NAMES.get(id) ?? names.get(id);
  if (name === undefined) names.set(id, (name = visible(lookUp(id))));
  return name;
}

function lookUp(id: string): string {
  try {
    languages ??= new Intl.DisplayNames(["en"], { type: "language" });
    return languages.of(id) ?? id;
  } catch {
    return id;
  }
}

/** `German (de)`; the id alone where it has no name. */
export function localeLabel(id: string): string {
  const shown = visible(id);
  return localeName(id) === shown ? shown : `${localeName(id)} (${shown})`;
}

/** `12,040`. */
export function formatCount(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/gu, ",");
}

/** `1 message`, `1,204 messages`. */
export function counted(count: number, singular: string, plural: string = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

const MOST_LISTED = 8;

/** `a, b and c`; beyond nine, `a, b, … and 4 more`. */
export function listed(items: readonly string[]): string {
  const isLong = items.length > MOST_LISTED + 1;
  const front = items.slice(0, isLong ? MOST_LISTED : -1);
  const last = isLong ? `${formatCount(items.length - MOST_LISTED)} more` : (items.at(-1) ?? "");
  return front.length === 0 ? last : `${front.join(", ")} and ${last}`;
}

const UNITS = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** `3 weeks ago`; both times in Unix seconds. Clocks differ: the future is "just now". */
export function ago(time: number, now: number): string {
  for (const [unit, seconds] of UNITS) {
    if (now - time >= seconds) return `${counted(Math.floor((now - time) / seconds), unit)} ago`;
  }
  return "just now";
}
