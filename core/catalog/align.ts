import { type Catalog, isContainer, isMessage } from "./catalog.ts";
import { type KeyIndex, findTwin, sameName } from "./key-index.ts";

/** Which row of a target stands for which row of its source. */
export interface Alignment {
  /** By source row: the target's row that the runtime reads for the same key, or -1. */
  readonly rows: Int32Array;
  /** Rows of the target whose key the source has not, in document order. */
  readonly strangers: readonly number[];
  /** Rows of texts in the target under keys that the source has not, or has for other keys. */
  readonly orphans: readonly number[];
  /** Rows of the target that a later twin overrides. */
  readonly duplicates: readonly number[];
}

/**
 * Matches a target's rows to its source's. Targets mostly keep their source's order, so the row
 * after the last match is tried first and hashing is left for where the order differs.
 */
export function align(source: KeyIndex, target: Catalog): Alignment {
  const rows = new Int32Array(source.catalog.size).fill(-1);
  const twinOf = unmatched(target.size);
  const strangers: number[] = [];
  const orphans: number[] = [];
  const duplicates: number[] = [];
  rows[0] = 0;
  twinOf[0] = 0;
  let expected = 1;
  for (let row = 1; row < target.size; row++) {
    const parent = twinOf[target.parent[row] as number] as number;
    const twin = parent < 0 ? -1 : twinBelow(source, parent, target, row, expected);
    const isOrphan = twin < 0 || isContainer(source.catalog, twin);
    if (isOrphan && isMessage(target, row)) orphans.push(row);
    if (twin < 0) {
      strangers.push(row);
      continue;
    }
    twinOf[row] = twin;
    expected = twin + 1;
    const earlier = rows[twin] as number;
    if (earlier >= 0) {
      duplicates.push(earlier);
      forgetBelow(rows, source.catalog, twin);
    }
    rows[twin] = row;
  }
  return { rows, strangers, orphans, duplicates };
}

let scratch = new Int32Array(0);

/** By row of a target, -1: until the next call, for of thousands of targets each would be made. */
function unmatched(size: number): Int32Array {
  if (scratch.length < size) scratch = new Int32Array(size * 2);
  return scratch.fill(-1, 0, size);
}

/** Whether two catalogs have the same keys in the same order: each row is the other's twin. */
export function isNamedAlike(a: Catalog, b: Catalog): boolean {
  if (a.size !== b.size) return false;
  for (let row = 1; row < a.size; row++) {
    if (a.parent[row] !== b.parent[row] || !sameName(a, row, b, row)) return false;
  }
  return true;
}

function twinBelow(
  source: KeyIndex,
  parent: number,
  target: Catalog,
  row: number,
  expected: number,
): number {
  const { catalog, shadowed } = source;
  if (
    expected < catalog.size &&
    catalog.parent[expected] === parent &&
    shadowed[expected] === 0 &&
    sameName(catalog, expected, target, row)
  ) {
    return expected;
  }
  return findTwin(source, parent, target, row);
}

/** A later twin of a container replaces it whole: what was matched below the earlier one is gone. */
function forgetBelow(rows: Int32Array, catalog: Catalog, row: number): void {
  if (!isContainer(catalog, row)) return;
  for (let at = row + 1; at < catalog.size && (catalog.parent[at] as number) >= row; at++) {
    rows[at] = -1;
  }
}
