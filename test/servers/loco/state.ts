/** What a locale has of an asset. */
export interface Translation {
  text: string;
  flag: string | undefined;
  revision: number;
  modified: string;
}

export interface Asset {
  readonly id: string;
  type: string;
  context: string;
  notes: string;
  readonly tags: Set<string>;
  /** By locale. */
  readonly translations: Map<string, Translation>;
}

/** One project. The first locale is its source. */
export interface State {
  readonly locales: string[];
  readonly assets: Map<string, Asset>;
  readonly tags: Set<string>;
  /** How often each import has been asked for. */
  readonly imports: Map<string, number>;
  /** Assets that the plan allows. */
  quota: number;
  /** What people make of a source text, as soon as it is there; undefined: nobody does. */
  readonly translator: ((text: string, locale: string) => string | undefined) | undefined;
  /** Texts that people have translated, a locale each. */
  charged: number;
}

export const FLAGS: readonly string[] = [
  "incorrect",
  "incomplete",
  "provisional",
  "rejected",
  "unapproved",
  "fuzzy",
];

/** Undefined where the plan allows no more, which nobody is told. */
export function assetOf(state: State, id: string): Asset | undefined {
  const known = state.assets.get(id);
  if (known !== undefined || state.assets.size >= state.quota) return known;
  const asset: Asset = {
    id,
    type: "text",
    context: "",
    notes: "",
    tags: new Set(),
    translations: new Map(),
  };
  state.assets.set(id, asset);
  return asset;
}

/** The empty text marks it as untranslated. A new text has no flag but the one that comes with it. */
export function setText(
  state: State,
  asset: Asset,
  locale: string,
  text: string,
  flag?: string,
): void {
  const known = asset.translations.get(locale);
  if (text === "") asset.translations.delete(locale);
  else if (known?.text !== text || flag !== undefined) {
    const revision = (known?.revision ?? 0) + 1;
    asset.translations.set(locale, { text, flag, revision, modified: new Date().toISOString() });
  }
  if (locale === state.locales[0]) translate(state, asset);
}

/** People translate what is untranslated, and what is flagged. */
export function translate(state: State, asset: Asset): void {
  const [source = "", ...targets] = state.locales;
  const text = asset.translations.get(source)?.text;
  if (text === undefined) return;
  for (const locale of targets) {
    const known = asset.translations.get(locale);
    const made = state.translator?.(text, locale);
    if (made === undefined || (known !== undefined && known.flag === undefined)) continue;
    state.charged++;
    setText(state, asset, locale, made);
  }
}

export function statusOf(translation: Translation | undefined): string {
  if (translation === undefined) return "untranslated";
  return translation.flag ?? "translated";
}
