import type { Key } from "../model/key.ts";
import { i18nextPlurals } from "./i18next.ts";
import { i18nextV3Plurals } from "./i18next-v3.ts";
import type { PluralStyle, PluralStyleName } from "./plural-style.ts";
import { railsPlurals } from "./rails.ts";

/** Every plural style by the name that the configuration gives it. */
export const pluralStyles: Readonly<Record<PluralStyleName, PluralStyle>> = {
  i18next: i18nextPlurals,
  "i18next-v3": i18nextV3Plurals,
  rails: railsPlurals,
};

/** The style that finds most groups among the keys of a source catalog; undefined when none does. */
export function detectPluralStyle(
  keys: readonly Key[],
  locale: string,
): PluralStyleName | undefined {
  let best: PluralStyleName | undefined;
  let most = 0;
  for (const style of Object.values(pluralStyles)) {
    const found = style.group(keys, locale).length;
    if (found <= most) continue;
    most = found;
    best = style.name;
  }
  return best;
}
