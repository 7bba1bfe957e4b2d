import { type Key, keyId } from "../model/key.ts";
import { categoryOf } from "../model/plural.ts";
import { gather } from "./group.ts";
import { withSuffix } from "./i18next.ts";
import type { FormKey, PluralForm, PluralGroup, PluralStyle } from "./plural-style.ts";

/**
 * The numbers by which i18next before 21 tells forms apart (`sets` in its PluralResolver.js), where
 * they are not 1 and 2. They are older than today's CLDR and differ from it (cy, he).
 */
const EXAMPLES: readonly (readonly [languages: string, examples: readonly number[]])[] = [
  ["ay bo cgg fa ht id ja jbo ka kk km ko ky lo ms sah su th tt ug vi wo zh", [1]],
  ["be bs cnr dz hr ru sr uk cs sk csb pl", [1, 2, 5]],
  ["ar", [0, 1, 2, 3, 11, 100]],
  ["cy", [1, 2, 3, 8]],
  ["ga", [1, 2, 3, 7, 11]],
  ["gd", [1, 2, 3, 20]],
  ["jv", [0, 1]],
  ["kw", [1, 2, 3, 4]],
  ["lt", [1, 2, 10]],
  ["lv", [1, 2, 0]],
  ["mnk", [0, 1, 2]],
  ["mt", [1, 2, 11, 20]],
  ["or", [2, 1]],
  ["ro", [1, 2, 20]],
  ["sl", [5, 1, 2, 3]],
  ["he iw", [1, 2, 20, 21]],
];
const examplesOf = new Map(
  EXAMPLES.flatMap(([languages, examples]) =>
    languages.split(" ").map((language) => [language, examples] as const),
  ),
);

const SINGULAR = "";
const PLURAL = "plural";

/**
 * i18next before 21 (JSON v1 to v3): `item` and `item_plural` in languages with two forms, else
 * `item_0`, `item_1`, …. It has no ordinals.
 */
export const i18nextV3Plurals: PluralStyle = {
  name: "i18next-v3",
  forms: (locale, type) => (type === "ordinal" ? undefined : forms(locale)),
  formOf,
  keyOf: ({ base }, form) => (form === SINGULAR ? base : withSuffix(base, `_${form}`)),
  group,
};

function forms(locale: string): readonly PluralForm[] {
  const examples = examplesOf.get(new Intl.Locale(locale).language) ?? [1, 2];
  return examples.map((example, index) => ({
    name: nameOf(index, examples),
    category: categoryOf(locale, example, "cardinal"),
    example,
  }));
}

function nameOf(index: number, examples: readonly number[]): string {
  if (examples.length !== 2 || examples[0] !== 1) return String(index);
  return index === 0 ? SINGULAR : PLURAL;
}

function formOf(key: Key): FormKey | undefined {
  const [, name, form] = /^(.+)_(plural|\d)$/su.exec(key.at(-1) ?? "") ?? [];
  if (name === undefined || form === undefined) return undefined;
  return { base: [...key.slice(0, -1), name], type: "cardinal", form };
}

/** Numbers after names are everywhere (`step_0`), so a group has exactly its locale's forms. */
function group(keys: readonly Key[], locale: string): readonly PluralGroup[] {
  const names = forms(locale).map(({ name }) => name);
  const byId = new Map(keys.map((key) => [keyId(key), key]));
  return gather(keys, formOf).filter(({ base, forms }) => {
    const singular = byId.get(keyId(base));
    if (singular !== undefined) forms.set(SINGULAR, singular);
    return forms.size === names.length && names.every((name) => forms.has(name));
  });
}
