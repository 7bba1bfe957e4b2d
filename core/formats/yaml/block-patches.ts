import { type Catalog, Kind } from "../../catalog/catalog.ts";
import type { ByteOffset } from "../../model/bytes.ts";
import type { Patch } from "../patches.ts";
import { type ContainerPlan, HEAD, type NewEntry } from "../plan.ts";
import { layoutOf } from "./layout.ts";
import { renderEntry } from "./render.ts";
import { lineStart } from "./scalar.ts";
import {
  columnOf,
  entriesColumn,
  type FileStyle,
  isOnOwnLine,
  lineColumn,
  lineEnd,
  nextLine,
} from "./style.ts";
import { styleAround } from "./value-patches.ts";

const HASH = 0x23;

/** Removes and inserts entries of a map or list by indentation. */
export function patchBlock(catalog: Catalog, plan: ContainerPlan, file: FileStyle): Patch[] {
  const { row, entries, removed, inserted } = plan;
  const { entryStart } = layoutOf(catalog);
  const first = entries[0] as number;
  // `- a: 1`: the first entry of the map stands on the line of its dash.
  const isCompact = !isOnOwnLine(catalog, first) && plan.row > 0;
  const staying = entries.filter((entry) => !removed.has(entry));
  const patches: Patch[] = [];
  if (staying.length === 0 && inserted.size === 0) {
    const empty = catalog.kind[row] === Kind.List ? "[]" : "{}";
    const start = catalog.valueStart[row] as number;
    const end = catalog.valueEnd[row] as number;
    if (isCompact) return [{ start, end, text: ` ${empty}` }];
    if ((entryStart[row] as number) >= 0) patches.push(insertion(start, ` ${empty}`));
    else patches.push(insertion(lineOf(catalog, first), empty + file.newline));
  }
  for (const [anchor, fresh] of inserted) {
    patches.push(insertEntries(catalog, plan, anchor, fresh, file, isCompact));
  }
  const rest = isCompact && removed.has(first) ? afterHead(plan) : 0;
  if (rest > 0) {
    const next = entries[rest];
    const end =
      next === undefined ? (catalog.valueEnd[row] as number) : (entryStart[next] as number);
    patches.push({ start: entryStart[first] as number, end, text: "" });
  }
  for (const entry of entries.slice(rest)) {
    if (removed.has(entry)) patches.push(removeLines(catalog, entry));
  }
  return patches;
}

/** How many entries at the start of a container are removed. */
function afterHead({ entries, removed }: ContainerPlan): number {
  const index = entries.findIndex((entry) => !removed.has(entry));
  return index < 0 ? entries.length : index;
}

function insertEntries(
  catalog: Catalog,
  plan: ContainerPlan,
  anchor: number,
  fresh: readonly NewEntry[],
  file: FileStyle,
  isCompact: boolean,
): Patch {
  const { row, entries, removed } = plan;
  const { entryStart } = layoutOf(catalog);
  const first = entries[0] as number;
  const column = entriesColumn(catalog, entries);
  const style = styleAround(catalog, anchor === HEAD ? first : anchor, file);
  const inList = catalog.kind[row] === Kind.List;
  const rendered = fresh.map((entry) => renderEntry(entry, inList, column, style));
  const margin = " ".repeat(column);
  const between = file.newline + margin;
  if (anchor !== HEAD) {
    // Behind the line break: the anchor's own last lines may be taken out.
    const lines = rendered.map((entry) => margin + entry + file.newline);
    return insertion(behindLines(catalog, anchor), lines.join(""));
  }
  if (isCompact) {
    const isAlone = removed.size === entries.length;
    const tail = isAlone ? "" : between;
    return insertion(entryStart[first] as number, rendered.join(between) + tail);
  }
  if ((entryStart[row] as number) >= 0) {
    const at = lineEnd(catalog.bytes, catalog.valueStart[row] as number);
    return insertion(at, between + rendered.join(between));
  }
  const text = margin + rendered.join(between) + file.newline;
  return insertion(lineOf(catalog, first), text);
}

/**
 * The line behind an entry's last; comments below it that stand deeper are still its own, and would
 * be lines of a block scalar that came before them.
 */
function behindLines(catalog: Catalog, row: number): ByteOffset {
  const { bytes } = catalog;
  const merge = layoutOf(catalog).merges.get(row);
  let end = nextLine(bytes, merge?.end ?? (catalog.valueEnd[row] as number));
  if (merge !== undefined) return end;
  const column = columnOf(catalog, row);
  for (let at = end; at < bytes.length;) {
    const inside = lineColumn(bytes, at);
    const isComment = inside > column && bytes[at + inside] === HASH;
    if (inside >= 0 && !isComment) break;
    at = nextLine(bytes, at);
    if (isComment) end = at;
  }
  return end;
}

/** Takes out an entry's lines, trailing comment included. Comments on other lines stay. */
function removeLines(catalog: Catalog, row: number): Patch {
  const end = nextLine(catalog.bytes, catalog.valueEnd[row] as number);
  return { start: lineOf(catalog, row), end, text: "" };
}

function lineOf(catalog: Catalog, row: number): ByteOffset {
  return lineStart(catalog.bytes, layoutOf(catalog).entryStart[row] as number);
}

function insertion(at: ByteOffset, text: string): Patch {
  return { start: at, end: at, text };
}
