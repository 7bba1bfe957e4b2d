import { formatKey } from "../model/key.ts";
import type { Refusal } from "../model/refusal.ts";
import { cut, quoted, visible } from "./quote.ts";
import type { Observation } from "./report.ts";
import { ago, counted, listed, localeLabel, localeName } from "./words.ts";

/** Parts of sentences. Those that may be empty begin with their own space or punctuation. */

const MOST_REASON = 300;

export function sourceName(seen: Observation): string {
  const id = seen.detail?.sourceLocale;
  return id === undefined ? "the source" : localeName(id);
}

export function targetName(seen: Observation): string {
  return seen.locale === undefined ? "target" : localeName(seen.locale);
}

/** `German`, `German (de) and French (fr)`. */
export function targetNames(seen: Observation): string {
  const { locales = [] } = seen;
  return locales.length > 1 ? listed(locales.map(localeLabel)) : localeName(locales[0] ?? "target");
}

export function itsTranslation(seen: Observation): string {
  return seen.locale === undefined ? "its translation" : `its ${targetName(seen)} translation`;
}

export function inLocale(seen: Observation, preposition: "in" | "into" = "in"): string {
  return seen.locale === undefined ? "" : ` ${preposition} ${targetName(seen)}`;
}

/** ` in German than in English`. */
export function between(seen: Observation, conjunction: "as" | "than"): string {
  return `${inLocale(seen)} ${conjunction} in ${sourceName(seen)}`;
}

export function reason(seen: Observation): string {
  const given = seen.detail?.reason?.trim().replace(/\.$/u, "") ?? "";
  return given === "" ? "" : `: ${visible(cut(given, MOST_REASON))}`;
}

export function otherLine(seen: Observation): string {
  return seen.detail?.otherLine === undefined ? "" : ` (see line ${seen.detail.otherLine})`;
}

export function suggestion(seen: Observation): string {
  const near = nearMatch(seen);
  return near === "" ? "" : ` (${near})`;
}

/** `: "nav" is a text there, and has no room for keys`. */
export function obstacle(seen: Observation): string {
  if (seen.detail?.obstacle === undefined) return "";
  const { reason, at } = seen.detail.obstacle;
  return `: ${at.length === 0 ? "the file" : quoted(formatKey(at))} ${OBSTACLES[reason]}`;
}

const OBSTACLES: Readonly<Record<Refusal, string>> = {
  alias: "comes through an alias or a merge key, and others read the same text",
  text: "is a text there, and has no room for keys",
  container: "holds keys there, and has no room for a text",
  list: "is in a list there, which grows and shrinks at its end alone",
  root: "has no top key that names its locale, and its source has one, or the other way round",
  unproven: "cannot be written there so that it and all else read right",
};

/** ` (namespace "common" has it)`. */
export function elsewhere(seen: Observation): string {
  const names = seen.detail?.elsewhere ?? [];
  if (names.length === 0) return "";
  const [namespace, has] = names.length === 1 ? ["namespace", "has"] : ["namespaces", "have"];
  return ` (${namespace} ${listed(names.map(quoted))} ${has} it)`;
}

function nearMatch(seen: Observation): string {
  const { suggestion: text, score } = seen.detail ?? {};
  if (text === undefined) return "";
  if (score !== undefined) return `${quoted(text)} comes near, at ${score}`;
  const isOffered = seen.code === "stale" || seen.code === "missing";
  return isOffered ? `${quoted(text)} is offered` : `did you mean ${quoted(text)}?`;
}

/** What is said of this observation alone, as a clause; empty where nothing is. */
export function remark(seen: Observation): string {
  if (seen.detail?.suggestion === undefined && seen.detail?.reason === undefined) return "";
  return [nearMatch(seen), reason(seen).slice(2)].filter((part) => part !== "").join("; ");
}

/** ` ("Home" → "Start")`: source and translation, or the one that is known, or both, if equal. */
export function texts(seen: Observation): string {
  const { source, target } = seen.detail ?? {};
  const known = new Set([source, target].filter((text) => text !== undefined));
  return known.size === 0 ? "" : ` (${Array.from(known, quoted).join(" → ")})`;
}

/** ` ("Start" there, "Anfang" here)`. */
export function bothTexts(seen: Observation): string {
  const { found: [theirs] = [], target } = seen.detail ?? {};
  if (theirs === undefined || target === undefined) return "";
  return ` (${quoted(theirs)} there, ${quoted(target)} here)`;
}

/** ` ("Home" → "Start page"), 3 weeks ago in 1a2b3c4`. */
export function changed(seen: Observation, now: number): string {
  const { previousSource, source, commit, time } = seen.detail ?? {};
  const both = previousSource !== undefined && source !== undefined;
  const what = both ? ` (${quoted(previousSource)} → ${quoted(source)})` : "";
  const when = whenAndWhere(commit, time, now);
  return when === "" ? what : `${what}, ${when}`;
}

/** `3 weeks ago in 1a2b3c4`, as far as known. */
export function whenAndWhere(
  commit: string | undefined,
  time: number | undefined,
  now: number,
): string {
  const parts: string[] = [];
  if (time !== undefined) parts.push(ago(time, now));
  if (commit !== undefined) parts.push(`in ${visible(cut(commit, 64))}`);
  return parts.join(" ");
}

/** `lacks {count} and adds {cuont} in German`, or "has `other` in German than in English". */
export function differs(seen: Observation, other: string, noun?: string): string {
  const { expected = [], found = [] } = seen.detail ?? {};
  const lacks = without(expected, found);
  const adds = without(found, expected);
  const parts: string[] = [];
  if (lacks.length > 0) parts.push(`lacks ${named(lacks, noun)}`);
  if (adds.length > 0) parts.push(`adds ${named(adds, noun)}`);
  if (parts.length === 0) return `has ${other}${between(seen, "than")}${reason(seen)}`;
  return `${parts.join(" and ")}${inLocale(seen)}${reason(seen)}`;
}

/** What the text names and the call does not pass, and the other way round. */
export function usedWith(seen: Observation): string {
  const { expected = [], found = [] } = seen.detail ?? {};
  const lacks = without(expected, found);
  const adds = without(found, expected);
  const parts: string[] = [];
  if (lacks.length > 0) parts.push(`is used here without ${named(lacks)}`);
  if (adds.length > 0) parts.push(`is given ${named(adds)}, which its text does not name`);
  return parts.length === 0 ? "is used here with other arguments" : parts.join(" and ");
}

export function lengths(seen: Observation): string {
  const { source, target } = seen.detail ?? {};
  if (source === undefined || target === undefined) return reason(seen);
  const inSource = `${[...source].length} in ${sourceName(seen)}`;
  return ` (${counted([...target].length, "character")}, ${inSource})`;
}

/** `: with "!" in place of "."`. */
export function endsWith(seen: Observation): string {
  const { expected, found } = seen.detail ?? {};
  if (expected === undefined || found === undefined) return texts(seen);
  const [now, before] = [found, expected].map((ends) => listed(ends.map(quoted)) || "nothing");
  return `: with ${now} in place of ${before}`;
}

/** Those of `these` that are left after each of `those` took one like it away. */
function without(these: readonly string[], those: readonly string[]): readonly string[] {
  const spare = new Map<string, number>();
  for (const item of those) spare.set(item, (spare.get(item) ?? 0) + 1);
  return these.filter((item) => {
    const left = spare.get(item) ?? 0;
    spare.set(item, left - 1);
    return left <= 0;
  });
}

/** `{count}`, `"good bye"`: quoted where its ends would not be seen. `noun` stands in front. */
function named(items: readonly string[], noun?: string): string {
  const list = listed(
    items.map((item) => (/^[^\s".,;:]+$/u.test(item) ? shown(item) : quoted(item))),
  );
  if (noun === undefined) return list;
  return `${noun}${noun.endsWith("form") && items.length > 1 ? "s" : ""} ${list}`;
}

function shown(item: string): string {
  return visible(cut(item, 40));
}
