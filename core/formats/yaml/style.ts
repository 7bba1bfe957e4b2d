import { type Catalog, Kind } from "../../catalog/catalog.ts";
import type { ByteOffset } from "../../model/bytes.ts";
import { layoutOf, Reach, Style } from "./layout.ts";
import { lineStart } from "./scalar.ts";

/** How a file is written, where no neighbour shows it. */
export interface FileStyle {
  readonly newline: "\n" | "\r\n";
  /** How many columns deeper a map stands than its key. */
  readonly unit: number;
  /** How many columns deeper a list's dashes stand than its key: Psych writes them below it. */
  readonly dash: number;
  /** Whether plain texts are wrapped. */
  readonly wraps: boolean;
  /** What a text is quoted with that needs it where its neighbours do not. */
  readonly quotes: typeof Style.Single | typeof Style.Double;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const DEFAULT_UNIT = 2;

/** The style of a file; what it does not show is taken from the catalog that gives the order. */
export function styleOf(catalog: Catalog, given: Catalog): FileStyle {
  const order = given.viewed ?? given;
  const unit = stepOf(catalog, Kind.Map) ?? stepOf(order, Kind.Map) ?? DEFAULT_UNIT;
  return {
    newline: newlineOf(catalog.bytes) ?? newlineOf(order.bytes) ?? "\n",
    unit,
    dash: stepOf(catalog, Kind.List) ?? stepOf(order, Kind.List) ?? unit,
    wraps: layoutOf(catalog.size > 1 ? catalog : order).wraps,
    quotes: quotesOf(catalog) ?? quotesOf(order) ?? Style.Double,
  };
}

/** The quotes that most texts have; undefined without any. */
function quotesOf(catalog: Catalog): FileStyle["quotes"] | undefined {
  const { style } = layoutOf(catalog);
  let surplus = 0;
  let count = 0;
  for (const own of style) {
    if (own !== Style.Single && own !== Style.Double) continue;
    surplus += own === Style.Single ? 1 : -1;
    count++;
  }
  if (count === 0) return undefined;
  return surplus > 0 ? Style.Single : Style.Double;
}

function newlineOf(bytes: Uint8Array): "\n" | "\r\n" | undefined {
  const at = bytes.indexOf(LINE_FEED);
  if (at < 0) return undefined;
  return bytes[at - 1] === CARRIAGE_RETURN ? "\r\n" : "\n";
}

/** How much deeper than its key the first block of this kind stands; undefined without one. */
function stepOf(catalog: Catalog, kind: Kind): number | undefined {
  const { style, reach, entryStart } = layoutOf(catalog);
  for (let row = 0; row + 1 < catalog.size; row++) {
    if (catalog.kind[row] !== kind || style[row] !== Style.Block || reach[row] !== 0) continue;
    const isChild = catalog.parent[row + 1] === row && (reach[row + 1] as number) === 0;
    const isNamed =
      row === 0 ? (entryStart[0] as number) >= 0 : (catalog.nameStart[row] as number) >= 0;
    if (isChild && isNamed) return columnOf(catalog, row + 1) - columnOf(catalog, row);
  }
  return undefined;
}

/** The column of an entry, in bytes: only blanks and dashes stand before it on its line. */
export function columnOf(catalog: Catalog, row: number): number {
  const start = layoutOf(catalog).entryStart[row] as number;
  return start - lineStart(catalog.bytes, start);
}

/** The column of a block container's entries. */
export function entriesColumn(catalog: Catalog, entries: readonly number[]): number {
  const { reach, merges } = layoutOf(catalog);
  for (const row of entries) {
    if (((reach[row] as number) & Reach.Expanded) === 0) return columnOf(catalog, row);
    const merge = merges.get(row);
    if (merge !== undefined) return merge.start - lineStart(catalog.bytes, merge.start);
  }
  return 0;
}

/** The end of an offset's line, before its line break. */
export function lineEnd(bytes: Uint8Array, offset: ByteOffset): ByteOffset {
  const at = bytes.indexOf(LINE_FEED, offset);
  if (at < 0) return bytes.length;
  return at > offset && bytes[at - 1] === CARRIAGE_RETURN ? at - 1 : at;
}

/** The start of the line behind an offset's; the end of the file on the last line. */
export function nextLine(bytes: Uint8Array, offset: ByteOffset): ByteOffset {
  const at = bytes.indexOf(LINE_FEED, offset);
  return at < 0 ? bytes.length : at + 1;
}

/** The column in which an offset's line starts to hold something; -1 on a blank line. */
export function lineColumn(bytes: Uint8Array, offset: ByteOffset): number {
  const start = lineStart(bytes, offset);
  let at = start;
  while (bytes[at] === 0x20) at++;
  const isBlank = at >= bytes.length || bytes[at] === LINE_FEED || bytes[at] === CARRIAGE_RETURN;
  return isBlank ? -1 : at - start;
}

/** Whether an entry is the first thing on its line. */
export function isOnOwnLine(catalog: Catalog, row: number): boolean {
  const start = layoutOf(catalog).entryStart[row] as number;
  const line = lineStart(catalog.bytes, start);
  return lineColumn(catalog.bytes, line) === start - line;
}

/** Whether a row's value, if it were a container, would be one in braces. */
export function isInFlow(catalog: Catalog, row: number): boolean {
  const parent = catalog.parent[row] as number;
  return parent >= 0 && layoutOf(catalog).style[parent] === Style.Flow;
}
