import { visible } from "./quote.ts";

const languages = new Intl.DisplayNames(["en"], { type: "language" });
const names = new Map<string, string>();

/** A locale in plain English: `pt-BR` is "Brazilian Portuguese". What is no locale names itself. */
export function localeName(id: string): string {
  let name = names.get(id);
  if (name === undefined) names.set(id, (name = visible(lookUp(id))));
  return name;
}

function lookUp(id: string): string {
  try {
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

const numbers = new Intl.NumberFormat("en-US");

export function formatCount(count: number): string {
  return numbers.format(count);
}

/** `1 message`, `1,204 messages`. */
export function counted(count: number, singular: string, plural: string = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

const conjunction = new Intl.ListFormat("en-GB", { type: "conjunction" });
const MOST_LISTED = 8;

/** `a, b and c`; beyond eight, `a, b, … and 4 more`. */
export function listed(items: readonly string[]): string {
  if (items.length <= MOST_LISTED + 1) return conjunction.format(items);
  const shown = items.slice(0, MOST_LISTED);
  return conjunction.format([...shown, `${formatCount(items.length - MOST_LISTED)} more`]);
}

const relative = new Intl.RelativeTimeFormat("en", { numeric: "always" });
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
    if (now - time >= seconds) return relative.format(-Math.floor((now - time) / seconds), unit);
  }
  return "just now";
}
