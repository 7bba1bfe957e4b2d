import { align } from "../catalog/align.ts";
import { type Catalog, isMessage } from "../catalog/catalog.ts";
import { sameText } from "../catalog/compare.ts";
import { type KeyIndex, readRows } from "../catalog/key-index.ts";

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
 * of `align`, and `isSame` compares two texts, where somebody has done so already.
 */
export function diffCatalogs(
  before: Catalog,
  after: KeyIndex,
  rows: Int32Array = align(after, before).rows,
  isSame: (row: number, twin: number) => boolean = (row, twin) =>
    sameText(before, twin, after.catalog, row),
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
    if (!isSame(row, twin)) changed.push(row);
  }
  return { added, changed, removed: removedRows(before, kept) };
}

function removedRows(before: Catalog, kept: Uint8Array): readonly number[] {
  const gone: number[] = [];
  for (let row = 1; row < before.size; row++) {
    if (kept[row] === 0 && isMessage(before, row)) gone.push(row);
  }
  // An overridden twin is no message of the file.
  return readRows(before, gone);
}
