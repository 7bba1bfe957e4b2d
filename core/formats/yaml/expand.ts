import { Kind, type Problem } from "../../catalog/catalog.ts";
import { addRow, type Columns, finishedRows, newColumns, type Rows } from "../columns.ts";
import { type Composer, MAX_DEPTH } from "./composer.ts";
import { Reach, type ScalarSpan, Style, type YamlLayout } from "./layout.ts";

/** Rows as they are read, below the map that the catalog shows. */
export interface Expanded {
  readonly rows: Rows;
  readonly style: Uint8Array;
  readonly reach: Uint8Array;
  readonly entryStart: Int32Array;
  readonly aliased: ReadonlyMap<number, ScalarSpan>;
  readonly merges: YamlLayout["merges"];
  readonly problem: Problem | undefined;
}

/** More than any locale file's merged defaults; an alias bomb reaches it in milliseconds. */
const MAX_EXPANDED_ROWS = 100_000;

interface Expansion {
  readonly written: Composer;
  /** The row behind a row's last descendant. */
  readonly ends: Int32Array;
  readonly shared: ReadonlySet<number>;
  readonly columns: Columns;
  readonly style: number[];
  readonly reach: number[];
  readonly entryStart: number[];
  readonly aliased: Map<number, ScalarSpan>;
  readonly merges: Map<number, Pick<ScalarSpan, "start" | "end">>;
  readonly columnOf: (row: number) => number;
  expanded: number;
  problem: Problem | undefined;
}

/** Follows aliases and merge keys from `root` down. Linear in the rows that are read. */
export function expand(
  written: Composer,
  root: number,
  bytes: Uint8Array,
  columnOf: (row: number) => number,
): Expanded {
  if (written.aliases.size === 0 && written.merges.size === 0) return asWritten(written, root);
  const expansion: Expansion = {
    written,
    ends: subtreeEnds(written.columns),
    shared: new Set(written.aliases.values()),
    columns: newColumns(bytes),
    style: [],
    reach: [],
    entryStart: [],
    aliased: new Map(),
    merges: new Map(),
    columnOf,
    expanded: 0,
    problem: undefined,
  };
  copyRow(expansion, root, -1, 0, 0);
  return {
    rows: finishedRows(expansion.columns),
    style: new Uint8Array(expansion.style),
    reach: new Uint8Array(expansion.reach),
    entryStart: new Int32Array(expansion.entryStart),
    aliased: expansion.aliased,
    merges: expansion.merges,
    problem: expansion.problem,
  };
}

/** The rows from `root` down where nothing is aliased: a slice. */
function asWritten({ columns, style, entryStart }: Composer, root: number): Expanded {
  const rows = finishedRows(columns);
  const end = subtreeEnds(columns)[root] as number;
  return {
    rows: {
      size: end - root,
      parent: rows.parent.slice(root, end).map((parent, row) => (row === 0 ? -1 : parent - root)),
      nameStart: rows.nameStart.subarray(root, end),
      nameEnd: rows.nameEnd.subarray(root, end),
      valueStart: rows.valueStart.subarray(root, end),
      valueEnd: rows.valueEnd.subarray(root, end),
      kind: rows.kind.subarray(root, end),
      plainName: rows.plainName.subarray(root, end),
      unmarked: rows.unmarked.subarray(root, end),
    },
    style: new Uint8Array(style).subarray(root, end),
    reach: new Uint8Array(end - root),
    entryStart: new Int32Array(entryStart).subarray(root, end),
    aliased: new Map(),
    merges: new Map(),
    problem: undefined,
  };
}

/** The row behind the last descendant of each row. */
function subtreeEnds({ parent, size }: Columns): Int32Array {
  const ends = new Int32Array(size);
  for (let row = size - 1; row >= 0; row--) {
    const end = Math.max(ends[row] as number, row + 1);
    ends[row] = end;
    const above = parent[row] as number;
    if (above >= 0 && (ends[above] as number) < end) ends[above] = end;
  }
  return ends;
}

/** Adds a written row, and what is read below it, below `parent`. */
function copyRow(
  expansion: Expansion,
  row: number,
  parent: number,
  inherited: number,
  depth: number,
): void {
  const { columns, style, entryStart, aliases } = expansion.written;
  const target = aliases.get(row);
  let reach = inherited;
  if (target !== undefined) reach |= Reach.Alias;
  if (expansion.shared.has(row)) reach |= Reach.Shared;
  const isBounded = bound(expansion, row, inherited, depth);
  if (!isBounded) return;
  const copy = addRow(
    expansion.columns,
    parent,
    columns.nameStart[row] as number,
    columns.nameEnd[row] as number,
    columns.plainName[row] as number,
    columns.valueStart[row] as number,
    columns.valueEnd[row] as number,
    columns.kind[row] as Kind,
  );
  // An expanded text stands elsewhere, however it is written there.
  if ((reach & Reach.Expanded) !== 0 && columns.kind[row] === Kind.Text) {
    expansion.columns.kind[copy] = Kind.Alias;
  }
  expansion.style.push(style[row] as number);
  expansion.reach.push(reach);
  expansion.entryStart.push(entryStart[row] as number);
  if (target === undefined) return copyChildren(expansion, row, copy, reach, depth);
  if (style[target] !== Style.Block && style[target] !== Style.Flow) {
    expansion.aliased.set(copy, scalarSpan(expansion, target));
    return;
  }
  copyChildren(expansion, target, copy, inherited | Reach.Expanded, depth);
}

function copyChildren(
  expansion: Expansion,
  row: number,
  copy: number,
  reach: number,
  depth: number,
): void {
  for (const child of childrenOf(expansion, row)) {
    if (expansion.problem !== undefined) return;
    if (expansion.written.merges.has(child)) mergeRow(expansion, child, copy, reach, depth);
    else copyRow(expansion, child, copy, reach, depth + 1);
  }
}

/**
 * `<<`: the entries of one map, or of several of which the first wins, so that they are read last.
 * An entry of the map itself wins when it follows: as Psych has it, and as everyone writes it.
 */
function mergeRow(
  expansion: Expansion,
  row: number,
  copy: number,
  reach: number,
  depth: number,
): void {
  const { columns, aliases } = expansion.written;
  const source = aliases.get(row) ?? row;
  const isList = columns.kind[source] === Kind.List && aliases.get(row) === undefined;
  const maps = isList ? childrenOf(expansion, source).reverse() : [source];
  for (const map of maps) {
    // Counted even when it is empty: maps of maps of nothing take as long to walk.
    if (!bound(expansion, row, Reach.Expanded, depth)) return;
    const merged = aliases.get(map) ?? map;
    if (columns.kind[merged] !== Kind.Map) {
      const offset = columns.nameStart[row] as number;
      expansion.problem ??= { code: "unsupported", offset, detail: "a merge key without a map" };
      return;
    }
    copyChildren(expansion, merged, copy, reach | Reach.Expanded, depth + 1);
  }
  const last = lastChild(expansion.columns, copy);
  if ((reach & Reach.Expanded) !== 0 || last < 0) return;
  const start = columns.nameStart[row] as number;
  expansion.merges.set(last, { start, end: columns.valueEnd[row] as number });
}

/** The newest row directly below `parent`, or -1. */
function lastChild({ parent, size }: Columns, above: number): number {
  let row = size - 1;
  while (row > above && parent[row] !== above) row = parent[row] as number;
  return row > above ? row : -1;
}

function childrenOf({ written, ends }: Expansion, row: number): number[] {
  const children: number[] = [];
  const end = ends[row] as number;
  for (let at = row + 1; at < end; at = ends[at] as number) {
    if (written.columns.parent[at] === row) children.push(at);
  }
  return children;
}

function scalarSpan({ written, columnOf }: Expansion, row: number): ScalarSpan {
  const { valueStart, valueEnd } = written.columns;
  return { start: valueStart[row] as number, end: valueEnd[row] as number, indent: columnOf(row) };
}

/** Whether there is room for one more row. */
function bound(expansion: Expansion, row: number, reach: number, depth: number): boolean {
  if ((reach & Reach.Expanded) === 0) return true;
  const offset = expansion.written.columns.valueStart[row] as number;
  if (++expansion.expanded > MAX_EXPANDED_ROWS) {
    const detail = `aliases expand to more than ${MAX_EXPANDED_ROWS} entries`;
    expansion.problem ??= { code: "alias-limit", offset, detail };
  }
  if (depth > MAX_DEPTH)
    expansion.problem ??= {
      code: "too-deep",
      offset,
      detail: `nested deeper than ${MAX_DEPTH} levels`,
    };
  return expansion.problem === undefined;
}
