import { whenAndWhere } from "./clauses.ts";
import { columnsOf, fit, padEnd, padStart, wrap } from "./columns.ts";
import { shownKey, subjectOf } from "./describe.ts";
import { frameLines } from "./frame.ts";
import type { Group } from "./groups.ts";
import { type Page, SYMBOLS, paintSeverity } from "./page.ts";
import { quoted, visible } from "./quote.ts";
import type { Selection } from "./selection.ts";
import { SENTENCES } from "./sentences.ts";
import { counted, listed } from "./words.ts";

/** What all blocks share. */
export interface Telling extends Selection {
  /** How many locales the report has: "all 12 locales" is shorter than their names. */
  readonly locales: number;
  /** By code, the last group that its remedy is for: it is told there and nowhere else. */
  readonly last: ReadonlyMap<string, Group>;
  /** Codes of more than one group: their remedy names no key. */
  readonly repeated: ReadonlySet<string>;
}

/** What the rows of one file share. */
export interface Block {
  readonly placeWidth: number;
  readonly keyWidth: number;
  /** The file's lines, where a row shows some of them. */
  readonly code: readonly string[];
}

const NARROWEST_TEXT = 36;

/** One group: place, symbol and key, the words beside the key or below it, the code of an error. */
export function rowLines(group: Group, block: Block, telling: Telling, page: Page): string[] {
  const { colors, width } = page;
  const place = colors.dim(padStart(placeText(group), block.placeWidth));
  const symbol = paintSeverity(page, group.severity)(SYMBOLS[group.severity]);
  const start = 2 + block.placeWidth + 2 + 2;
  const told = toldLines(group, width - start, block, telling, page);
  const [first = "", ...rest] = told;
  const lines = [`  ${place}  ${symbol} ${first}`, ...indented(rest, start)];
  if (group.severity !== "error") return lines;
  const frame = frameLines(block.code, group.place, width - start, page);
  return [...lines, ...indented(frame, start)];
}

function toldLines(
  group: Group,
  columns: number,
  { keyWidth }: Block,
  telling: Telling,
  page: Page,
): string[] {
  if (group.key === undefined) return sentenceLines(group, telling, columns, page);
  const key = shownKey(group.key);
  const { bold } = page.colors;
  const beside = columns - keyWidth - 2;
  if (columnsOf(key) > keyWidth || beside < NARROWEST_TEXT) {
    return [bold(fit(key, columns)), ...sentenceLines(group, telling, columns, page)];
  }
  const [first = "", ...rest] = sentenceLines(group, telling, beside, page);
  return [`${bold(padEnd(key, keyWidth))}  ${first}`, ...indented(rest, keyWidth + 2)];
}

function sentenceLines(group: Group, telling: Telling, columns: number, page: Page): string[] {
  const { dim } = page.colors;
  const lines = [...wrap(sentenceOf(group, telling, page), columns)];
  // Where the state names it, the code would only be said twice.
  if (!isState(group)) {
    const last = lines.pop() ?? "";
    const code = `  ${group.code}`;
    if (columnsOf(last + code) <= columns) lines.push(last + dim(code));
    else lines.push(last, dim(group.code));
  }
  const { from, to } = group.change ?? {};
  if (from === undefined || to === undefined) return lines;
  return [...lines, ...wrap(`${quoted(from)} → ${quoted(to)}`, columns).map(dim)];
}

function sentenceOf(group: Group, telling: Telling, page: Page): string {
  const { first } = group;
  if (!isState(group)) return first.message.slice(subjectOf(first).length + 1);
  const { change, remark } = group;
  const parts = [stateText(group, telling)];
  const when = whenAndWhere(change?.commit, change?.time, page.now);
  if (when !== "") parts.push(`changed ${when}`);
  if (remark !== undefined) parts.push(remark);
  return parts.join(" · ");
}

function isState({ code, locales }: Group): boolean {
  const { state, isScattered } = SENTENCES[code];
  return state !== undefined && locales.length > (isScattered ? 1 : 0);
}

/** `missing in de and fr`. */
export function stateText({ code, locales }: Group, telling: Telling): string {
  const isAll = locales.length > 3 && locales.length === telling.locales;
  const where = isAll ? `all ${counted(locales.length, "locale")}` : listed(locales.map(visible));
  return `${SENTENCES[code].state ?? code} in ${where}`;
}

export function placeText({ place }: Group): string {
  return `${place.line}:${place.column}`;
}

export function indented(lines: readonly string[], columns: number): string[] {
  return lines.map((line) => " ".repeat(columns) + line);
}
