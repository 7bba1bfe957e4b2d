import { type Catalog, nameOf } from "../catalog/catalog.ts";
import { sameName } from "../catalog/key-index.ts";
import { compareText } from "../model/compare-text.ts";
import type { EditNode } from "./edits.ts";
import { HEAD, type NewEntry } from "./plan.ts";

/** Whether an entry of this name belongs to the entry before it and stays with it (ARB's `@key`). */
export type IsCompanion = (name: string) => boolean;

export interface FreshEntry {
  readonly node: EditNode;
  readonly entry: NewEntry;
}

/** New entries of one container and what stands around them. */
export interface Surroundings {
  readonly container: EditNode;
  readonly entries: readonly number[];
  /** Rows of its entries that are not removed, in document order. */
  readonly staying: readonly number[];
  readonly fresh: readonly FreshEntry[];
  /** Rows of the entries of the same container in the order. */
  readonly orderEntries: readonly number[];
  readonly catalog: Catalog;
  readonly order: Catalog;
  readonly isCompanion: IsCompanion;
}

/** New entries by the row they follow. */
type Placed = Map<number, NewEntry[]>;

/**
 * Where new entries of a map go. A strictly sorted map stays sorted. Else each entry follows its
 * nearest preceding sibling of the order; one that the order does not have (a plural form of the
 * target alone) follows the edit before it, or all others. Linear, but for sorting the new ones.
 */
export function placeEntries(surroundings: Surroundings): Placed {
  const compare = orderOf(surroundings);
  const placed =
    compare === undefined ? placeByOrder(surroundings) : placeSorted(surroundings, compare);
  return behindCompanions(placed, surroundings);
}

type Compare = (a: string, b: string) => number;

const orders: readonly Compare[] = [
  compareText,
  (a, b) => compareText(a.toLowerCase(), b.toLowerCase()),
];

/** Fewer entries are sorted by chance. */
const SORTED_FROM = 3;
/** As many are sorted on purpose, even where the order's are not. */
const SORTED_ALONE_FROM = 7;

/** The order in which a map is strictly sorted, if it is. */
function orderOf(surroundings: Surroundings): Compare | undefined {
  const { entries, catalog, order, orderEntries } = surroundings;
  const { compare, count } = sortingOf(catalog, entries, surroundings);
  if (compare === undefined || count < SORTED_FROM) return undefined;
  if (count >= SORTED_ALONE_FROM) return compare;
  const isUnsorted = sortingOf(order, orderEntries, surroundings).compare === undefined;
  return isUnsorted ? undefined : compare;
}

function sortingOf(
  catalog: Catalog,
  rows: readonly number[],
  { isCompanion }: Surroundings,
): { readonly compare: Compare | undefined; readonly count: number } {
  let candidates = orders;
  let previous: string | undefined;
  let count = 0;
  for (const row of rows) {
    const name = nameOf(catalog, row);
    if (isCompanion(name)) continue;
    if (previous !== undefined) {
      const before = previous;
      candidates = candidates.filter((compare) => compare(before, name) < 0);
      if (candidates.length === 0) break;
    }
    previous = name;
    count++;
  }
  return { compare: candidates[0], count };
}

function placeSorted(surroundings: Surroundings, compare: Compare): Placed {
  const { staying, fresh, catalog, isCompanion } = surroundings;
  const sorted = fresh.map(({ entry }) => ({
    entry,
    // A companion is sorted by what it belongs to, and behind it.
    by: isCompanion(entry.name) ? entry.name.replace(/^@/u, "") : entry.name,
    rank: isCompanion(entry.name) ? 1 : 0,
  }));
  sorted.sort((a, b) => compare(a.by, b.by) || a.rank - b.rank);
  const placed: Placed = new Map();
  let anchor = HEAD;
  let at = 0;
  for (const { entry, by } of sorted) {
    for (; at < staying.length; at++) {
      const name = nameOf(catalog, staying[at] as number);
      if (isCompanion(name)) continue;
      if (compare(name, by) > 0) break;
      anchor = staying[at] as number;
    }
    append(placed, anchor, entry);
  }
  return placed;
}

function placeByOrder(surroundings: Surroundings): Placed {
  const { orderEntries, fresh } = surroundings;
  const known = new Map<number, NewEntry>();
  for (const { node, entry } of fresh) if (node.orderRow >= 0) known.set(node.orderRow, entry);
  const placed: Placed = new Map();
  if (known.size > 0) {
    const findTwin = twinFinder(surroundings);
    let anchor = HEAD;
    for (const orderRow of orderEntries) {
      const entry = known.get(orderRow);
      if (entry !== undefined) append(placed, anchor, entry);
      else anchor = findTwin(orderRow) ?? anchor;
    }
  }
  return known.size === fresh.length ? placed : withUnknown(placed, surroundings);
}

/** Adds what the order does not have, each behind the edit before it. */
function withUnknown(placed: Placed, surroundings: Surroundings): Placed {
  const { container, staying, fresh } = surroundings;
  const entryOf = new Map(fresh.map(({ node, entry }) => [node, entry]));
  const stays = new Set(staying);
  const followers = new Map<NewEntry | number | undefined, NewEntry[]>();
  let previous: NewEntry | number | undefined;
  for (const node of container.children.values()) {
    const entry = entryOf.get(node);
    if (entry === undefined) {
      if (stays.has(node.row)) previous = node.row;
    } else if (node.orderRow >= 0) {
      previous = entry;
    } else {
      const queue = followers.get(previous);
      if (queue === undefined) followers.set(previous, [entry]);
      else queue.push(entry);
    }
  }
  const all: Placed = new Map();
  for (const anchor of [HEAD, ...staying]) {
    const entries = [...(followers.get(anchor) ?? [])];
    for (const entry of placed.get(anchor) ?? []) {
      entries.push(entry, ...(followers.get(entry) ?? []));
    }
    if (entries.length > 0) all.set(anchor, entries);
  }
  for (const entry of followers.get(undefined) ?? []) append(all, staying.at(-1) ?? HEAD, entry);
  return all;
}

/**
 * Finds a row of the order among the rows that stay. Files mostly keep their source's order, so
 * the row after the last match is tried first and names are decoded only where the order differs.
 */
function twinFinder({
  catalog,
  staying,
  order,
}: Surroundings): (orderRow: number) => number | undefined {
  let next = 0;
  let byName: Map<string, number> | undefined;
  return (orderRow) => {
    const expected = staying[next];
    if (expected !== undefined && sameName(catalog, expected, order, orderRow)) {
      next++;
      return expected;
    }
    byName ??= new Map(staying.map((row, index) => [nameOf(catalog, row), index]));
    const index = byName.get(nameOf(order, orderRow));
    if (index === undefined) return undefined;
    next = index + 1;
    return staying[index];
  };
}

/** Moves each anchor behind the companions that follow it. */
function behindCompanions(placed: Placed, { staying, catalog, isCompanion }: Surroundings): Placed {
  const moved: Placed = new Map();
  const indexOf = new Map(staying.map((row, index) => [row, index]));
  for (const [anchor, entries] of [...placed].sort(([a], [b]) => a - b)) {
    let index = indexOf.get(anchor) ?? -1;
    for (; index + 1 < staying.length; index++) {
      if (!isCompanion(nameOf(catalog, staying[index + 1] as number))) break;
    }
    for (const entry of entries) append(moved, staying[index] ?? HEAD, entry);
  }
  return moved;
}

function append(placed: Placed, anchor: number, entry: NewEntry): void {
  const entries = placed.get(anchor);
  if (entries === undefined) placed.set(anchor, [entry]);
  else entries.push(entry);
}
