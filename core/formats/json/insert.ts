import { type Catalog, Kind } from "../../catalog/catalog.ts";
import type { ByteOffset } from "../../model/bytes.ts";
import type { Patch } from "../patches.ts";
import { type ContainerPlan, HEAD, type NewEntry } from "../plan.ts";
import { commentEnd, SLASH } from "./lexer.ts";
import { behind, blanksBetween, insideEnd, insideStart, placeBehind } from "./place.ts";
import { type EntryStyle, renderEntry, renderInside } from "./render.ts";
import { colonOf, entryStart, type FileStyle, isNewline, lineIndent, ownIndent } from "./style.ts";

/** Writes new entries behind the one at an index, in its style; `closes`: none follows them. */
export function insertEntries(
  catalog: Catalog,
  { row: container, entries }: ContainerPlan,
  index: number,
  fresh: readonly NewEntry[],
  file: FileStyle,
  closes: boolean,
): Patch {
  const { at, indent } = placeBehind(catalog, container, entries, index);
  const neighbour = Math.max(index, 0);
  const style = { ...styleAround(catalog, entries[neighbour] as number, file), indent };
  const gap = gapAround(catalog, entries, neighbour) ?? style.gap;
  const inList = catalog.kind[container] === Kind.List;
  const rendered = fresh.map((entry) => renderEntry(entry, inList, style));
  if (indent === undefined && index === HEAD) {
    return insertion(at, rendered.join(`,${gap}`) + (closes ? "" : `,${gap}`));
  }
  const lead = indent === undefined ? gap : file.newline + indent;
  return insertion(at, lead + rendered.join(`,${lead}`) + (closes ? "" : ","));
}

/** Opens an empty container; what it holds in comments stays in front of the entries. */
export function openEmpty(
  catalog: Catalog,
  { row, inserted }: ContainerPlan,
  file: FileStyle,
): Patch {
  const { bytes } = catalog;
  const start = commentsEnd(catalog, row);
  const end = insideEnd(catalog, row);
  const around = styleAround(catalog, row, file);
  const isOpened = row === 0 ? file.unit !== undefined : around.indent !== undefined;
  const outer = lineIndent(bytes, insideStart(catalog, row));
  const hasLines = bytes.subarray(insideStart(catalog, row), end).some(isNewline);
  const indent = isOpened || hasLines ? outer + (file.unit ?? "") : undefined;
  const style = { ...around, indent, trailingComma: file.trailingComma && indent !== undefined };
  const inside = renderInside(inserted.get(HEAD) ?? [], catalog.kind[row] === Kind.List, style);
  const tail = indent === undefined ? style.padding : file.newline + outer;
  return { start, end, text: inside + tail };
}

/** How an entry is written, for its new neighbours and for what is to stand in it. */
export function styleAround(catalog: Catalog, row: number, file: FileStyle): EntryStyle {
  const { bytes } = catalog;
  const colon = colonOf(catalog, row) ?? file.colon;
  const gap = /\s$/u.test(colon) ? " " : "";
  const container = catalog.parent[row] as number;
  // In document order a container's first entry is the row behind it.
  const padding =
    container < 0
      ? ""
      : blanksBetween(bytes, insideStart(catalog, container), entryStart(catalog, container + 1));
  const indent = ownIndent(bytes, entryStart(catalog, row));
  return { file, colon, indent, gap, padding: padding ?? "", trailingComma: file.trailingComma };
}

/** The blanks that part an entry from the next or the previous one on its line. */
function gapAround(
  catalog: Catalog,
  entries: readonly number[],
  index: number,
): string | undefined {
  return gapBehind(catalog, entries, index) ?? gapBehind(catalog, entries, index - 1);
}

function gapBehind(
  catalog: Catalog,
  entries: readonly number[],
  index: number,
): string | undefined {
  const row = entries[index];
  const next = entries[index + 1];
  if (row === undefined || next === undefined) return undefined;
  return blanksBetween(catalog.bytes, behind(catalog, row), entryStart(catalog, next));
}

/** Where the last comment in an empty container ends; behind its bracket when there is none. */
function commentsEnd(catalog: Catalog, container: number): ByteOffset {
  const { bytes } = catalog;
  const close = insideEnd(catalog, container);
  let last = insideStart(catalog, container);
  for (let at = last; at < close; at++) {
    if (bytes[at] !== SLASH) continue;
    last = commentEnd(bytes, at, close);
    at = last - 1;
  }
  return last;
}

function insertion(at: ByteOffset, text: string): Patch {
  return { start: at, end: at, text };
}
