/** CLDR's plural categories in CLDR's order. */
export const CATEGORIES = ["zero", "one", "two", "few", "many", "other"] as const;
export type Category = (typeof CATEGORIES)[number];
export type PluralType = "cardinal" | "ordinal";

/** What one locale says about one category. */
export interface CategoryRule {
  readonly category: Category;
  /** The plainest number that has the category. */
  readonly example: number;
  /** Whether the example is the only whole number: `one` in German, not in Russian (21). */
  readonly single: boolean;
  /**
   * Whether a plural without it is incomplete. Not so where no whole number below a million has the
   * category: `many` of fr, es, it, pt and ca (1,000,000) and of cs, sk and lt (fractions). It is
   * made, and its absence only warned about.
   */
  readonly required: boolean;
}

/** Kept by type and locale: making the rules costs fifty times what asking them does. */
const knownRules = new Map<string, Intl.PluralRules | undefined>();
const known = new Map<string, readonly CategoryRule[] | undefined>();

/**
 * The categories of a locale in CLDR's order, or undefined where CLDR has no rules for it:
 * `Intl.PluralRules` would silently answer with the machine's locale. Node 20 lists them by alphabet.
 */
export function pluralCategories(
  locale: string,
  type: PluralType = "cardinal",
): readonly CategoryRule[] | undefined {
  const id = `${type} ${locale}`;
  if (known.has(id)) return known.get(id);
  const rules = rulesOf(locale, type);
  const categories = rules === undefined ? undefined : describe(rules);
  known.set(id, categories);
  return categories;
}

/** The category of a number in a locale; `other` where CLDR has no rules for it. */
export function categoryOf(locale: string, number: number, type: PluralType): Category {
  return rulesOf(locale, type)?.select(number) ?? "other";
}

export function isCategory(text: string): text is Category {
  return (CATEGORIES as readonly string[]).includes(text);
}

function rulesOf(locale: string, type: PluralType): Intl.PluralRules | undefined {
  const id = `${type} ${locale}`;
  if (!knownRules.has(id)) knownRules.set(id, makeRules(locale, type));
  return knownRules.get(id);
}

function makeRules(locale: string, type: PluralType): Intl.PluralRules | undefined {
  try {
    const supported = Intl.PluralRules.supportedLocalesOf([locale]);
    return supported.length === 0 ? undefined : new Intl.PluralRules(supported, { type });
  } catch {
    return undefined;
  }
}

function describe(rules: Intl.PluralRules): readonly CategoryRule[] {
  const { pluralCategories } = rules.resolvedOptions();
  return CATEGORIES.filter((category) => pluralCategories.includes(category)).map((category) => {
    const whole = WHOLE.filter((number) => rules.select(number) === category);
    const first = category === "zero" && whole.includes(0) ? 0 : whole[0];
    return {
      category,
      example: first ?? RARE.find((number) => rules.select(number) === category) ?? 1.5,
      single: whole.length === 1,
      required: category === "other" || whole.length > 0,
    };
  });
}

/** Enough: CLDR tells whole numbers apart by their last two digits, a few ordinals by hundreds. */
const WHOLE: readonly number[] = [...Array.from({ length: 200 }, (_, i) => i + 1), 0];
const RARE: readonly number[] = [1_000_000, 1.5, 0.5, 0.1, 1.1];
