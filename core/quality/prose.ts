import type { FindingCode } from "../model/finding.ts";
import type { Token } from "../syntax/syntax.ts";
import type { Pair, ReadPair } from "./pair.ts";
import { variantsOf } from "./variant.ts";
import type { Violation } from "./violation.ts";

/** What is left of both texts without their marks; equal to them where they have none. */
export interface Prose {
  readonly source: string;
  readonly target: string;
}

type Rule = (pair: Pair, prose: Prose) => Violation | undefined;

/**
 * What is doubtful about a translation as a text. Never a reason to refuse it. Each rule looks first
 * whether it can be broken at all: it is asked of every pair of a repository.
 */
export function doubts(pair: Pair, prose: Prose): readonly Violation[] {
  const violations: Violation[] = [];
  for (const rule of RULES) {
    const violation = rule(pair, prose);
    if (violation !== undefined) violations.push(violation);
  }
  return violations;
}

/** Of a text with branches that of the most general ones: the last, as everybody writes them. */
export function proseOf(pair: ReadPair): Prose {
  const { expected, found } = variantsOf(pair).at(-1) ?? { expected: [], found: [] };
  return {
    source: withoutMarks(pair.from.text, expected),
    target: withoutMarks(pair.to.text, found),
  };
}

function withoutMarks(text: string, tokens: readonly Token[]): string {
  let prose = "";
  for (const { kind, start, end } of tokens)
    prose += kind === "text" ? text.slice(start, end) : GAP;
  return prose;
}

/** Stands for a mark: no letter, no space, no digit. */
const GAP = "\ufffc";

/** One word is often the same in two languages ("Version"), two seldom are. */
function unchanged(pair: Pair, { source }: Prose): Violation | undefined {
  if (pair.source !== pair.target) return undefined;
  if (!source.trim().includes(" ")) return undefined;
  if (languageOf(pair.sourceLocale) === languageOf(pair.targetLocale)) return undefined;
  const words = source.match(/\p{L}{2,}/gu) ?? [];
  const isName = words.every((word) => /^\p{Lu}/u.test(word)) && words.length < 4;
  return words.length < 2 || isName ? undefined : doubt("unchanged");
}

const SHORT = 15;
const RATIO = 3;
/** A Chinese, Japanese or Korean character says as much as two to three letters. */
const DENSITY = 2.5;
const DENSE = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]/gu;

function length(_: Pair, { source, target }: Prose): Violation | undefined {
  if (target.length * DENSITY <= Math.max(source.length, SHORT) * RATIO) {
    if (target.length * (RATIO + 1) >= source.length * DENSITY) return undefined;
  }
  const expected = weightOf(source);
  const found = weightOf(target);
  const tooLong = found > Math.max(expected, SHORT) * RATIO;
  const tooShort = expected >= SHORT && found < expected / (RATIO + 1);
  return tooLong || tooShort ? doubt("length") : undefined;
}

function weightOf(text: string): number {
  const trimmed = text.trim();
  return trimmed.length + (DENSITY - 1) * (trimmed.match(DENSE)?.length ?? 0);
}

/** End punctuation by what it means. */
const END = new Map(
  ["…⋯", ".。．।॥۔።։", "?？؟⸮", "!！", ":：：᠄", ",，、،", ";；؛"].flatMap((characters) =>
    [...characters].map((character) => [character, characters.charAt(0)] as const),
  ),
);
const CLOSING = new Set(")]}\"'”’»“」』）");
const WITHOUT_FULL_STOP = new Set(["th", "lo", "km", "my", "bo"]);

function punctuation(pair: Pair, { source, target }: Prose): Violation | undefined {
  const expected = endOf(source);
  const found = endOf(target);
  if (expected === found) return undefined;
  const language = languageOf(pair.targetLocale);
  if (expected === "." && WITHOUT_FULL_STOP.has(language)) return undefined;
  // Greek asks with a semicolon.
  if (expected === "?" && found === ";" && language === "el") return undefined;
  const end = pair.target.trimEnd().length;
  return {
    ...doubt("punctuation"),
    offset: Math.max(0, end - 1),
    length: Math.min(1, end),
    detail: { expected: expected === "" ? [] : [expected], found: found === "" ? [] : [found] },
  };
}

/** The meaning of the punctuation before closing quotes, brackets and white space; "" for none. */
function endOf(text: string): string {
  let at = text.length - 1;
  while (at >= 0 && (CLOSING.has(text.charAt(at)) || text.charAt(at).trim() === "")) at--;
  if (text.charAt(at) === "." && text.endsWith("..", at)) return "…";
  return END.get(text.charAt(at)) ?? "";
}

/** Digits of the scripts that CLDR's locales write by default. */
const DIGIT = /[\d\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u1040-\u1049\uff10-\uff19]/u;

/** Numbers without their separators, which are the locale's (`86,400`, `86.400`, `86 400`). */
function number(_: Pair, { source, target }: Prose): Violation | undefined {
  if (!DIGIT.test(source) && !DIGIT.test(target)) return undefined;
  const inSource = numbersOf(source);
  const inTarget = numbersOf(target);
  const expected = inSource.filter((number) => !inTarget.includes(number));
  const found = inTarget.filter((number) => !inSource.includes(number));
  // "At least one" is 少なくとも1つ, and "1 file" is "one file" in many a plural.
  const isWord = [...expected, ...found].every((number) => number.length === 1);
  if (isWord && (expected.length === 0 || found.length === 0)) return undefined;
  return expected.length + found.length === 0
    ? undefined
    : { ...doubt("number"), detail: { expected, found } };
}

function numbersOf(text: string): readonly string[] {
  return (text.match(/\p{Nd}+(?:[.,٫٬'’ \u00a0\u202f]\p{Nd}+)*/gu) ?? []).map((number) =>
    number.replaceAll(/\P{Nd}/gu, "").replaceAll(/\p{Nd}/gu, asciiDigit),
  );
}

const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x1040, 0xff10];

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = ZEROS.find((zero) => code >= zero && code < zero + 10);
  return zero === undefined ? digit : String(code - zero);
}

function whitespace(_: Pair, { source, target }: Prose): Violation | undefined {
  if (!target.includes("  ")) return undefined;
  const isNew = target.trim().includes("  ") && !source.trim().includes("  ");
  return isNew ? doubt("whitespace") : undefined;
}

/** Right in their languages: "vous vous", "sie sie". */
const REFLEXIVE = new Set(["nous", "vous", "sie", "die", "der", "das", "que", "had", "that"]);

function repeated(_: Pair, { source, target }: Prose): Violation | undefined {
  const word = repeatedWord(target);
  if (word === undefined || repeatedWord(source) !== undefined) return undefined;
  return { ...doubt("whitespace"), detail: { found: [`${word} ${word}`] } };
}

/** By hand: a pattern with a back reference costs as much as all other rules together. */
function repeatedWord(text: string): string | undefined {
  let previous = 0;
  for (let start = 0; start < text.length;) {
    const space = text.indexOf(" ", start);
    const end = space < 0 ? text.length : space;
    const size = end - start;
    if (
      size === previous &&
      size > 2 &&
      text.startsWith(text.slice(start, end), start - size - 1)
    ) {
      const word = text.slice(start, end);
      if (/^\p{L}+$/u.test(word) && !REFLEXIVE.has(word)) return word;
    }
    previous = size;
    start = end + 1;
  }
  return undefined;
}

const RULES: readonly Rule[] = [unchanged, length, punctuation, number, whitespace, repeated];

function doubt(code: FindingCode): Violation {
  return { code, reject: false, offset: 0, length: 0 };
}

function languageOf(locale: string): string {
  return locale.split("-", 1)[0] ?? locale;
}
