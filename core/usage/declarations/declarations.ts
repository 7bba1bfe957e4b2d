import { declareI18next } from "./i18next.ts";
import type { TypedLibrary } from "./libraries.ts";
import { type Tree, type Declared, treesOf } from "./tree.ts";
import { declareUseIntl } from "./use-intl.ts";
import { declareVueI18n } from "./vue-i18n.ts";

const DECLARATIONS: Readonly<Record<TypedLibrary, (trees: ReadonlyMap<string, Tree>) => string>> = {
  i18next: declareI18next,
  "vue-i18n": declareVueI18n,
  "next-intl": declareUseIntl("next-intl"),
  "use-intl": declareUseIntl("use-intl"),
};

/** The text of a declaration file, the same for the same keys. */
export function declarationOf(library: TypedLibrary, messages: readonly Declared[]): string {
  const note =
    "// Written by locstep from the source locale's files; it is written anew when they change.\n";
  return `${note}${DECLARATIONS[library](treesOf(messages))}`;
}
