import { cover } from "./cover.ts";
import { findMarks } from "./pattern.ts";
import type { Syntax, Token } from "./syntax.ts";

/**
 * C, Objective-C (`%@`, `%#@files@` of a stringsdict), Java and Python's `%(name)s`. The space flag
 * is not read (`100 % der` is prose in every language), nor `-` without a width.
 */
const CONVERSION =
  /%%|%#@(?<variable>\w+)@|%(?:(?<position>\d+)\$|\((?<name>\w+)\))?(?:[#+',]|-(?=[\d*]))*(?<width>\*|\d*)(?:\.(?<precision>\*|\d*))?(?<length>hh|h|ll|l|q|L|z|j)?(?<conversion>[@diouxXeEfFgGaAcCsSpb]|n(?!\p{L}))/gu;

/** printf of C, Objective-C, Java, PHP and Go. */
export const printf: Syntax = {
  name: "printf",
  recognise: (text) => placeholders(text).filter((mark) => !isNamed(mark)).length,
  tokens: (text) => cover(text, marksOf(text)),
};

/** gettext's `python-format`. */
export const pythonPercent: Syntax = {
  name: "python-percent",
  recognise: (text) => placeholders(text).filter(isNamed).length,
  tokens: printf.tokens,
};

function placeholders(text: string): readonly Token[] {
  return marksOf(text).filter((mark) => mark.kind === "placeholder");
}

function isNamed(mark: Token): boolean {
  return mark.name !== undefined && !/^\d+$/u.test(mark.name);
}

/** A conversion without a position has that of its turn: `%s %d` and `%2$d %1$s` are the same. */
function marksOf(text: string): readonly Token[] {
  let turn = 0;
  return findMarks(text, CONVERSION, (match) => {
    const { groups = {}, index } = match;
    if (match[0] === "%%") return { kind: "escape", name: "%" };
    if (groups.conversion === "n") return { kind: "escape", name: "\n" };
    if (isPercentage(text, index, match[0])) return undefined;
    if (groups.variable !== undefined) return { kind: "placeholder", name: groups.variable };
    turn += [groups.width, groups.precision].filter((size) => size === "*").length;
    const name = groups.name ?? groups.position ?? String(++turn);
    return { kind: "placeholder", name, type: typeOf(groups) };
  });
}

function typeOf(groups: Record<string, string | undefined>): string {
  const conversion = groups.conversion === "i" ? "d" : (groups.conversion ?? "");
  return (groups.length ?? "") + conversion;
}

/** `100%ige`, `5%ot`: a suffix on a percentage, not a conversion. */
function isPercentage(text: string, at: number, conversion: string): boolean {
  return (
    conversion.length === 2 && /\d/u.test(text.charAt(at - 1)) && /\p{L}/u.test(text.charAt(at + 2))
  );
}
