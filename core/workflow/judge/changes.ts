import { type Catalog, keyOf } from "../../catalog/catalog.ts";
import { diffCatalogs } from "../../diff/diff.ts";
import { type Move, type RowRef, findMoves } from "../../diff/moves.ts";
import { Then } from "../../ledger/evidence.ts";
import type { MessageId } from "../../model/message.ts";
import type { Changes } from "../../report/report.ts";
import type { OpenSource } from "../checkout/open-source.ts";
import { readingOf } from "../checkout/reading.ts";

/** A message of a source, as it was or as it is. */
export interface SourceRow extends RowRef {
  readonly source: OpenSource;
}

/** What became of all sources since they were last synced. */
export interface SourceChanges {
  readonly added: readonly SourceRow[];
  readonly changed: readonly SourceRow[];
  /** Rows of the older state. */
  readonly removed: readonly SourceRow[];
  readonly moved: readonly Move<SourceRow>[];
}

/** Compares each source with the blob that it was last synced from; moves cross files. */
export async function compareSources(
  bases: readonly { readonly source: OpenSource; readonly base: string | undefined }[],
): Promise<SourceChanges> {
  // Where a file is gone, one that nobody knows yet may be what it is called now.
  const isNewAdded = bases.some(({ source, base }) => source.id === "" && base !== undefined);
  const added: SourceRow[] = [];
  const changed: SourceRow[] = [];
  const removed: SourceRow[] = [];
  for (const { source, base } of bases) {
    if (base === source.id || (base === undefined && !isNewAdded)) continue;
    const now = await source.open();
    const compared = base === undefined ? undefined : await source.compare(base);
    const before = base === undefined ? blankLike(source) : compared?.catalog;
    if (before === undefined || !("catalog" in now)) continue;
    const isSame = compared && ((row: number) => compared.outcome[row] === Then.Same);
    const diff = diffCatalogs(before, now.index(), compared?.rows, isSame);
    added.push(...refs(source, now.catalog, diff.added));
    changed.push(...refs(source, now.catalog, diff.changed));
    removed.push(...refs(source, before, diff.removed));
  }
  const moved = findMoves(removed, added);
  const gone = new Set(moved.flatMap(({ from, to }) => [from, to]));
  return {
    added: added.filter((row) => !gone.has(row)),
    changed,
    removed: removed.filter((row) => !gone.has(row)),
    moved,
  };
}

function blankLike({ file }: OpenSource): Catalog {
  const { format, root } = readingOf(file);
  return format.scan(Buffer.from(format.blank), root);
}

function refs(source: OpenSource, catalog: Catalog, rows: readonly number[]): SourceRow[] {
  return rows.map((row) => ({ source, catalog, row }));
}

export function reportChanges(changes: SourceChanges): Changes {
  return {
    added: changes.added.map(idOf),
    changed: changes.changed.map(idOf),
    removed: changes.removed.map(idOf),
    moved: changes.moved.map(({ from, to }) => ({ from: idOf(from), to: idOf(to) })),
  };
}

function idOf({ source, catalog, row }: SourceRow): MessageId {
  return { namespace: source.file.namespace, key: keyOf(catalog, row) };
}
