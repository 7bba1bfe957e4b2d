import { cover } from "./cover.ts";
import { findMarks } from "./pattern.ts";
import type { Syntax, Token } from "./syntax.ts";

/** As ruby-i18n's INTERPOLATION_PATTERN; Polyglot and Elixir's Gettext use the first form too. */
const MARK =
  /%%|%\{\s*(?<name>[\p{L}\p{N}_.|-]+)\s*\}|%<(?<formatted>\w+)>[-+0# ]*\d*(?:\.\d+)?(?<conversion>[bBdiouxXeEfgGcps])/gu;

/** Ruby: `%{name}` and `%<name>.2f`. */
export const ruby: Syntax = {
  name: "ruby",
  recognise: (text) => marksOf(text).filter((mark) => mark.kind === "placeholder").length,
  tokens: (text) => cover(text, marksOf(text)),
};

function marksOf(text: string): readonly Token[] {
  return findMarks(text, MARK, ({ groups }) => {
    if (groups?.name !== undefined) return { kind: "placeholder", name: groups.name };
    if (groups?.formatted === undefined) return { kind: "escape", name: "%" };
    return { kind: "placeholder", name: groups.formatted, type: groups.conversion };
  });
}
