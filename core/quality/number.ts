import { doubt, hasWords, type Prose } from "./doubt.ts";
import type { Pair } from "./pair.ts";
import type { Violation } from "./violation.ts";

/** Digits of the scripts that people write numbers in: a quarter of the cost of all that there are. */
const DIGIT =
  /[\d\u0660-\u0669\u06f0-\u06f9\u07c0-\u07c9\u0966-\u096f\u09e6-\u09ef\u0a66-\u0a6f\u0ae6-\u0aef\u0e50-\u0e59\u1040-\u1049\u17e0-\u17e9\u1c50-\u1c59\uff10-\uff19]/u;

/** Numbers without their separators, which are the locale's (`86,400`, `86.400`, `86 400`). */
export function number(_: Pair, { source, target }: Prose): Violation | undefined {
  if (!DIGIT.test(source) && !DIGIT.test(target)) return undefined;
  const inSource = numbersOf(source);
  const inTarget = numbersOf(target);
  const expected = without(inSource, new Set(inTarget));
  const found = without(inTarget, new Set(inSource));
  // "At least one" is 少なくとも1つ, and "1 file" is "one file" in many a plural.
  const isWord = [...expected, ...found].every((number) => number.length === 1);
  if (isWord && (expected.length === 0 || found.length === 0)) return undefined;
  if (expected.length + found.length === 0 || !hasWords(source)) return undefined;
  return { ...doubt("number"), detail: { expected, found } };
}

function without(these: readonly string[], those: ReadonlySet<string>): readonly string[] {
  return these.filter((number) => !those.has(number));
}

function numbersOf(text: string): readonly string[] {
  return (text.match(/\p{Nd}+(?:[.,٫٬'’ \u00a0\u202f]\p{Nd}+)*/gu) ?? []).map((number) =>
    number.replaceAll(/\P{Nd}/gu, "").replaceAll(/\p{Nd}/gu, asciiDigit),
  );
}

/** A script's digits follow each other from a code point that ends in 0, or in 6. */
function asciiDigit(digit: string): string {
  const low = (digit.codePointAt(0) ?? 0) & 0xf;
  const first = String.fromCodePoint((digit.codePointAt(0) ?? 0) - low);
  return String(/\p{Nd}/u.test(first) ? low : low - 6);
}
