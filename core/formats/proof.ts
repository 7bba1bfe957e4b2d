import { type Catalog, Kind, nameOf, textOf } from "../catalog/catalog.ts";
import { type Comparison, compareAnew, compareBytes, compareSpan, isSame } from "./comparison.ts";
import { HEAD, type NewEntry, type NewValue, type Plan } from "./plan.ts";

/**
 * Whether a splice did its plan and nothing else: `after` is `before`, row by row and byte by byte,
 * but for the planned rows, and those read as planned. Linear; decodes only planned rows.
 */
export function proves(before: Catalog, after: Catalog, plan: Plan): boolean {
  if (after.problems.length > 0) return false;
  const removed = new Set(plan.containers.flatMap((container) => [...container.removed]));
  const due = insertionsDue(before, plan);
  const comparison = compareBytes(before.bytes, after.bytes);
  const twins = new Int32Array(before.size).fill(-1);
  let next = 0;
  let group = 0;
  for (let row = 0; row <= before.size; row++) {
    for (; due[group]?.at === row; group++) {
      if (!compareAnew(comparison)) return false;
      const { container, entries } = due[group] as Insertion;
      for (const entry of entries) {
        const end = matchNew(after, next, twins[container] as number, entry);
        if (end === undefined) return false;
        next = end;
      }
    }
    if (row === before.size) break;
    if (removed.has(row)) {
      if (!compareAnew(comparison)) return false;
      row = subtreeEnd(before, row) - 1;
      continue;
    }
    const parent = row === 0 ? -1 : (twins[before.parent[row] as number] as number);
    if (next >= after.size || after.parent[next] !== parent) return false;
    if (!matchName(comparison, before, row, after, next)) return false;
    twins[row] = next;
    const value = plan.values.get(row);
    if (value !== undefined) {
      if (!compareAnew(comparison)) return false;
      const end = matchValue(after, next, value);
      if (end === undefined) return false;
      next = end;
      row = subtreeEnd(before, row) - 1;
      continue;
    }
    if (before.kind[row] !== after.kind[next]) return false;
    if (!isContainer(before, row) && !matchSpan(comparison, before, row, after, next)) return false;
    next++;
  }
  return next === after.size && isSame(comparison);
}

interface Insertion {
  /** The row of the old catalog in front of which the new rows stand. */
  readonly at: number;
  readonly container: number;
  readonly entries: readonly NewEntry[];
  readonly depth: number;
}

function insertionsDue(before: Catalog, plan: Plan): Insertion[] {
  const due: Insertion[] = [];
  for (const { row, inserted } of plan.containers) {
    for (const [anchor, entries] of inserted) {
      const at = anchor === HEAD ? row + 1 : subtreeEnd(before, anchor);
      // Where several end at one place the innermost comes first: the one whose anchor is last.
      due.push({ at, container: row, entries, depth: anchor === HEAD ? row + 0.5 : anchor });
    }
  }
  return due.sort((a, b) => a.at - b.at || b.depth - a.depth);
}

/** The first row behind a row and its descendants. */
function subtreeEnd(catalog: Catalog, row: number): number {
  let end = row + 1;
  if (!isContainer(catalog, row)) return end;
  while (end < catalog.size && (catalog.parent[end] as number) >= row) end++;
  return end;
}

function isContainer(catalog: Catalog, row: number): boolean {
  const kind = catalog.kind[row];
  return kind === Kind.Map || kind === Kind.List;
}

/** The row behind the new entry when it stands at `row`. */
function matchNew(
  after: Catalog,
  row: number,
  parent: number,
  entry: NewEntry,
): number | undefined {
  if (row >= after.size || after.parent[row] !== parent) return undefined;
  return nameOf(after, row) === entry.name ? matchValue(after, row, entry.value) : undefined;
}

function matchValue(after: Catalog, row: number, value: NewValue): number | undefined {
  if (typeof value === "string") {
    const kind = value === "" ? Kind.Empty : Kind.Text;
    return after.kind[row] === kind && textOf(after, row) === value ? row + 1 : undefined;
  }
  if (after.kind[row] !== value.kind) return undefined;
  if ("literal" in value) {
    const span = after.bytes.subarray(after.valueStart[row], after.valueEnd[row]);
    return Buffer.from(value.literal).equals(span) ? row + 1 : undefined;
  }
  let next: number | undefined = row + 1;
  for (const entry of value.entries) {
    next = matchNew(after, next, row, entry);
    if (next === undefined) return undefined;
  }
  return next;
}

function matchName(
  comparison: Comparison,
  before: Catalog,
  row: number,
  after: Catalog,
  twin: number,
): boolean {
  const start = before.nameStart[row] as number;
  const end = before.nameEnd[row] as number;
  const twinStart = after.nameStart[twin] as number;
  const twinEnd = after.nameEnd[twin] as number;
  if (start < 0) return twinStart < 0 && twinEnd === end;
  return twinEnd - twinStart === end - start && compareSpan(comparison, start, end, twinStart);
}

function matchSpan(
  comparison: Comparison,
  before: Catalog,
  row: number,
  after: Catalog,
  twin: number,
): boolean {
  const start = before.valueStart[row] as number;
  const end = before.valueEnd[row] as number;
  const twinStart = after.valueStart[twin] as number;
  const length = (after.valueEnd[twin] as number) - twinStart;
  return length === end - start && compareSpan(comparison, start, end, twinStart);
}
