import { doubt, languageOf, type Prose } from "./doubt.ts";
import type { Pair } from "./pair.ts";
import type { Violation } from "./violation.ts";

/** End punctuation by what it means. */
const END = new Map(
  ["…⋯", ".。．।॥۔።։", "?？؟⸮", "!！", ":：：᠄", ",，、،", ";；؛"].flatMap((characters) =>
    [...characters].map((character) => [character, characters.charAt(0)] as const),
  ),
);
const CLOSING = new Set(")]}\"'”’»“」』）");
const WITHOUT_FULL_STOP = new Set(["th", "lo", "km", "my", "bo"]);

export function punctuation(pair: Pair, { source, target }: Prose): Violation | undefined {
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
