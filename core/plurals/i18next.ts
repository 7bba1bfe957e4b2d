import type { Key } from "../model/key.ts";
import { isCategory, pluralCategories, type PluralType } from "../model/plural.ts";
import { gather, isPlural } from "./group.ts";
import type { FormKey, PluralForm, PluralStyle } from "./plural-style.ts";

const ORDINAL = "_ordinal";

/**
 * i18next since 21 (JSON v4): `item_one`, `place_ordinal_two`. A context stands before the form
 * (`friend_male_one`) and so is part of the base. `_zero` is read for 0 in every language.
 */
export const i18nextPlurals: PluralStyle = {
  name: "i18next",
  forms: categoryForms,
  formOf,
  keyOf: ({ base, type }, form) => withSuffix(base, `${type === "ordinal" ? ORDINAL : ""}_${form}`),
  group: (keys, locale) =>
    gather(keys, formOf).filter((group) => isPlural(i18nextPlurals, group, locale)),
};

export function categoryForms(locale: string, type: PluralType): readonly PluralForm[] | undefined {
  return pluralCategories(locale, type)?.map(({ category, example }) => ({
    name: category,
    category,
    example,
  }));
}

export function withSuffix(key: Key, suffix: string): Key {
  return [...key.slice(0, -1), `${key.at(-1) ?? ""}${suffix}`];
}

function formOf(key: Key): FormKey | undefined {
  const leaf = key.at(-1) ?? "";
  const at = leaf.lastIndexOf("_");
  const form = leaf.slice(at + 1);
  if (at < 1 || !isCategory(form)) return undefined;
  const name = leaf.slice(0, at);
  const ordinal = name.endsWith(ORDINAL) && name.length > ORDINAL.length;
  return {
    base: [...key.slice(0, -1), ordinal ? name.slice(0, -ORDINAL.length) : name],
    type: ordinal ? "ordinal" : "cardinal",
    form,
  };
}
