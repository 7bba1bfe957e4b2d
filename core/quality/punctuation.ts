import { doubt, hasWords, languageOf, type Prose } from "./doubt.ts";
import type { Pair } from "./pair.ts";
import type { Violation } from "./violation.ts";

/** End punctuation by what it means. */
const END = new Map(
  ["…⋯", ".。．।॥۔።։", "?？؟⸮፧", "!！", ":：᠄፦", ",，、،፣", ";；؛\u037e፤"].flatMap((characters) =>
    [...characters].map((character) => [character, characters.charAt(0)] as const),
  ),
);
const CLOSING = ")]}\"'”’»“‘«›‹」』）］】》〉〕";
/** White space, and marks of direction and the like, with which Arabic and Hebrew often end. */
const UNSEEN =
  " \t\n\r\u00a0\u00ad\u061c\u2009\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u202f\u2060\u2066\u2067\u2068\u2069\u3000\ufeff";
const PASSED_OVER = new Set(CLOSING + UNSEEN);
const WITHOUT_FULL_STOP = new Set(["th", "lo", "km", "my", "bo"]);

export function punctuation(pair: Pair, { source, target }: Prose): Violation | undefined {
  const expected = endOf(source);
  const found = endOf(target);
  if (expected === found) return undefined;
  if (!hasWords(source)) return undefined;
  const language = languageOf(pair.targetLocale);
  if (expected === "." && WITHOUT_FULL_STOP.has(language)) return undefined;
  // Greek asks with a semicolon.
  if (expected === "?" && found === ";" && language === "el") return undefined;
  // Armenian asks and calls inside the word, and ends sentences with what looks like a colon.
  if (language === "hy" && (/[՞՜]/u.test(target) || (expected === "." && found === ":")))
    return undefined;
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
  while (at >= 0 && PASSED_OVER.has(text.charAt(at))) at--;
  if (text.charAt(at) === "." && text.endsWith("..", at)) return "…";
  return END.get(text.charAt(at)) ?? "";
}
