import { doubt, languageOf, type Prose } from "./doubt.ts";
import type { Pair } from "./pair.ts";
import type { Violation } from "./violation.ts";

/** One word is often the same in two languages ("Version"), two seldom are. */
export function unchanged(pair: Pair, { source }: Prose): Violation | undefined {
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

export function length(_: Pair, { source, target }: Prose): Violation | undefined {
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

export function whitespace(_: Pair, { source, target }: Prose): Violation | undefined {
  if (!target.includes("  ")) return undefined;
  const isNew = target.trim().includes("  ") && !source.trim().includes("  ");
  return isNew ? doubt("whitespace") : undefined;
}

/** Right in their languages: "vous vous", "sie sie". */
const REFLEXIVE = new Set(["nous", "vous", "sie", "die", "der", "das", "que", "had", "that"]);

/** Languages that say a word twice and mean it: "adım adım", "dần dần", "अलग अलग". */
const DOUBLING = new Set(
  "as az bn eu fa gu hi hy id jv kk km kn ky lo ml mr ms my ne or pa ps si su sw ta te th tk tl tr ur uz vi".split(
    " ",
  ),
);

export function repeated(pair: Pair, { source, target }: Prose): Violation | undefined {
  const word = repeatedWord(target);
  if (word === undefined || repeatedWord(source) !== undefined) return undefined;
  if (DOUBLING.has(languageOf(pair.targetLocale))) return undefined;
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
