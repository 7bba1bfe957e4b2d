import { cover } from "./cover.ts";
import { findMarks, type Reading } from "./pattern.ts";
import type { Syntax, Token } from "./syntax.ts";

/** `{{- x}}`, `{{x, format(a: 1)}}`, `$t(key, { "count": {{n}} })`. */
const MARK =
  /\{\{(?<value>[^{}]*(?:\{[^{}]*\}[^{}]*)?)\}\}|\$t\((?<link>[^()]*)\)|\{(?<single>[\p{L}_$][\p{L}\p{N}_$.]*)\}/gu;

/** i18next of all versions: they differ in the suffixes of keys, not in the texts. */
export const i18next: Syntax = {
  name: "i18next",
  recognise: (text) => text.match(/\{\{[^{}]+\}\}|\$t\([^()]+\)/gu)?.length ?? 0,
  tokens: (text) => cover(text, marksOf(text)),
};

function marksOf(text: string): readonly Token[] {
  return findMarks(text, MARK, ({ groups }) => {
    if (groups?.link !== undefined) return { kind: "link", name: groups.link.trim() };
    // i18next leaves `{x}` alone, so whoever writes it has something else that replaces it.
    if (groups?.single !== undefined) {
      return { kind: "placeholder", name: groups.single, type: "{" };
    }
    return interpolation(groups?.value ?? "");
  });
}

/** `-` (do not escape) is part of the type: adding or dropping it opens or breaks a page. */
function interpolation(value: string): Reading {
  const comma = value.indexOf(",");
  const name = (comma < 0 ? value : value.slice(0, comma)).trim();
  const format = comma < 0 ? "" : (/^\s*([a-z]+)/iu.exec(value.slice(comma + 1))?.[1] ?? "");
  const raw = name.startsWith("-");
  return {
    kind: "placeholder",
    name: raw ? name.slice(1).trim() : name,
    type: (raw ? "-" : "") + format || undefined,
  };
}
