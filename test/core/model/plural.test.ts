import { expect, test } from "vitest";
import { pluralCategories } from "../../../core/model/plural.ts";

test.for([
  ["en", "one other"],
  ["ja", "other"],
  ["ru", "one few many other"],
  ["pl", "one few many other"],
  ["ar", "zero one two few many other"],
  ["cy", "zero one two few many other"],
  ["ga", "one two few many other"],
  ["lv", "zero one other"],
  ["fr", "one many other"],
] as const)("%s has the categories %s, in CLDR's order", ([locale, categories]) => {
  expect(names(locale)).toBe(categories);
});

test("every example takes its category", () => {
  for (const locale of ["ar", "br", "cs", "cy", "fr", "ga", "lt", "lv", "mt", "ru", "sl"]) {
    const rules = new Intl.PluralRules(locale);
    for (const { category, example } of pluralCategories(locale) ?? []) {
      expect(rules.select(example), `${locale} ${category}`).toBe(category);
    }
  }
});

test("a category that whole numbers below a million never take is not required", () => {
  for (const locale of ["fr", "es", "it", "pt", "ca", "cs", "sk", "lt"]) {
    expect(optional(locale), locale).toEqual(["many"]);
  }
  for (const locale of ["ru", "pl", "ar", "en", "ga"]) expect(optional(locale), locale).toEqual([]);
});

test("a locale that CLDR does not know has no categories, not the machine's", () => {
  expect(pluralCategories("xx")).toBeUndefined();
  expect(pluralCategories("not a locale")).toBeUndefined();
});

function names(locale: string): string | undefined {
  return pluralCategories(locale)
    ?.map(({ category }) => category)
    .join(" ");
}

function optional(locale: string): readonly string[] {
  const categories = pluralCategories(locale) ?? [];
  return categories.filter(({ required }) => !required).map(({ category }) => category);
}
