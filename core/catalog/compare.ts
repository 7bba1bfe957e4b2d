import { type Catalog, Kind, type SpanReader, textOf } from "./catalog.ts";
import { sameSpan } from "./key-index.ts";

/**
 * Whether two rows hold the same text. Equal bytes decide most cases without decoding; texts that
 * are only written differently (escapes, quotes, folding) are equal too. An alias's bytes say only
 * where its text stands, so they decide nothing.
 */
export function sameText(a: Catalog, rowA: number, b: Catalog, rowB: number): boolean {
  const comparable = a.kind[rowA] === b.kind[rowB] && a.kind[rowA] !== Kind.Alias;
  if (comparable && readerOf(a) === readerOf(b) && sameBytes(a, rowA, b, rowB)) return true;
  return textOf(a, rowA) === textOf(b, rowB);
}

/** A view's spans are those of the catalog that it shows. */
function readerOf({ reader, viewed }: Catalog): SpanReader {
  return viewed?.reader ?? reader;
}

function sameBytes(a: Catalog, rowA: number, b: Catalog, rowB: number): boolean {
  const startA = a.valueStart[rowA] as number;
  const startB = b.valueStart[rowB] as number;
  const length = (a.valueEnd[rowA] as number) - startA;
  if (length !== (b.valueEnd[rowB] as number) - startB) return false;
  return sameSpan(a, startA, b, startB, length);
}
