import type { Catalog } from "../../catalog/catalog.ts";
import type { ByteOffset } from "../../model/bytes.ts";
import { HEAD } from "../plan.ts";
import { commentEnd, lineEnd, SLASH } from "./lexer.ts";
import { blankEnd, commaBehind, entryStart, isNewline, ownIndent, text } from "./style.ts";

/** Where new entries are written: on lines of their own, or among others on one line. */
export interface Place {
  readonly at: ByteOffset;
  /** Indentation of the lines; undefined on one line. */
  readonly indent: string | undefined;
}

/** The place behind the entry at an index and the comments on its line; {@link HEAD}: before all. */
export function placeBehind(
  catalog: Catalog,
  container: number,
  entries: readonly number[],
  index: number,
): Place {
  const { bytes } = catalog;
  if (index === HEAD) {
    const first = entryStart(catalog, entries[0] as number);
    const indent = ownIndent(bytes, first);
    if (indent === undefined) return { at: first, indent };
    const inside = insideStart(catalog, container);
    const end = restOfLine(bytes, inside);
    return { at: end < 0 ? inside : end, indent };
  }
  const anchor = entries[index] as number;
  const at = behind(catalog, anchor);
  const end = restOfLine(bytes, at);
  const next = entries[index + 1];
  const indent = ownIndent(bytes, entryStart(catalog, anchor));
  if (indent !== undefined && (end >= 0 || next === undefined)) {
    return { at: end < 0 ? at : end, indent };
  }
  const nextIndent = next === undefined ? undefined : ownIndent(bytes, entryStart(catalog, next));
  if (end >= 0 && nextIndent !== undefined) return { at: end, indent: nextIndent };
  return { at, indent: undefined };
}

/** The offset behind a row and its comma. */
export function behind(catalog: Catalog, row: number): ByteOffset {
  const comma = commaBehind(catalog, row);
  return comma < 0 ? (catalog.valueEnd[row] as number) : comma + 1;
}

/** The line's end when only blanks and comments stand between it and an offset; else -1. */
export function restOfLine(bytes: Uint8Array, offset: ByteOffset): number {
  let at = blankEnd(bytes, offset);
  while (bytes[at] === SLASH) {
    const end = commentEnd(bytes, at, bytes.length);
    if (lineEnd(bytes, at, end) < end) return -1;
    at = blankEnd(bytes, end);
  }
  return isNewline(bytes[at]) ? at : -1;
}

/** The blanks between two offsets; undefined when something else stands there too. */
export function blanksBetween(
  bytes: Uint8Array,
  start: ByteOffset,
  end: ByteOffset,
): string | undefined {
  return blankEnd(bytes, start) >= end ? text(bytes, start, end) : undefined;
}

/** The offset behind a container's opening bracket. */
export function insideStart(catalog: Catalog, container: number): ByteOffset {
  return (catalog.valueStart[container] as number) + 1;
}

/** The offset of a container's closing bracket. */
export function insideEnd(catalog: Catalog, container: number): ByteOffset {
  return (catalog.valueEnd[container] as number) - 1;
}
