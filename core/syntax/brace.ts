import { cover } from "./cover.ts";
import { findMarks } from "./pattern.ts";
import type { Syntax, Token } from "./syntax.ts";

const PLACEHOLDER = /\{\s*([\p{L}\p{N}_$][\p{L}\p{N}_$.-]*)\s*\}/gu;

/**
 * `{name}` and `{0}` and nothing else: what ICU, vue-i18n and Python have in common, and what many
 * programs replace on their own. Never malformed.
 */
export const brace: Syntax = {
  name: "brace",
  recognise: (text) => marksOf(text).length,
  tokens: (text) => cover(text, marksOf(text)),
};

function marksOf(text: string): readonly Token[] {
  return findMarks(text, PLACEHOLDER, ([, name]) => ({ kind: "placeholder", name }));
}
