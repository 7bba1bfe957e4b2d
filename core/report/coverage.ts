import { compareText } from "../model/compare-text.ts";
import { FILLS, barOf } from "./bar.ts";
import { columnsOf, fit, padEnd, padStart } from "./columns.ts";
import type { Page } from "./page.ts";
import { visible } from "./quote.ts";
import type { LocaleCounts, Report } from "./report.ts";
import { counted, formatCount, localeLabel } from "./words.ts";

const COLUMNS = [
  { field: "translated", glyph: FILLS.translated, word: "translated", color: "green" },
  { field: "unconfirmed", glyph: FILLS.unconfirmed, word: "unconfirmed", color: "cyan" },
  { field: "stale", glyph: FILLS.stale, word: "stale", color: "yellow" },
  { field: "missing", glyph: FILLS.missing, word: "missing", color: "gray" },
  { field: "pending", glyph: "…", word: "in flight", color: "blue" },
  { field: "rejected", glyph: "✗", word: "rejected", color: "red" },
] as const;

type Column = (typeof COLUMNS)[number];
type Row = readonly [id: string, counts: LocaleCounts];

const MOST_COMPLETE_ROWS = 5;

/** The heading and the table of locales, the least covered first; many complete ones share a line. */
export function coverageLines(report: Report, page: Page): readonly string[] {
  const all: Row[] = Object.entries(report.locales);
  if (all.length === 0) return [];
  const open = all.filter(([, counts]) => counts.translated < counts.total);
  const complete = all.length - open.length;
  const rows = complete > MOST_COMPLETE_ROWS ? open : all;
  const lines = [page.colors.bold(headingOf(report)), ""];
  if (rows.length > 0) lines.push(...tableOf(rows.toSorted(compareRows), page));
  if (rows.length < all.length) {
    const which = `${rows.length === 0 ? "all " : ""}${counted(complete, "locale")} complete`;
    lines.push(`${page.colors.green(FILLS.translated)} ${which}`);
  }
  return lines;
}

function headingOf(report: Report): string {
  const counts = Object.values(report.locales);
  const messages = Math.max(...counts.map(({ total }) => total));
  const targets = counted(counts.length, "locale");
  return `${localeLabel(report.sourceLocale)} → ${targets}, ${counted(messages, "message")}`;
}

function compareRows(a: Row, b: Row): number {
  return coverageOf(a[1]) - coverageOf(b[1]) || compareText(a[0], b[0]);
}

/** Share of the messages whose translation was made for today's source text. */
export function coverageOf({ total, translated, unconfirmed }: LocaleCounts): number {
  return total === 0 ? 1 : (translated + unconfirmed) / total;
}

/** Rounded so that only what is complete reads 100% and only what is empty 0%. */
export function percentOf(coverage: number): string {
  if (coverage === 0 || coverage === 1) return `${coverage * 100}%`;
  return `${Math.max(0.1, Math.floor(coverage * 1000) / 10).toFixed(1)}%`;
}

const WIDEST_BAR = 24;
const NARROWEST_BAR = 10;
const WIDEST_NAME = 32;
const GAP = "  ";

/** A table as texts: how a row is named, how a column of counts is headed. */
interface Layout {
  readonly names: readonly string[];
  readonly numbers: readonly Numbers[];
  readonly isTight: boolean;
}

interface Numbers {
  readonly column: Column;
  readonly head: string;
  readonly texts: readonly string[];
  readonly width: number;
}

function tableOf(rows: readonly Row[], page: Page): readonly string[] {
  const used = COLUMNS.filter(({ field }) => rows.some(([, counts]) => counts[field] > 0));
  const percents = rows.map(([, counts]) => percentOf(coverageOf(counts)));
  const { names, numbers, isTight } = layoutOf(rows, used, page.width - widest(percents));
  const nameWidth = widest(names);
  const fixed = barlessWidth({ names, numbers }) + widest(percents);
  const barWidth = Math.max(NARROWEST_BAR, Math.min(WIDEST_BAR, page.width - fixed));
  const lines = rows.map(([, counts], at) => {
    const name = padEnd(names[at] ?? "", nameWidth);
    const percent = padStart(percents[at] ?? "", widest(percents));
    const cells = numbers.map((number) => cellOf(number, at, page));
    return [name, paintBar(counts, barWidth, page), percent, ...cells].join(GAP);
  });
  const blank = " ".repeat(nameWidth + GAP.length + barWidth + GAP.length + widest(percents));
  const heads = numbers.map(({ column, head, width }) =>
    page.colors[column.color](padStart(head, width)),
  );
  const legend = isTight ? legendLines(used, page) : [];
  return [...legend, ...(heads.length > 0 ? [[blank, ...heads].join(GAP)] : []), ...lines];
}

/** The roomiest layout that leaves the bar enough of `columns` to tell something. */
function layoutOf(rows: readonly Row[], used: readonly Column[], columns: number): Layout {
  const labels = rows.map(([id]) => fit(localeLabel(id), WIDEST_NAME));
  const ids = rows.map(([id]) => fit(visible(id), WIDEST_NAME));
  const words = used.map((column) => numbersOf(rows, column, `${column.glyph} ${column.word}`));
  const glyphs = used.map((column) => numbersOf(rows, column, column.glyph));
  const layouts = [
    { names: labels, numbers: words, isTight: false },
    { names: labels, numbers: glyphs, isTight: true },
    { names: ids, numbers: glyphs, isTight: true },
  ];
  const fits = layouts.find((layout) => columns - barlessWidth(layout) >= NARROWEST_BAR);
  return fits ?? { names: ids, numbers: [], isTight: true };
}

function numbersOf(rows: readonly Row[], column: Column, head: string): Numbers {
  const texts = rows.map(([, counts]) => formatCount(counts[column.field]));
  return { column, head, texts, width: widest([head, ...texts]) };
}

/** Columns beside the bar and the percentage. */
function barlessWidth({ names, numbers }: Pick<Layout, "names" | "numbers">): number {
  return numbers.reduce(
    (sum, { width }) => sum + GAP.length + width,
    widest(names) + 2 * GAP.length,
  );
}

function cellOf({ column, texts, width }: Numbers, at: number, { colors }: Page): string {
  const text = texts[at] ?? "";
  if (text === "0") return colors.dim(padStart("·", width));
  const padded = padStart(text, width);
  const isPlain = column.field === "translated" || column.field === "missing";
  return isPlain ? padded : colors[column.color](padded);
}

/** The four fills, then what stands apart from them; on one line where all six fit. */
function legendLines(used: readonly Column[], { colors, width }: Page): readonly string[] {
  const entries = used.map(({ glyph, word, color }) => `${colors[color](glyph)} ${word}`);
  const first = width < 76 ? 4 : 6;
  const lines = [entries.slice(0, first), entries.slice(first)].filter((line) => line.length > 0);
  return lines.map((line) => line.join(GAP));
}

function paintBar(counts: LocaleCounts, width: number, { colors }: Page): string {
  const paint = Object.fromEntries(COLUMNS.map(({ field, color }) => [field, colors[color]]));
  return barOf(counts, width)
    .map(([fill, glyphs]) => paint[fill]?.(glyphs))
    .join("");
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(columnsOf));
}
