import type { Catalog, Kind } from "../catalog/catalog.ts";
import type { ByteOffset } from "../model/bytes.ts";

/** A catalog's columns while a scanner fills them. */
export interface Columns {
  size: number;
  parent: Int32Array;
  nameStart: Int32Array;
  nameEnd: Int32Array;
  valueStart: Int32Array;
  valueEnd: Int32Array;
  kind: Uint8Array;
  plainName: Uint8Array;
  unmarked: Uint8Array;
}

/** The columns of a catalog, as many rows long as it has. */
export type Rows = Pick<
  Catalog,
  | "size"
  | "parent"
  | "nameStart"
  | "nameEnd"
  | "valueStart"
  | "valueEnd"
  | "kind"
  | "plainName"
  | "unmarked"
>;

/** Real locale files hold a row every 30 to 60 bytes; too small a guess costs one copy. */
const BYTES_PER_ROW = 32;

export function newColumns(bytes: Uint8Array): Columns {
  const capacity = (bytes.length / BYTES_PER_ROW + 16) | 0;
  return {
    size: 0,
    parent: new Int32Array(capacity),
    nameStart: new Int32Array(capacity),
    nameEnd: new Int32Array(capacity),
    valueStart: new Int32Array(capacity),
    valueEnd: new Int32Array(capacity),
    kind: new Uint8Array(capacity),
    plainName: new Uint8Array(capacity),
    unmarked: new Uint8Array(capacity),
  };
}

/** Rows of the largest locale files, 3 MB; what a giant took is given back. */
const MOST_REUSED = 1 << 17;

/**
 * Columns that are filled by one scan after the other: of thousands of small files each would cost
 * more to make than to fill.
 */
export interface ReusedColumns {
  columns: Columns;
}

export function newReusedColumns(): ReusedColumns {
  return { columns: newColumns(new Uint8Array()) };
}

/** Empty columns for one scan: they are the next one's after it. */
export function emptied(reused: ReusedColumns): Columns {
  if (reused.columns.kind.length > MOST_REUSED) reused.columns = newColumns(new Uint8Array());
  reused.columns.size = 0;
  return reused.columns;
}

/** What a catalog takes over from reused columns that are filled again while it stands: copies. */
export function copiedRows(columns: Columns): Rows {
  const { size } = columns;
  return {
    size,
    parent: columns.parent.slice(0, size),
    nameStart: columns.nameStart.slice(0, size),
    nameEnd: columns.nameEnd.slice(0, size),
    valueStart: columns.valueStart.slice(0, size),
    valueEnd: columns.valueEnd.slice(0, size),
    kind: columns.kind.slice(0, size),
    plainName: columns.plainName.slice(0, size),
    unmarked: columns.unmarked.slice(0, size),
  };
}

/** Adds a row whose value's end is not known yet and returns its number. */
export function addRow(
  columns: Columns,
  parent: number,
  nameStart: ByteOffset,
  nameEnd: ByteOffset,
  plainName: number,
  valueStart: ByteOffset,
  valueEnd: ByteOffset,
  kind: Kind,
): number {
  const row = columns.size;
  if (row === columns.kind.length) grow(columns);
  columns.parent[row] = parent;
  columns.nameStart[row] = nameStart;
  columns.nameEnd[row] = nameEnd;
  columns.plainName[row] = plainName;
  columns.valueStart[row] = valueStart;
  columns.valueEnd[row] = valueEnd;
  columns.kind[row] = kind;
  columns.unmarked[row] = 0;
  columns.size = row + 1;
  return row;
}

/** What a catalog takes over from the columns; nothing is copied. */
export function finishedRows(columns: Columns): Rows {
  const { size } = columns;
  return {
    size,
    parent: columns.parent.subarray(0, size),
    nameStart: columns.nameStart.subarray(0, size),
    nameEnd: columns.nameEnd.subarray(0, size),
    valueStart: columns.valueStart.subarray(0, size),
    valueEnd: columns.valueEnd.subarray(0, size),
    kind: columns.kind.subarray(0, size),
    plainName: columns.plainName.subarray(0, size),
    unmarked: columns.unmarked.subarray(0, size),
  };
}

function grow(columns: Columns): void {
  const capacity = columns.kind.length * 2;
  columns.parent = widened(columns.parent, capacity);
  columns.nameStart = widened(columns.nameStart, capacity);
  columns.nameEnd = widened(columns.nameEnd, capacity);
  columns.valueStart = widened(columns.valueStart, capacity);
  columns.valueEnd = widened(columns.valueEnd, capacity);
  columns.kind = widenedBytes(columns.kind, capacity);
  columns.plainName = widenedBytes(columns.plainName, capacity);
  columns.unmarked = widenedBytes(columns.unmarked, capacity);
}

function widened(column: Int32Array, capacity: number): Int32Array {
  const wider = new Int32Array(capacity);
  wider.set(column);
  return wider;
}

function widenedBytes(column: Uint8Array, capacity: number): Uint8Array {
  const wider = new Uint8Array(capacity);
  wider.set(column);
  return wider;
}
