import type { Key } from "../model/key.ts";
import { isCategory } from "../model/plural.ts";
import { gather, isPlural } from "./group.ts";
import { categoryForms } from "./i18next.ts";
import type { FormKey, PluralGroup, PluralStyle } from "./plural-style.ts";

/**
 * Rails' maps: `{ one: …, other: … }`, a map of nothing but texts under CLDR's names. `zero` is
 * read for 0 in every language.
 */
export const railsPlurals: PluralStyle = {
  name: "rails",
  forms: (locale, type) => (type === "ordinal" ? undefined : categoryForms(locale, type)),
  formOf,
  keyOf: ({ base }, form) => [...base, form],
  group,
};

function formOf(key: Key): FormKey | undefined {
  const form = key.at(-1) ?? "";
  if (key.length < 2 || !isCategory(form)) return undefined;
  return { base: key.slice(0, -1), type: "cardinal", form };
}

function group(keys: readonly Key[], locale: string): readonly PluralGroup[] {
  const candidates = new Map(gather(keys, formOf).map((found) => [pathId(found.base), found]));
  for (const key of candidates.size === 0 ? [] : keys) {
    let id = "";
    for (const [depth, segment] of key.entries()) {
      const isForm = depth === key.length - 1 && isCategory(segment);
      if (!isForm && id !== "") candidates.delete(id);
      id += pathId([segment]);
    }
  }
  return [...candidates.values()].filter((found) => isPlural(railsPlurals, found, locale));
}

/** Injective, and a prefix's id is a prefix of the id. */
function pathId(key: Key): string {
  return key.map((segment) => `${JSON.stringify(segment)},`).join("");
}
