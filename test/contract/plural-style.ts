import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pluralCategories } from "../../core/model/plural.ts";
import { expand } from "../../core/plurals/expand.ts";
import type { PluralGroup, PluralStyle } from "../../core/plurals/plural-style.ts";

const LOCALES = [
  "en",
  "ar",
  "cs",
  "cy",
  "de",
  "es",
  "fr",
  "ga",
  "he",
  "ja",
  "lt",
  "lv",
  "pl",
  "ru",
];

/** The laws of a plural style. */
export function describePluralStyle(style: PluralStyle): void {
  describe(style.name, () => {
    const bases = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 });
    const locales = fc.constantFrom(...LOCALES);

    test("finds the group that its own keys of a locale make", () => {
      fc.assert(
        fc.property(bases, locales, (base, locale) => {
          const group = groupOf(style, base, locale);
          const keys = [...group.forms.values()];
          expect(style.group(keys, locale)).toEqual([
            { base, type: "cardinal", forms: new Map(group.forms) },
          ]);
        }),
      );
    });

    test("gives every form of every target one key and a source form that is there", () => {
      fc.assert(
        fc.property(bases, locales, locales, (base, source, target) => {
          const group = groupOf(style, base, source);
          const expansions = expand(style, group, source, target);
          const names = expansions.map(({ form }) => form.name);
          const wanted = style.forms(target, "cardinal")?.map(({ name }) => name) ?? [];
          expect(names).toEqual(wanted);
          for (const expansion of expansions) {
            expect([...group.forms.values()]).toContainEqual(expansion.source);
          }
        }),
      );
    });

    test("gives a translation into the source's own locale its own forms", () => {
      for (const locale of LOCALES) {
        for (const { key, source } of expand(
          style,
          groupOf(style, ["a"], locale),
          locale,
          locale,
        )) {
          expect(key).toEqual(source);
        }
      }
    });

    test("has in every locale a form for every category that whole numbers take", () => {
      for (const locale of LOCALES) {
        expect(style.forms(locale, "cardinal")?.length).toBeGreaterThan(0);
        expect(pluralCategories(locale)?.some(({ category }) => category === "other")).toBe(true);
      }
    });
  });
}

function groupOf(style: PluralStyle, base: readonly string[], locale: string): PluralGroup {
  const forms = style.forms(locale, "cardinal") ?? [];
  const group = { base, type: "cardinal" as const };
  return {
    ...group,
    forms: new Map(forms.map(({ name }) => [name, style.keyOf(group, name)])),
  };
}
