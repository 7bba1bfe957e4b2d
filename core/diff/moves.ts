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
  const sameName = pairUp(removed, added, (ref) => JSON.stringify([leafOf(ref), textIn(ref)]));
  const paired = new Set(sameName.flatMap(({ from, to }) => [from, to]));
  const isLeft = (ref: Ref): boolean => !paired.has(ref);
  return [...sameName, ...pairUp(removed.filter(isLeft), added.filter(isLeft), textIn)];
}

/** Pairs those of one id, each in document order. Linear: a text can stand in thousands of places. */
function pairUp<Ref extends RowRef>(
  removed: readonly Ref[],
  added: readonly Ref[],
  idOf: (ref: Ref) => string,
): readonly Move<Ref>[] {
  const waiting = new Map<string, Ref[]>();
  for (const ref of removed.toReversed()) {
    const id = idOf(ref);
    const refs = waiting.get(id);
    if (refs === undefined) waiting.set(id, [ref]);
    else refs.push(ref);
  }
  return added.flatMap((to) => {
    const from = waiting.get(idOf(to))?.pop();
    return from === undefined ? [] : [{ from, to }];
  });
}

function textIn({ catalog, row }: RowRef): string {
  return textOf(catalog, row);
}

function leafOf({ catalog, row }: RowRef): string {
  return nameOf(catalog, row);
}
