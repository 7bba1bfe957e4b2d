import { type Catalog, Kind, nameOf } from "./catalog.ts";
import type { Key } from "../model/key.ts";

/**
 * Finds a row by its parent and its name. A hash finds, the bytes decide, so a collision costs a
 * comparison and never an answer. Built once for a source catalog; targets are matched against it
 * row by row (see `align.ts`) and never indexed.
 */
export interface KeyIndex {
  readonly catalog: Catalog;
  /** Open addressing; a slot holds a row, or -1. The size is a power of two. */
  readonly table: Int32Array;
  /** 1 for a row that the runtime never reads: a later twin, or a twin of an ancestor, wins. */
  readonly shadowed: Uint8Array;
  /** Rows that have a later twin, in document order. */
  readonly duplicates: readonly number[];
}

// A hostile file must not be able to choose names that all fall into one slot.
const SEED = (Math.random() * 0x100000000) | 0;

const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const encoder = new TextEncoder();

const known = new WeakMap<Catalog, KeyIndex>();

/** Of an older state that is asked in several ways: built once. */
export function keyIndexOf(catalog: Catalog): KeyIndex {
  const index = known.get(catalog) ?? buildKeyIndex(catalog);
  known.set(catalog, index);
  return index;
}

/** Those of these rows that the runtime reads: no later twin stands for them or for an ancestor. */
export function readRows(catalog: Catalog, rows: readonly number[]): readonly number[] {
  // Only where there are some and twins may be: an index costs what a scan costs.
  if (rows.length === 0 || untwinned.has(catalog)) return rows;
  const { shadowed } = keyIndexOf(catalog);
  return rows.filter((row) => shadowed[row] === 0);
}

const untwinned = new WeakSet<Catalog>();

/** Tells of a catalog that no two of its rows have one key, where that was seen on the way. */
export function noteUntwinned(catalog: Catalog): void {
  untwinned.add(catalog);
}

/** Whether two of these rows have one parent and one name. For a few: each name is decoded. */
export function areTwins(catalog: Catalog, rows: readonly number[]): boolean {
  const names = new Set(rows.map((row) => `${catalog.parent[row]} ${nameOf(catalog, row)}`));
  return names.size < rows.length;
}

/** Linear in the catalog. */
export function buildKeyIndex(catalog: Catalog): KeyIndex {
  let capacity = 16;
  while (capacity < catalog.size * 2) capacity *= 2;
  const index = {
    catalog,
    table: new Int32Array(capacity).fill(-1),
    shadowed: new Uint8Array(catalog.size),
    duplicates: [] as number[],
  };
  for (let row = 1; row < catalog.size; row++) {
    const slot = slotOf(index, catalog.parent[row] as number, catalog, row);
    const earlier = index.table[slot] as number;
    if (earlier >= 0) {
      index.duplicates.push(earlier);
      shadow(index.shadowed, catalog, earlier);
    }
    index.table[slot] = row;
  }
  return index;
}

/** The row below `parent` that has the name which `row` has in `other`, or -1. */
export function findTwin(index: KeyIndex, parent: number, other: Catalog, row: number): number {
  return index.table[slotOf(index, parent, other, row)] as number;
}

/** The row that the runtime reads for a key, or -1. */
export function findRow(index: KeyIndex, key: Key): number {
  let row = 0;
  for (const name of key) {
    row = findChild(index, row, name);
    if (row < 0) return -1;
  }
  return row;
}

function findChild(index: KeyIndex, parent: number, name: string): number {
  const { catalog, table } = index;
  const inList = catalog.kind[parent] === Kind.List;
  if (inList && !/^(?:0|[1-9]\d{0,8})$/u.test(name)) return -1;
  const hash = inList ? hashNumber(Number(name)) : hashText(name);
  for (let slot = mix(hash, parent) & (table.length - 1); ; slot = next(table, slot)) {
    const row = table[slot] as number;
    if (row < 0) return -1;
    if (catalog.parent[row] === parent && nameOf(catalog, row) === name) return row;
  }
}

/** The slot that holds the twin of `other`'s row below `parent`, or the empty one it belongs in. */
function slotOf(index: KeyIndex, parent: number, other: Catalog, row: number): number {
  const { catalog, table } = index;
  let slot = mix(hashName(other, row), parent) & (table.length - 1);
  for (;;) {
    const candidate = table[slot] as number;
    if (candidate < 0) return slot;
    if (catalog.parent[candidate] === parent && sameName(catalog, candidate, other, row)) {
      return slot;
    }
    slot = next(table, slot);
  }
}

function next(table: Int32Array, slot: number): number {
  return (slot + 1) & (table.length - 1);
}

/** Whether two rows have the same name; decodes only where one of them is written with escapes. */
export function sameName(a: Catalog, rowA: number, b: Catalog, rowB: number): boolean {
  const startA = a.nameStart[rowA] as number;
  const startB = b.nameStart[rowB] as number;
  if (startA < 0 || startB < 0) {
    return startA < 0 && startB < 0 && a.nameEnd[rowA] === b.nameEnd[rowB];
  }
  if (a.plainName[rowA] === 0 || b.plainName[rowB] === 0) {
    return nameOf(a, rowA) === nameOf(b, rowB);
  }
  const quotedA = isQuote(a.bytes[startA]) ? 1 : 0;
  const quotedB = isQuote(b.bytes[startB]) ? 1 : 0;
  const length = (a.nameEnd[rowA] as number) - startA - 2 * quotedA;
  if (length !== (b.nameEnd[rowB] as number) - startB - 2 * quotedB) return false;
  return sameSpan(a, startA + quotedA, b, startB + quotedB, length);
}

/** Four bytes at a time: names are most of what matching two files reads, and texts of comparing them. */
export function sameSpan(
  a: Catalog,
  startA: number,
  b: Catalog,
  startB: number,
  length: number,
): boolean {
  let at = 0;
  for (; at <= length - 4; at += 4) {
    if (a.view.getInt32(startA + at, true) !== b.view.getInt32(startB + at, true)) return false;
  }
  for (; at < length; at++) {
    if (a.bytes[startA + at] !== b.bytes[startB + at]) return false;
  }
  return true;
}

function hashName(catalog: Catalog, row: number): number {
  const start = catalog.nameStart[row] as number;
  const end = catalog.nameEnd[row] as number;
  if (start < 0) return hashNumber(end);
  if (catalog.plainName[row] === 0) return hashText(nameOf(catalog, row));
  const quoted = isQuote(catalog.bytes[start]) ? 1 : 0;
  return hashBytes(catalog.bytes, start + quoted, end - quoted);
}

function hashText(text: string): number {
  const bytes = encoder.encode(text);
  return hashBytes(bytes, 0, bytes.length);
}

/** FNV-1a, seeded. */
function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = SEED;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  return hash;
}

function hashNumber(value: number): number {
  return Math.imul(SEED ^ value, 0x9e3779b1);
}

/** FNV leaves the high bits better mixed than the low ones, which choose the slot. */
function mix(hash: number, parent: number): number {
  const mixed = Math.imul(hash ^ Math.imul(parent + 1, 0x85ebca6b), 0xc2b2ae35);
  return mixed ^ (mixed >>> 15);
}

function isQuote(byte: number | undefined): boolean {
  return byte === QUOTE || byte === APOSTROPHE;
}

/** Marks a row and its descendants, which follow it directly in document order. */
function shadow(shadowed: Uint8Array, catalog: Catalog, row: number): void {
  shadowed[row] = 1;
  for (let at = row + 1; at < catalog.size && (catalog.parent[at] as number) >= row; at++) {
    shadowed[at] = 1;
  }
}
