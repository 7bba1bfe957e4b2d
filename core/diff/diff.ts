import { align } from "../catalog/align.ts";
import { type Catalog, isMessage } from "../catalog/catalog.ts";
import { sameText } from "../catalog/compare.ts";
import { type KeyIndex, keyIndexOf } from "../catalog/key-index.ts";

/** What became of a file's messages between two of its states. Rows are in document order. */
export interface CatalogDiff {
  /** Rows of `after` whose key `before` has not. */
  readonly added: readonly number[];
  /** Rows of `after` whose text differs. */
  readonly changed: readonly number[];
  /** Rows of `before` whose key `after` has not. */
  readonly removed: readonly number[];
}

/**
 * Linear in both catalogs. A key whose value stopped being a text counts as removed. `rows` are those
 * of `align`, where somebody has them already.
 */
export function diffCatalogs(
  before: Catalog,
  after: KeyIndex,
  rows: Int32Array = align(after, before).rows,
): CatalogDiff {
  const { catalog, shadowed } = after;
  const added: number[] = [];
  const changed: number[] = [];
  const kept = new Uint8Array(before.size);
  for (let row = 1; row < catalog.size; row++) {
    if (shadowed[row] === 1 || !isMessage(catalog, row)) continue;
    const twin = rows[row] as number;
    if (twin < 0 || !isMessage(before, twin)) {
      added.push(row);
      continue;
    }
    kept[twin] = 1;
    if (!sameText(before, twin, catalog, row)) changed.push(row);
  }
  return { added, changed, removed: removedRows(before, kept) };
}

function removedRows(before: Catalog, kept: Uint8Array): readonly number[] {
  const gone: number[] = [];
  for (let row = 1; row < before.size; row++) {
    if (kept[row] === 0 && isMessage(before, row)) gone.push(row);
  }
  if (gone.length === 0) return gone;
  // Only now: an overridden twin is no message of the file, and an index costs what a scan costs.
  const { shadowed } = keyIndexOf(before);
  return gone.filter((row) => shadowed[row] === 0);
}
