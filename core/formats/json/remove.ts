import type { Catalog } from "../../catalog/catalog.ts";
import type { ByteOffset } from "../../model/bytes.ts";
import type { Patch } from "../patches.ts";
import { CARRIAGE_RETURN, LINE_FEED, SLASH } from "./lexer.ts";
import { behind, blanksBetween, insideEnd, insideStart, restOfLine } from "./place.ts";
import { blankStart, entryStart, isNewline, ownIndent } from "./style.ts";

/**
 * Takes out an entry with its comma: with its whole line and the comments behind it there, else
 * with the blanks that kept it from its neighbour. Comments on other lines stay.
 */
export function removeEntry(
  catalog: Catalog,
  entries: readonly number[],
  index: number,
  lastStaying: number,
): Patch {
  const { bytes } = catalog;
  const row = entries[index] as number;
  const start = entryStart(catalog, row);
  const end = behind(catalog, row);
  const rest = restOfLine(bytes, end);
  // Behind the last entry that stays, the blanks to take are those in front.
  const next = lastStaying > row ? entries[index + 1] : undefined;
  const previous = entries[index - 1];
  const isOwnLine = ownIndent(bytes, start) !== undefined;
  if (isOwnLine && rest >= 0) return deletion(blankStart(bytes, start), newlineEnd(bytes, rest));
  if (next !== undefined && blanksBetween(bytes, end, entryStart(catalog, next)) !== undefined) {
    return deletion(start, entryStart(catalog, next));
  }
  if (isOwnLine)
    return deletion(index === entries.length - 1 ? blankStart(bytes, start) : start, end);
  if (previous === undefined) return deletion(start, end);
  const gap = behind(catalog, previous);
  return deletion(blanksBetween(bytes, gap, start) === undefined ? start : gap, end);
}

function deletion(start: ByteOffset, end: ByteOffset): Patch {
  return { start, end, text: "" };
}

function newlineEnd(bytes: Uint8Array, at: ByteOffset): ByteOffset {
  if (bytes[at] === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED) return at + 2;
  return isNewline(bytes[at]) ? at + 1 : at;
}

/** Empties a container whose entries all go; undefined when comments stand between them. */
export function emptyContainer(
  catalog: Catalog,
  container: number,
  entries: readonly number[],
): Patch | undefined {
  let at = insideStart(catalog, container);
  for (const row of entries) {
    if (catalog.bytes.subarray(at, entryStart(catalog, row)).includes(SLASH)) return undefined;
    at = catalog.valueEnd[row] as number;
  }
  const end = insideEnd(catalog, container);
  if (catalog.bytes.subarray(at, end).includes(SLASH)) return undefined;
  return deletion(insideStart(catalog, container), end);
}
