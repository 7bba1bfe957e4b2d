import { type Catalog, nameOf, textOf } from "../catalog/catalog.ts";

/** A row of one of several catalogs. */
export interface RowRef {
  readonly catalog: Catalog;
  readonly row: number;
}

export interface Move<Ref extends RowRef> {
  readonly from: Ref;
  readonly to: Ref;
}

/**
 * Pairs what was removed with what was added under the same text, in whichever file. Where a text
 * was removed or added more than once, the same last segment is preferred, then document order.
 */
export function findMoves<Ref extends RowRef>(
  removed: readonly Ref[],
  added: readonly Ref[],
): readonly Move<Ref>[] {
  if (removed.length === 0 || added.length === 0) return [];
  const waiting = new Map<string, Ref[]>();
  for (const ref of removed) {
    const text = textOf(ref.catalog, ref.row);
    const refs = waiting.get(text);
    if (refs === undefined) waiting.set(text, [ref]);
    else refs.push(ref);
  }
  const sameName = pairUp(added, waiting, (to, refs) => refs.findIndex((ref) => sameLeaf(ref, to)));
  const taken = new Set(sameName.map((move) => move.to));
  const rest = added.filter((to) => !taken.has(to));
  return [...sameName, ...pairUp(rest, waiting, (_, refs) => (refs.length > 0 ? 0 : -1))];
}

function pairUp<Ref extends RowRef>(
  added: readonly Ref[],
  waiting: ReadonlyMap<string, Ref[]>,
  choose: (to: Ref, refs: readonly Ref[]) => number,
): Move<Ref>[] {
  const moves: Move<Ref>[] = [];
  for (const to of added) {
    const refs = waiting.get(textOf(to.catalog, to.row));
    if (refs === undefined) continue;
    const at = choose(to, refs);
    if (at < 0) continue;
    moves.push({ from: refs[at] as Ref, to });
    refs.splice(at, 1);
  }
  return moves;
}

function sameLeaf(a: RowRef, b: RowRef): boolean {
  return nameOf(a.catalog, a.row) === nameOf(b.catalog, b.row);
}
