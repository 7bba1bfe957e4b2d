import type { LocaleCounts } from "./report.ts";

/** The four states that fill a bar, best first, and the glyph that tells each without colour. */
export const FILLS = {
  translated: "█",
  unconfirmed: "▓",
  stale: "▒",
  missing: "░",
} as const;

export type Fill = keyof typeof FILLS;
export type BarPart = readonly [Fill, string];

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;
const OTHERS = ["unconfirmed", "stale", "missing"] as const;

/**
 * A bar of exactly `width` columns (at least 4). Whatever is not zero shows: one stale message of
 * a million takes a column, so only a complete locale looks complete.
 */
export function barOf(counts: LocaleCounts, width: number): readonly BarPart[] {
  const total = Math.max(1, counts.translated + sum(OTHERS.map((fill) => counts[fill])));
  const others = OTHERS.filter((fill) => counts[fill] > 0);
  if (others.length === 0) return [["translated", FILLS.translated.repeat(width)]];
  const done = translatedPart((counts.translated / total) * width, width - others.length);
  const free = width - done.length;
  const cells = share(
    others.map((fill) => counts[fill]),
    free,
  );
  const parts: BarPart[] = others.map((fill, at) => [fill, FILLS[fill].repeat(cells[at] ?? 0)]);
  return done === "" ? parts : [["translated", done], ...parts];
}

/** Whole and partial blocks: `exact` columns to the eighth, at most `most`. */
function translatedPart(exact: number, most: number): string {
  if (exact === 0) return "";
  const eighths = Math.min(most * 8, Math.max(1, Math.round(exact * 8)));
  return FILLS.translated.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? "");
}

/** `cells` split in proportion, at least one each: what is left over goes to the largest. */
function share(counts: readonly number[], cells: number): readonly number[] {
  const total = sum(counts);
  const spare = cells - counts.length;
  const shares = counts.map((count) => 1 + Math.floor((count / total) * spare));
  const largest = counts.indexOf(Math.max(...counts));
  shares[largest] = (shares[largest] ?? 0) + cells - sum(shares);
  return shares;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
