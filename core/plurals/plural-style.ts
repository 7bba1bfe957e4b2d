import type { Key } from "../model/key.ts";
import type { Category, PluralType } from "../model/plural.ts";

/** One form of a plural as a style names it: a CLDR category, or an index in i18next v3. */
export interface PluralForm {
  readonly name: string;
  readonly category: Category;
  /** A number that takes this form. */
  readonly example: number;
}

/** What a key says of itself. That it is a form is certain only within a group. */
export interface FormKey {
  readonly base: Key;
  readonly type: PluralType;
  readonly form: string;
}

/** The entries of a catalog that are the forms of one message. */
export interface PluralGroup {
  /** The key without its form: what the program asks for. */
  readonly base: Key;
  readonly type: PluralType;
  /** The keys that are there, by form. */
  readonly forms: ReadonlyMap<string, Key>;
}

/** How a library spells the forms of one message as several keys. */
export interface PluralStyle {
  readonly name: PluralStyleName;
  /** The forms of a locale in the order of writing; undefined where CLDR has no rules for it. */
  forms(locale: string, type: PluralType): readonly PluralForm[] | undefined;
  formOf(key: Key): FormKey | undefined;
  keyOf(group: Pick<PluralGroup, "base" | "type">, form: string): Key;
  /** The groups among the keys of a catalog in `locale`; each holds at least the forms that decide. */
  group(keys: readonly Key[], locale: string): readonly PluralGroup[];
}

export type PluralStyleName = "i18next" | "i18next-v3" | "rails";
