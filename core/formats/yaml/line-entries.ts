import { Kind } from "../../catalog/catalog.ts";
import { type ByteOffset, asBuffer } from "../../model/bytes.ts";
import { MAX_KEY_LENGTH } from "./block.ts";
import { type Composer, MAX_DEPTH } from "./composer.ts";
import { addEntry } from "./entries.ts";
import { Style } from "./layout.ts";
import { colonBehind, colonBelow, isQuote, LESS, QUESTION, SPACE } from "./line-lexer.ts";
import {
  blockEnd,
  continuedEnd,
  isUnescaped,
  nameEnd,
  plainEnd,
  quotedEnd,
} from "./line-scalars.ts";
import { suspects } from "./plain.ts";
import { kindOfScalar, scalarFault } from "./scalar-token.ts";

/** How a scalar is written, by its first byte. */
const STYLES: ReadonlyMap<number, Style> = new Map<number, Style>([
  [0x22, Style.Double],
  [0x27, Style.Single],
  [0x3e, Style.Folded],
  [0x7c, Style.Literal],
]);

/** What is read so far. The open blocks are told from the document, the lowest, upwards. */
export interface Lines {
  readonly bytes: Uint8Array;
  readonly composer: Composer;
  readonly rows: number[];
  readonly indents: number[];
  readonly items: number[];
  depth: number;
  /** The row that has no value yet, or -1. */
  open: number;
  /** Of the last content, and where the line behind it starts. */
  end: ByteOffset;
  next: ByteOffset;
}

/** The first content of a line closes what is indented deeper; a list may share its key's column. */
export function closeDeeper(lines: Lines, column: number, isDash: boolean): void {
  const { rows, indents, composer } = lines;
  for (; lines.depth > 0; lines.depth--) {
    const indent = indents[lines.depth] as number;
    const isLeft = indent > column || (indent === column && !isDash && isInList(lines));
    if (!isLeft) return;
    composer.columns.valueEnd[rows[lines.depth] as number] = lines.end;
    lines.open = -1;
  }
}

function isInList({ composer, rows, depth }: Lines): boolean {
  return composer.columns.kind[rows[depth] as number] === Kind.List;
}

/** Whether an entry may stand in `column`: in the innermost block, or in one that begins here. */
export function openBlock(lines: Lines, column: number, isList: boolean): boolean {
  const { rows, indents, items, composer, open } = lines;
  if (indents[lines.depth] === column && isInList(lines) === isList) return true;
  if (open < 0 || lines.depth + 2 > MAX_DEPTH) return false;
  composer.columns.kind[open] = isList ? Kind.List : Kind.Map;
  composer.style[open] = Style.Block;
  lines.depth++;
  rows[lines.depth] = open;
  indents[lines.depth] = column;
  items[lines.depth] = 0;
  return true;
}

export function addItem(lines: Lines, at: ByteOffset): void {
  const { rows, items, depth, composer } = lines;
  const item = items[depth] as number;
  items[depth] = item + 1;
  lines.end = at + 1;
  lines.open = addEntry(composer, rows[depth] as number, -1, item, 1, lines.end);
  composer.entryStart[lines.open] = at;
}

/** Adds the entry of the key that starts at `at`, behind its `?` where it has one. */
export function addKey(lines: Lines, column: number, at: ByteOffset): boolean {
  const { bytes, composer } = lines;
  const isExplicit = bytes[at] === QUESTION && bytes[at + 1] === SPACE && isQuote(bytes[at + 2]);
  const start = isExplicit ? at + 2 : at;
  const first = bytes[start];
  // `<<` is no name.
  const end = first === LESS ? -1 : nameEnd(bytes, start);
  if (end < 0 || end - start > MAX_KEY_LENGTH) return false;
  const colon = isExplicit ? colonBelow(bytes, end, column) : colonBehind(bytes, end);
  if (colon < 0) return false;
  const isPlain = !isQuote(first) || isUnescaped(bytes, start, end);
  if (!isPlain && hasFault(bytes, start, end)) return false;
  if (!openBlock(lines, column, false)) return false;
  lines.end = colon + 1;
  const parent = lines.rows[lines.depth] as number;
  lines.open = addEntry(composer, parent, start, end, isPlain ? 1 : 0, lines.end);
  composer.entryStart[lines.open] = at;
  return true;
}

/** Gives the open row, whose entry begins in `column`, the scalar that starts at `at`. */
export function takeScalar(lines: Lines, at: ByteOffset, column: number): boolean {
  const { bytes, composer, open: row } = lines;
  const { columns } = composer;
  const style = styleAt(bytes, at);
  let kind: Kind = Kind.Text;
  let end: number;
  if (style === Style.Plain) {
    const firstEnd = plainEnd(bytes, at);
    end = continuedEnd(bytes, firstEnd, column);
    if (end > firstEnd) composer.wraps = true;
    if (end > 0 && suspects[bytes[at] as number] === 1) kind = kindOfScalar(latin1(bytes, at, end));
  } else if (style === Style.Single || style === Style.Double) {
    end = quotedEnd(bytes, at, column);
    if (end === at + 2) kind = Kind.Empty;
    const isEscaped = style === Style.Double && end > 0 && !isUnescaped(bytes, at, end);
    if (isEscaped && hasFault(bytes, at, end)) return false;
  } else {
    end = blockEnd(bytes, at, column);
  }
  columns.valueStart[row] = at;
  columns.valueEnd[row] = end;
  columns.kind[row] = kind;
  composer.style[row] = style;
  lines.end = end;
  lines.open = -1;
  return end >= 0;
}

/** How the scalar that starts at `at` is written. */
export function styleAt(bytes: Uint8Array, at: ByteOffset): Style {
  return STYLES.get(bytes[at] as number) ?? Style.Plain;
}

function hasFault(bytes: Uint8Array, start: ByteOffset, end: ByteOffset): boolean {
  return scalarFault(latin1(bytes, start, end)) !== undefined;
}

function latin1(bytes: Uint8Array, start: ByteOffset, end: ByteOffset): string {
  return asBuffer(bytes).toString("latin1", start, end);
}
