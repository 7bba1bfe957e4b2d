import { type Alignment, align } from "../catalog/align.ts";
import { type Catalog, Kind, isMessage } from "../catalog/catalog.ts";
import { sameText } from "../catalog/compare.ts";
import { type KeyIndex, areTwins, noteUntwinned } from "../catalog/key-index.ts";

/** How a row of today compares with the same key in an older state of the file. */
export const Then = { Absent: 0, Different: 1, Same: 2 } as const;

/** An older state of a source or target file, seen from the rows of today's source. */
export interface Comparison {
  readonly catalog: Catalog;
  /** By row of today's source: the older state's row, or -1. */
  readonly rows: Int32Array;
  /** By row of today's source: one of {@link Then}. */
  readonly outcome: Uint8Array;
  /** How many rows are the same: how near the older state is to today's. */
  readonly same: number;
}

const known = new WeakMap<KeyIndex, WeakMap<Catalog, Comparison>>();

/** Compares an older source with today's: once, for all that ask of it. */
export function compareSource(source: KeyIndex, before: Catalog): Comparison {
  let comparisons = known.get(source);
  if (comparisons === undefined) known.set(source, (comparisons = new WeakMap()));
  let comparison = comparisons.get(before);
  if (comparison === undefined) {
    const alignment = align(source, before);
    if (isUntwinned(alignment, before)) noteUntwinned(before);
    comparison = compare(before, alignment.rows, source.catalog, (row) => row);
    comparisons.set(before, comparison);
  }
  return comparison;
}

/** Beyond this many the index that tells costs no more. */
const MOST_STRANGERS = 1000;

/** Twins in the older state are matched to one row of today's source, or both to none. */
function isUntwinned({ duplicates, strangers }: Alignment, before: Catalog): boolean {
  const isTold = duplicates.length === 0 && strangers.length <= MOST_STRANGERS;
  return isTold && !areTwins(before, strangers);
}

/** What {@link compareSource} has come to before; undefined where nobody asked. */
export function knownComparison(source: KeyIndex, before: Catalog): Comparison | undefined {
  return known.get(source)?.get(before);
}

/** Compares an older target with today's, whose rows by source row are `targetRows`. */
export function compareTarget(
  source: KeyIndex,
  target: Catalog,
  targetRows: Int32Array,
  before: Catalog,
): Comparison {
  const { rows } = align(source, before);
  return compare(before, rows, target, (row) => targetRows[row] as number);
}

function compare(
  before: Catalog,
  rows: Int32Array,
  now: Catalog,
  rowNow: (row: number) => number,
): Comparison {
  const outcome = new Uint8Array(rows.length);
  let same = 0;
  for (let row = 1; row < rows.length; row++) {
    const then = thenOf(before, rows[row] as number, now, rowNow(row));
    outcome[row] = then;
    if (then === Then.Same) same++;
  }
  return { catalog: before, rows, outcome, same };
}

/** How a row of today compares with an older one; either may be -1. */
export function thenOf(before: Catalog, older: number, now: Catalog, newer: number): number {
  if (older < 0 || !isText(before, older)) return Then.Absent;
  const isSame = newer >= 0 && isText(now, newer) && sameText(before, older, now, newer);
  return isSame ? Then.Same : Then.Different;
}

function isText(catalog: Catalog, row: number): boolean {
  return isMessage(catalog, row) || catalog.kind[row] === Kind.Empty;
}
