import type { Place } from "../model/finding.ts";
import { columnsOf } from "./columns.ts";
import type { Page } from "./page.ts";
import { visible } from "./quote.ts";

const GUTTER = " │ ";

/** The lines of `positionAt`: they end at LF, CRLF or a lone CR, and a BOM is no column. */
export function splitLines(text: string): readonly string[] {
  return text.replace(/^\u{feff}/u, "").split(/\r\n|\n|\r/u);
}

/**
 * The line of a place with its neighbours and a caret under the column, at most `columns` wide;
 * empty where the file has no such place.
 */
export function frameLines(
  lines: readonly string[],
  place: Place,
  columns: number,
  { colors }: Pick<Page, "colors">,
): readonly string[] {
  const marked = lines[place.line - 1];
  if (marked === undefined || place.column > marked.length + 1) return [];
  const last = Math.min(lines.length, place.line + 1);
  const digits = String(last).length;
  const room = Math.max(16, columns - digits - GUTTER.length);
  // One window for all lines, so that their indentation stays aligned.
  const from = windowStart(marked, place.column - 1, room);
  const shown: string[] = [];
  for (let number = Math.max(1, place.line - 1); number <= last; number++) {
    const code = windowOf(lines[number - 1] ?? "", from, room).trimEnd();
    const gutter = colors.dim(String(number).padStart(digits) + GUTTER);
    if (number !== place.line) {
      if (code !== "") shown.push(gutter + colors.dim(code));
      continue;
    }
    const before = columnsOf(lead(from) + safe(marked.slice(from, place.column - 1)));
    const caret = " ".repeat(before) + colors.red("^");
    shown.push(gutter + code, colors.dim(" ".repeat(digits) + GUTTER) + caret);
  }
  return shown;
}

/**
 * Where the shown part of a long line begins: far enough left to see what stands before. A line may
 * be a whole file, and hold characters without width: no more of it is looked at than could be shown.
 */
function windowStart(line: string, at: number, room: number): number {
  const first = Math.max(0, at - room);
  if (first === 0 && columnsOf(safe(line.slice(0, at))) < room - 8) return 0;
  let from = at;
  while (from > first && columnsOf(safe(line.slice(from, at))) < room / 2) from--;
  // Never half a character.
  return /[\u{dc00}-\u{dfff}]/u.test(line.charAt(from)) ? from - 1 : from;
}

function windowOf(line: string, from: number, room: number): string {
  let code = lead(from);
  let columns = code.length;
  for (const character of line.slice(from, from + 2 * room)) {
    const shown = safe(character);
    columns += columnsOf(shown);
    if (columns >= room) return `${code}…`;
    code += shown;
  }
  return code;
}

function lead(from: number): string {
  return from > 0 ? "…" : "";
}

function safe(text: string): string {
  return visible(text.replaceAll("\t", "  "));
}
