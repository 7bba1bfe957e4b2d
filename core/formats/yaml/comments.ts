import type { Catalog } from "../../catalog/catalog.ts";
import { type ByteOffset, asBuffer } from "../../model/bytes.ts";
import { layoutOf } from "./layout.ts";
import { documentStart } from "../encoding.ts";
import { lineStart } from "./scalar.ts";

/** Characters: people explain a text in a sentence or two; more is a text that was commented out. */
const LONGEST = 500;
const LINE_FEED = 0x0a;

/**
 * What comments tell translators about a message: the lines right above its entry that begin where
 * it begins, then what stands behind its value.
 */
export function describeByComments(catalog: Catalog, row: number): string | undefined {
  const entry = layoutOf(catalog).entryStart[row] as number;
  if (entry < 0) return undefined;
  const lines = linesAbove(catalog.bytes, entry);
  const behind = commentBehind(catalog.bytes, catalog.valueEnd[row] as number);
  if (behind !== undefined) lines.push(behind);
  const said = lines.join("\n").trim();
  return said === "" || said.length > LONGEST ? undefined : said;
}

function linesAbove(bytes: Uint8Array, entry: ByteOffset): string[] {
  const lines: string[] = [];
  let start = lineStart(bytes, entry);
  const indent = text(bytes, start, entry);
  // An entry that does not begin its line has no lines of its own.
  if (indent.trim() !== "") return lines;
  const first = documentStart(bytes);
  for (let length = 0; start > first && length <= LONGEST;) {
    const above = lineStart(bytes, start - 1);
    const line = text(bytes, above, start - 1).trimEnd();
    if (!line.startsWith(`${indent}#`)) break;
    lines.unshift(line.slice(indent.length).replace(/^#+ ?/u, ""));
    length += line.length;
    start = above;
  }
  return lines;
}

function commentBehind(bytes: Uint8Array, valueEnd: ByteOffset): string | undefined {
  const end = bytes.indexOf(LINE_FEED, valueEnd);
  const rest = text(bytes, valueEnd, end < 0 ? bytes.length : end);
  return /^[ \t]+#+ ?(.*)$/u.exec(rest.trimEnd())?.[1];
}

function text(bytes: Uint8Array, start: ByteOffset, end: ByteOffset): string {
  return asBuffer(bytes).toString("utf8", start, end);
}
