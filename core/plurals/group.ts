import { type Key, keyId } from "../model/key.ts";
import type { PluralGroup, PluralStyle } from "./plural-style.ts";

/** The keys that say of themselves to be forms, gathered by what they are forms of. */
export function gather(
  keys: readonly Key[],
  formOf: PluralStyle["formOf"],
): readonly (PluralGroup & { readonly forms: Map<string, Key> })[] {
  const groups = new Map<string, PluralGroup & { readonly forms: Map<string, Key> }>();
  for (const key of keys) {
    const found = formOf(key);
    if (found === undefined) continue;
    const id = found.type + keyId(found.base);
    let group = groups.get(id);
    if (group === undefined) {
      group = { base: found.base, type: found.type, forms: new Map() };
      groups.set(id, group);
    }
    group.forms.set(found.form, key);
  }
  return [...groups.values()];
}

/**
 * Whether forms named by category are a plural: `other` stands there and, where the locale has more
 * than one form, another one (`reason_other` alone is a reason).
 */
export function isPlural(style: PluralStyle, group: PluralGroup, locale: string): boolean {
  if (!group.forms.has("other")) return false;
  return group.forms.size > 1 || style.forms(locale, group.type)?.length === 1;
}
