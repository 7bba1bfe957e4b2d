import { whenAndWhere } from "./clauses.ts";
import { columnsOf, fit, padEnd, padStart, wrap } from "./columns.ts";
import { remedyOf, shownKey, subjectOf } from "./describe.ts";
import { frameLines } from "./frame.ts";
import { type Group, comparePlaces } from "./groups.ts";
import { type Page, SYMBOLS, paintSeverity } from "./page.ts";
import { quoted, visible } from "./quote.ts";
import type { Selection } from "./selection.ts";
import { SENTENCES } from "./sentences.ts";
import { counted, formatCount, listed } from "./words.ts";

const WIDEST_KEY = 28;
const NARROWEST_TEXT = 36;

/** What all blocks share. */
export interface Telling extends Selection {
  /** How many locales the report has: "all 12 locales" is shorter than their names. */
  readonly locales: number;
  /** By code, the last group that its remedy is for: it is told there and nowhere else. */
  readonly last: ReadonlyMap<string, Group>;
  /** Codes of more than one group: their remedy names no key. */
  readonly repeated: ReadonlySet<string>;
}

/** The lines of one file: its path, then its groups by place, then remedies that end here. */
export function blockLines(groups: readonly Group[], telling: Telling, page: Page): string[] {
  const { colors } = page;
  const sorted = groups.toSorted((a, b) => comparePlaces(a.place, b.place));
  const path = sorted[0]?.place.path ?? "";
  const placeWidth = Math.max(...sorted.map((group) => placeText(group).length));
  const keys = sorted.map(({ key }) => (key === undefined ? 0 : columnsOf(shownKey(key))));
  const keyWidth = Math.max(0, ...keys.filter((width) => width <= WIDEST_KEY));
  const lines = [colors.bold(colors.underline(fit(visible(path), page.width)))];
  for (const group of sorted) lines.push(...rowLines(group, placeWidth, keyWidth, telling, page));
  const indent = 2 + placeWidth + 2;
  for (const others of telling.alike.filter(([first]) => first.place.path === path)) {
    const [first] = others;
    const more = `… and ${formatCount(others.length)} more ${stateText(first, telling)}`;
    lines.push(...indented(wrap(more, page.width - indent), indent).map(colors.dim));
  }
  return [...lines, ...remedyLines(sorted, telling, page)];
}

function rowLines(
  group: Group,
  placeWidth: number,
  keyWidth: number,
  telling: Telling,
  page: Page,
): string[] {
  const { colors } = page;
  const key = group.key === undefined ? "" : shownKey(group.key);
  const start = 2 + placeWidth + 2 + 2;
  const beside = start + keyWidth + 2;
  const isBeside =
    columnsOf(key) <= keyWidth && page.width - beside >= NARROWEST_TEXT && key !== "";
  const indent = isBeside ? beside : start;
  const texts = sentenceLines(group, telling, page.width - indent, page);
  const symbol = paintSeverity(page, group.severity)(SYMBOLS[group.severity]);
  const place = colors.dim(padStart(placeText(group), placeWidth));
  const head = `  ${place}  ${symbol} `;
  const shown = colors.bold(isBeside ? padEnd(key, keyWidth) : fit(key, page.width - start));
  const [first = "", ...rest] = texts;
  const lines = isBeside
    ? [`${head}${shown}  ${first}`, ...indented(rest, indent)]
    : key === ""
      ? [`${head}${first}`, ...indented(rest, indent)]
      : [`${head}${shown}`, ...indented(texts, start)];
  return [...lines, ...codeLines(group, start, page)];
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
  const [finding] = group.findings;
  if (!isState(group)) return finding.message.slice(subjectOf(finding).length + 1);
  const { change, remark } = group;
  const parts = [stateText(group, telling)];
  const when = whenAndWhere(change?.commit, change?.time, page.now);
  if (when !== "") parts.push(`changed ${when}`);
  if (remark !== undefined) parts.push(remark);
  return parts.join(" · ");
}

function isState(group: Group): boolean {
  return SENTENCES[group.code].state !== undefined && group.locales.length > 0;
}

function stateText({ code, locales }: Group, telling: Telling): string {
  const isAll = locales.length > 3 && locales.length === telling.locales;
  const where = isAll ? `all ${counted(locales.length, "locale")}` : listed(locales.map(visible));
  return `${SENTENCES[code].state ?? code} in ${where}`;
}

function codeLines(group: Group, indent: number, page: Page): string[] {
  if (group.severity !== "error") return [];
  const text = page.frames(group.place.path);
  if (text === undefined) return [];
  return indented(frameLines(text, group.place, page.width - indent, page), indent);
}

function remedyLines(groups: readonly Group[], telling: Telling, page: Page): string[] {
  const lines: string[] = [];
  for (const group of groups) {
    if (telling.last.get(group.code) !== group) continue;
    const isRepeated = telling.repeated.has(group.code);
    const remedy = remedyOf(group.code, isRepeated ? undefined : group.key);
    const texts = wrap(`${group.code}: ${remedy}`, page.width - 4);
    const [first = "", ...rest] = texts;
    lines.push(`  ${page.colors.cyan("→")} ${first}`, ...indented(rest, 4));
  }
  return lines;
}

function placeText({ place }: Group): string {
  return `${place.line}:${place.column}`;
}

function indented(lines: readonly string[], columns: number): string[] {
  return lines.map((line) => " ".repeat(columns) + line);
}
