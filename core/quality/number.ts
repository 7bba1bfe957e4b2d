import { doubt, type Prose } from "./doubt.ts";
import type { Pair } from "./pair.ts";
import type { Violation } from "./violation.ts";

/** Digits of the scripts that CLDR's locales write by default. */
const DIGIT = /[\d\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u1040-\u1049\uff10-\uff19]/u;

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
  return expected.length + found.length === 0
    ? undefined
    : { ...doubt("number"), detail: { expected, found } };
}

function without(these: readonly string[], those: ReadonlySet<string>): readonly string[] {
  return these.filter((number) => !those.has(number));
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
