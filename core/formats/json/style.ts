import { isAscii } from "node:buffer";
import type { Catalog } from "../../catalog/catalog.ts";
import { type ByteOffset, asBuffer } from "../../model/bytes.ts";
import {
  BACKSLASH,
  CARRIAGE_RETURN,
  COMMA,
  LINE_FEED,
  QUOTE,
  SLASH,
  SPACE,
  TAB,
  triviaEnd,
} from "./lexer.ts";
import type { Escapes } from "./literal.ts";

/** How a file is written, where no neighbour shows it. */
export interface FileStyle {
  readonly newline: "\n" | "\r\n";
  /** Indentation of one level; undefined when the file has all on one line. */
  readonly unit: string | undefined;
  /** What stands between a name and its value: `": "`, `" : "`. */
  readonly colon: string;
  readonly trailingComma: boolean;
  /** Looked for in the whole file at the first text that they matter for. */
  readonly escapes: () => Escapes;
}

const DEFAULT_UNIT = "  ";
const LETTER_U = 0x75;
const NO_ESCAPES: Escapes = { unicode: undefined, slash: false };

/** The style of a file; what it does not show is taken from the catalog that gives the order. */
export function styleOf(catalog: Catalog, given: Catalog): FileStyle {
  const order = given.viewed ?? given;
  const shown = catalog.size > 1 ? catalog : order;
  let escapes: Escapes | undefined;
  return {
    newline: newlineOf(insideOf(catalog)) ?? newlineOf(insideOf(order)) ?? "\n",
    unit: shown.size > 1 ? unitOf(shown) : DEFAULT_UNIT,
    colon: colonOf(shown, 1) ?? ": ",
    trailingComma: shown.size > 1 && commaBehind(shown, lastEntry(shown)) >= 0,
    escapes: () => (escapes ??= escapesOf(catalog) ?? escapesOf(order) ?? NO_ESCAPES),
  };
}

/** The root's bytes: what stands around an empty one says nothing about the file. */
function insideOf({ bytes, valueStart, valueEnd }: Catalog): Uint8Array {
  return bytes.subarray(valueStart[0], valueEnd[0]);
}

function newlineOf(bytes: Uint8Array): "\n" | "\r\n" | undefined {
  const at = bytes.indexOf(LINE_FEED);
  if (at < 0) return undefined;
  return bytes[at - 1] === CARRIAGE_RETURN ? "\r\n" : "\n";
}

/** How much deeper the first entry on a line of its own stands than the root. */
function unitOf(catalog: Catalog): string | undefined {
  const { bytes } = catalog;
  for (let row = 1; row < catalog.size; row++) {
    const indent = ownIndent(bytes, entryStart(catalog, row));
    if (indent === undefined) continue;
    const container = catalog.parent[row] as number;
    const outer = lineIndent(bytes, entryStart(catalog, container));
    return indent.startsWith(outer) ? indent.slice(outer.length) : DEFAULT_UNIT;
  }
  return undefined;
}

/** What stands between a row's name and value; undefined for a list's item and around a comment. */
export function colonOf(catalog: Catalog, row: number): string | undefined {
  if (row >= catalog.size || (catalog.nameStart[row] as number) < 0) return undefined;
  const { bytes, nameEnd, valueStart } = catalog;
  const colon = text(bytes, nameEnd[row] as number, valueStart[row] as number);
  return /^[ \t]*:[ \t]*$/u.test(colon) ? colon : undefined;
}

/** The offset of the comma behind a row, or -1. */
export function commaBehind(catalog: Catalog, row: number): number {
  const { bytes } = catalog;
  const next = triviaEnd(bytes, catalog.valueEnd[row] as number, bytes.length);
  return bytes[next] === COMMA ? next : -1;
}

/** The root's last entry. */
function lastEntry(catalog: Catalog): number {
  let row = catalog.size - 1;
  while (catalog.parent[row] !== 0) row--;
  return row;
}

/** Where a row starts: at its name, or at its value where it has none. */
export function entryStart(catalog: Catalog, row: number): ByteOffset {
  const name = catalog.nameStart[row] as number;
  return name < 0 ? (catalog.valueStart[row] as number) : name;
}

/** The white space in front of an offset when nothing else stands before it on its line. */
export function ownIndent(bytes: Uint8Array, offset: ByteOffset): string | undefined {
  const start = blankStart(bytes, offset);
  return start > 0 && isNewline(bytes[start - 1]) ? text(bytes, start, offset) : undefined;
}

/** The white space that the line of an offset starts with. */
export function lineIndent(bytes: Uint8Array, offset: ByteOffset): string {
  let start = offset;
  while (start > 0 && !isNewline(bytes[start - 1])) start--;
  return text(bytes, start, blankEnd(bytes, start));
}

/** The start of the blanks (spaces and tabs) that end at an offset. */
export function blankStart(bytes: Uint8Array, offset: ByteOffset): ByteOffset {
  let start = offset;
  while (start > 0 && isBlank(bytes[start - 1])) start--;
  return start;
}

export function blankEnd(bytes: Uint8Array, offset: ByteOffset): ByteOffset {
  let end = offset;
  while (isBlank(bytes[end])) end++;
  return end;
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB;
}

export function isNewline(byte: number | undefined): boolean {
  return byte === LINE_FEED || byte === CARRIAGE_RETURN;
}

/** The bytes between two offsets as text, for runs of white space and punctuation. */
export function text(bytes: Uint8Array, start: ByteOffset, end: ByteOffset): string {
  return asBuffer(bytes).toString("utf8", start, end);
}

/** What a file escapes without need; undefined when it has nothing to tell by. */
function escapesOf({ bytes, size, valueStart, valueEnd }: Catalog): Escapes | undefined {
  const unicode = isAscii(bytes) ? unicodeEscape(bytes) : undefined;
  let slash = findEscaped(bytes, SLASH) >= 0;
  for (let row = 1; slash && row < size; row++) {
    const isString = bytes[valueStart[row] as number] === QUOTE;
    if (isString && hasBareSlash(bytes, valueStart[row] as number, valueEnd[row] as number))
      slash = false;
  }
  if (unicode === undefined && !slash && isAscii(bytes) && !bytes.includes(SLASH)) return undefined;
  return { unicode, slash };
}

function hasBareSlash(bytes: Uint8Array, start: ByteOffset, end: ByteOffset): boolean {
  for (let at = start; at < end; at++) {
    if (bytes[at] === BACKSLASH) at++;
    else if (bytes[at] === SLASH) return true;
  }
  return false;
}

/** How a file of ASCII alone writes other characters: by escapes, in the case that they show. */
function unicodeEscape(bytes: Uint8Array): Escapes["unicode"] {
  let escapes: Escapes["unicode"];
  for (let at = findEscaped(bytes, LETTER_U); at >= 0; at = findEscaped(bytes, LETTER_U, at + 6)) {
    const digits = text(bytes, at + 2, at + 6);
    if (Number.parseInt(digits, 16) < 0x80) continue;
    if (/[a-f]/u.test(digits)) return "lower";
    if (/[A-F]/u.test(digits)) return "upper";
    escapes = "lower";
  }
  return escapes;
}

/** The offset of the next backslash that escapes `letter`, or -1. */
function findEscaped(bytes: Uint8Array, letter: number, from: ByteOffset = 0): number {
  let at = bytes.indexOf(BACKSLASH, from);
  while (at >= 0 && bytes[at + 1] !== letter) at = bytes.indexOf(BACKSLASH, at + 2);
  return at;
}
