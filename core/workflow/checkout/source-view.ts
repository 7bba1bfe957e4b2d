import type { Catalog } from "../../catalog/catalog.ts";
import {
  type Plurals,
  type PluralView,
  findPlurals,
  pluralView,
} from "../../plurals/plural-view.ts";

const plurals = new WeakMap<Catalog, { readonly found: Plurals | undefined }>();
const views = new WeakMap<Catalog, Map<string, PluralView>>();

/**
 * A source catalog, of today or of an older commit, as a target locale needs it; undefined where
 * that is the catalog itself. Locales with the same plural forms share one view.
 */
export function viewOf(
  source: Catalog,
  sourceLocale: string,
  targetLocale: string,
): PluralView | undefined {
  const known = plurals.get(source) ?? { found: findPlurals(source, sourceLocale) };
  plurals.set(source, known);
  if (known.found === undefined) return undefined;
  const ofSource = views.get(source) ?? new Map<string, PluralView>();
  views.set(source, ofSource);
  const forms = formsOf(known.found, targetLocale);
  const view = ofSource.get(forms) ?? pluralView(source, known.found, sourceLocale, targetLocale);
  ofSource.set(forms, view);
  return view;
}

export function catalogFor(source: Catalog, sourceLocale: string, targetLocale: string): Catalog {
  return viewOf(source, sourceLocale, targetLocale)?.catalog ?? source;
}

const forms = new Map<string, string>();

/** Equal for locales whose forms are spelled alike. Found once: each of thousands of targets asks. */
function formsOf({ style }: Plurals, locale: string): string {
  const name = `${style.name} ${locale}`;
  let found = forms.get(name);
  if (found === undefined) {
    const cardinal = style.forms(locale, "cardinal")?.map(({ name, example }) => [name, example]);
    const ordinal = style.forms(locale, "ordinal")?.map(({ name, example }) => [name, example]);
    forms.set(name, (found = JSON.stringify([cardinal, ordinal])));
  }
  return found;
}
