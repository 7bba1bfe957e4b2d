import { type Catalog, isMessage } from "../catalog/catalog.ts";
import { keyIndexOf } from "../catalog/key-index.ts";

/** A file's messages, numbered in document order; overridden twins have no number. */
export interface Ordinals {
  /** By row: its number, or -1. */
  readonly of: Int32Array;
  readonly count: number;
}

// One source stands against up to a hundred targets.
const known = new WeakMap<Catalog, Ordinals>();

export function messageOrdinals(catalog: Catalog): Ordinals {
  const ordinals = known.get(catalog) ?? countMessages(catalog);
  known.set(catalog, ordinals);
  return ordinals;
}

function countMessages(catalog: Catalog): Ordinals {
  const { shadowed } = keyIndexOf(catalog);
  const of = new Int32Array(catalog.size).fill(-1);
  let count = 0;
  for (let row = 1; row < catalog.size; row++) {
    if (shadowed[row] === 0 && isMessage(catalog, row)) of[row] = count++;
  }
  return { of, count };
}
