import type { Key } from "../model/key.ts";
import { categoryOf } from "../model/plural.ts";
import type { PluralForm, PluralGroup, PluralStyle } from "./plural-style.ts";

/** One form that a translation is to have. */
export interface Expansion {
  readonly key: Key;
  readonly form: PluralForm;
  /** The key of the source form whose text is to be translated. */
  readonly source: Key;
}

const EXACT_ZERO: PluralForm = { name: "zero", category: "zero", example: 0 };

/**
 * The forms of a group in a target locale, in the order of writing: for each the source form that
 * the source's rules choose for the form's example number, as Tolgee does it. `other` is always
 * made from `other`: in Japanese it also stands for 1, which is no reason to translate "1 file".
 *
 * A `zero` that the source has beyond its locale's categories is the library's form for exactly 0,
 * and stays. Where CLDR does not know the target, the forms are the source's.
 */
export function expand(
  style: PluralStyle,
  group: PluralGroup,
  sourceLocale: string,
  targetLocale: string,
): readonly Expansion[] {
  const { type } = group;
  const own = style.forms(sourceLocale, type) ?? [];
  const forms = style.forms(targetLocale, type);
  if (forms === undefined) return copied(own, group);
  const exact = hasZero(own) ? undefined : group.forms.get("zero");
  const all = exact !== undefined && !hasZero(forms) ? [EXACT_ZERO, ...forms] : forms;
  // Latvian's `zero` is also for 20, of which "no files" is not true.
  const zeroIsExact = categoryOf(targetLocale, 20, type) !== "zero";
  return all.flatMap((form) => {
    const isExact = form.name === "zero" && zeroIsExact;
    const source = (isExact ? exact : undefined) ?? serving(own, form, group, sourceLocale);
    return source === undefined ? [] : [{ key: style.keyOf(group, form.name), form, source }];
  });
}

function hasZero(forms: readonly PluralForm[]): boolean {
  return forms.some(({ name }) => name === "zero");
}

function copied(own: readonly PluralForm[], group: PluralGroup): readonly Expansion[] {
  return [...group.forms].map(([name, key]) => {
    const form = own.find((known) => known.name === name);
    return { key, source: key, form: form ?? { ...EXACT_ZERO, name, category: "other" } };
  });
}

/**
 * The key of the source form that the example number of a target's form takes; where there is none,
 * that of the most general form, which is the last.
 */
function serving(
  own: readonly PluralForm[],
  { category, example }: PluralForm,
  { type, forms }: PluralGroup,
  sourceLocale: string,
): Key | undefined {
  const wanted = category === "other" ? category : categoryOf(sourceLocale, example, type);
  const candidates = own.filter((form) => form.category === wanted);
  const exact = candidates.find((form) => form.example === example);
  const { name } = exact ?? candidates[0] ?? { name: wanted };
  return forms.get(name) ?? forms.get("other") ?? [...forms.values()].at(-1);
}
