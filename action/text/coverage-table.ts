import { type Fill, barOf } from "../../core/report/bar.ts";
import { coverageOf, percentOf } from "../../core/report/coverage.ts";
import type { LocaleCounts, Report } from "../../core/report/report.ts";
import { compareText } from "../../core/model/compare-text.ts";
import { counted, formatCount } from "../../core/report/words.ts";
import { localeCell, table } from "./markdown.ts";

const COLUMNS = [
  ["translated", "translated"],
  ["unconfirmed", "unconfirmed"],
  ["stale", "stale"],
  ["missing", "missing"],
  ["pending", "in flight"],
  ["rejected", "refused"],
] as const;

const BAR_WIDTH = 16;

/** A row a locale with a bar, the least covered first; at most `most` rows. Empty for no locale. */
export function coverageTable({ locales }: Report, most: number): string {
  const rows = Object.entries(locales).sort(
    ([a, countsA], [b, countsB]) => coverageOf(countsA) - coverageOf(countsB) || compareText(a, b),
  );
  if (rows.length === 0) return "";
  const used = COLUMNS.filter(([field]) => rows.some(([, counts]) => counts[field] > 0));
  const cells = rows
    .slice(0, most)
    .map(([id, counts]) => [
      localeCell(id),
      `\`${barText(counts)}\` ${percentOf(coverageOf(counts))}`,
      ...used.map(([field]) => numberCell(counts[field])),
    ]);
  const drawn = table(
    ["Locale", "Coverage", ...used.map(([, word]) => word)],
    [false, false, ...used.map(() => true)],
    cells,
  );
  const more = rows.length - cells.length;
  return more > 0 ? `${drawn}\n\n… and ${counted(more, "locale")} more.` : drawn;
}

/** Glyphs of one width in every font: GitHub draws no partial block as wide as a whole one. */
const GLYPHS: Readonly<Record<Fill, string>> = {
  translated: "█",
  unconfirmed: "▓",
  stale: "▒",
  missing: "░",
};

function barText(counts: LocaleCounts): string {
  return barOf(counts, BAR_WIDTH)
    .map(([fill, glyphs]) => GLYPHS[fill].repeat(glyphs.length))
    .join("");
}

function numberCell(count: number): string {
  return count === 0 ? "·" : formatCount(count);
}
