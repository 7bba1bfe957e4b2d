import { UsageError } from "../../model/errors.ts";
import { compareText } from "../../model/compare-text.ts";
import type { Shape } from "./shapes.ts";

const ENGLISH = ["en", "en-US", "en-GB"];

/**
 * The source locale: what a peer's configuration says, if files bear it out; English, the habit of
 * nearly all; or the only locale with all files. Throws UsageError when nothing decides.
 */
export function sourceLocaleOf(
  shapes: readonly Pick<Shape, "files">[],
  peer: string | undefined,
): string {
  const counts = new Map<string, number>();
  for (const { files } of shapes) {
    for (const locale of files.keys()) counts.set(locale, (counts.get(locale) ?? 0) + 1);
  }
  if (peer !== undefined && counts.has(peer)) return peer;

  const found = [...counts.keys()].filter(isEnglish);
  const half = Math.max(...found.map((locale) => count(counts, locale))) / 2;
  // Few write in Indian English: a stray file more than `en` has does not make it the source.
  const isUsual = (locale: string): boolean =>
    ENGLISH.includes(locale) && count(counts, locale) >= half;
  const [english] = found.sort(
    (a, b) =>
      Number(isUsual(b)) - Number(isUsual(a)) ||
      count(counts, b) - count(counts, a) ||
      rank(a) - rank(b) ||
      compareText(a, b),
  );
  if (english !== undefined) return english;

  const most = Math.max(...counts.values());
  const complete = [...counts.keys()].filter((locale) => counts.get(locale) === most).sort();
  const [only] = complete;
  if (only !== undefined && complete.length === 1) return only;
  throw new UsageError(
    `cannot tell which locale is the source: ${complete.join(", ")} have all files`,
    `Write a locstep.yaml that says it, for example "sourceLocale: ${only}".`,
  );
}

function count(counts: ReadonlyMap<string, number>, locale: string): number {
  return counts.get(locale) ?? 0;
}

function rank(locale: string): number {
  const at = ENGLISH.indexOf(locale);
  return at < 0 ? ENGLISH.length : at;
}

function isEnglish(locale: string): boolean {
  return new Intl.Locale(locale).language === "en" && !isPseudo(locale);
}

function isPseudo(locale: string): boolean {
  return ["XA", "XB"].includes(new Intl.Locale(locale).region ?? "");
}
