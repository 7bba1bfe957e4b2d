import { brace } from "./brace.ts";
import { i18next } from "./i18next.ts";
import { flutter, icu } from "./icu/icu.ts";
import { plain } from "./plain.ts";
import { printf, pythonPercent } from "./printf.ts";
import { pythonBrace } from "./python-brace.ts";
import { ruby } from "./ruby.ts";
import type { Syntax } from "./syntax.ts";
import { vueI18n } from "./vue-i18n.ts";

export type SyntaxName =
  | "icu"
  | "flutter"
  | "i18next"
  | "vue-i18n"
  | "ruby"
  | "python-percent"
  | "python-brace"
  | "printf"
  | "brace"
  | "plain";

/** Every syntax by the name that the configuration gives it, the more specific first. */
export const syntaxes: Readonly<Record<SyntaxName, Syntax>> = {
  icu,
  flutter,
  i18next,
  "vue-i18n": vueI18n,
  ruby,
  "python-percent": pythonPercent,
  "python-brace": pythonBrace,
  printf,
  brace,
  plain,
};

export function isSyntaxName(name: string): name is SyntaxName {
  return Object.hasOwn(syntaxes, name);
}
