import { OutsideError } from "../model/errors.ts";
import { canonicalLocale, isSameLocale } from "../model/locale.ts";

/** The locales of a service's project. */
export interface KnownLocales {
  /** As people call the project. */
  readonly project: string;
  /** Canonical ids. */
  readonly locales: Iterable<string>;
  /** As the project spells it. */
  readonly source: string | undefined;
}

/**
 * Another name that a project has for a locale: `zh-CN` for `zh-Hans`. With both it would have every
 * text twice, and pay for it.
 */
export function twinOf(locale: string, { locales, source = "" }: KnownLocales): string | undefined {
  const sourceLocale = canonicalLocale(source);
  for (const other of locales) {
    if (other !== sourceLocale && isSameLocale(other, locale)) return other;
  }
  return undefined;
}

/** What is told of a locale that a project has not, and could not be given. */
export function lackOf(locale: string, known: KnownLocales): OutsideError {
  const twin = twinOf(locale, known);
  if (twin === undefined) {
    const hint = `Add ${locale} there, or leave it out of the target locales.`;
    return new OutsideError(`${known.project} has no ${locale}`, { hint });
  }
  const hint = `Name the locale the same in both, or add ${locale} there if it is another.`;
  return new OutsideError(`${known.project} has ${twin}, and no ${locale}`, { hint });
}
