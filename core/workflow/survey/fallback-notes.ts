import { fallbackChain } from "../../model/fallbacks.ts";
import type { Config } from "../../project/config.ts";
import type { Report } from "../../report/report.ts";
import { listed } from "../../report/words.ts";

/**
 * Most regional locales that hold little beside a parent are left so on purpose, and would be
 * translated, and paid for, as a whole.
 */
export function fallbackNotes(
  { sourceLocale, fallbacks }: Config,
  locales: Report["locales"],
): readonly string[] {
  if (fallbacks === true || fallbacks.size > 0) return [];
  const hasTexts = (locale: string): boolean =>
    locale === sourceLocale || Object.hasOwn(locales, locale);
  const sparse = Object.entries(locales)
    .filter(([, { total, missing }]) => missing > total / 2)
    .map(([locale]) => locale)
    .filter((locale) => fallbackChain(locale).some(hasTexts));
  if (sparse.length === 0) return [];
  const hold = sparse.length === 1 ? "holds" : "hold";
  return [
    `${listed(sparse)} ${hold} little: with \`fallbacks: true\` in locstep.yaml a regional locale may leave out what its parents have.`,
  ];
}
