import { visible } from "./quote.ts";

// Made when first asked: CLDR's names take milliseconds to load, and `--version` needs none. The
// formatters for English numbers, lists and ages cost as much each, so those are written out.
let languages: Intl.DisplayNames | undefined;
const names = new Map<string, string>();

/** Locales that texts are mostly written in, as CLDR calls them: its table costs a start's fifth. */
export const FREQUENT_NAMES: ReadonlyMap<string, string> = new Map([
  ["ar", "Arabic"],
  ["bg", "Bulgarian"],
  ["bn", "Bangla"],
  ["ca", "Catalan"],
  ["cs", "Czech"],
  ["cy", "Welsh"],
  ["da", "Danish"],
  ["de", "German"],
  ["el", "Greek"],
  ["en", "English"],
  ["en-GB", "British English"],
  ["en-US", "American English"],
  ["es", "Spanish"],
  ["es-MX", "Mexican Spanish"],
  ["et", "Estonian"],
  ["eu", "Basque"],
  ["fa", "Persian"],
  ["fi", "Finnish"],
  ["fr", "French"],
  ["fr-CA", "Canadian French"],
  ["gl", "Galician"],
  ["he", "Hebrew"],
  ["hi", "Hindi"],
  ["hr", "Croatian"],
  ["hu", "Hungarian"],
  ["id", "Indonesian"],
  ["is", "Icelandic"],
  ["it", "Italian"],
  ["ja", "Japanese"],
  ["ko", "Korean"],
  ["lt", "Lithuanian"],
  ["lv", "Latvian"],
  ["ms", "Malay"],
  ["nb", "Norwegian Bokmål"],
  ["nl", "Dutch"],
  ["no", "Norwegian"],
  ["pl", "Polish"],
  ["pt", "Portuguese"],
  ["pt-BR", "Brazilian Portuguese"],
  ["pt-PT", "European Portuguese"],
  ["ro", "Romanian"],
  ["ru", "Russian"],
  ["sk", "Slovak"],
  ["sl", "Slovenian"],
  ["sq", "Albanian"],
  ["sr", "Serbian"],
  ["sv", "Swedish"],
  ["ta", "Tamil"],
  ["th", "Thai"],
  ["tr", "Turkish"],
  ["uk", "Ukrainian"],
  ["ur", "Urdu"],
  ["vi", "Vietnamese"],
  ["zh", "Chinese"],
  ["zh-CN", "Chinese (China)"],
  ["zh-Hans", "Simplified Chinese"],
  ["zh-Hant", "Traditional Chinese"],
  ["zh-TW", "Chinese (Taiwan)"],
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
