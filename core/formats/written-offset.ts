import type { TextOffset } from "../model/bytes.ts";

/** A text as a file writes it. */
export interface WrittenText {
  /** From the quote, or the block's header, to the end. */
  readonly source: string;
  /** Where in `source` the content begins. */
  readonly start: number;
  /** What stands in it for something else: backslashes, doubled quotes, nothing. */
  readonly escapes: "backslash" | "doubled-quote" | "none";
}

/** Characters of an escape, by its letter; two for all others. */
const ESCAPE_LENGTHS: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };

/**
 * Where in its source the code unit of `text` at `offset` is written, or, behind the last one, where
 * the text ends; undefined where the two do not match. White space is elastic, because line ends
 * fold and indentation is no part of a text; all else is matched one by one. Linear.
 */
export function writtenOffset(
  { source, start, escapes }: WrittenText,
  text: string,
  offset: TextOffset,
): number | undefined {
  const hasBackslashes = escapes === "backslash";
  let at = start;
  let unit = 0;
  while (unit < text.length) {
    if (hasBackslashes) at = afterContinuations(source, at);
    if (isSpace(text[unit]) && !(hasBackslashes && source[at] === "\\")) {
      if (unit === offset) return at;
      at = afterSpace(source, at);
      unit++;
      continue;
    }
    at = afterSpace(source, at);
    if (hasBackslashes) at = afterContinuations(source, at);
    const isEscape = hasBackslashes && source[at] === "\\";
    const letter = isEscape ? source[at + 1] : undefined;
    // `\uD83D\uDE00` are two escapes of a unit each.
    const isPair = letter === "U" || !isEscape ? isAstral(text, unit) : false;
    const units = isPair ? 2 : 1;
    if (unit + units > offset) return at;
    if (isEscape) {
      at += ESCAPE_LENGTHS[letter ?? ""] ?? 2;
    } else {
      if (!source.startsWith(text.slice(unit, unit + units), at)) return undefined;
      at += escapes === "doubled-quote" && source[at] === "'" ? 2 : units;
    }
    unit += units;
  }
  return unit === offset ? at : undefined;
}

function afterSpace(source: string, at: number): number {
  let end = at;
  while (isSpace(source[end])) end++;
  return end;
}

/** A backslash at a line's end joins it with the next one. */
function afterContinuations(source: string, at: number): number {
  let end = at;
  while (source[end] === "\\" && (source[end + 1] === "\n" || source[end + 1] === "\r")) {
    end = afterSpace(source, end + 1);
  }
  return end;
}

function isSpace(unit: string | undefined): boolean {
  return unit === " " || unit === "\t" || unit === "\n" || unit === "\r";
}

function isAstral(text: string, unit: number): boolean {
  return (text.codePointAt(unit) ?? 0) > 0xffff;
}
