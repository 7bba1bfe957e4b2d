import { isUtf8 } from "node:buffer";
import { type Catalog, Kind, type Problem } from "../../catalog/catalog.ts";
import { type ByteOffset, viewOf } from "../../model/bytes.ts";
import {
  addRow,
  type Columns,
  copiedRows,
  emptied,
  finishedRows,
  newReusedColumns,
  type ReusedColumns,
} from "../columns.ts";
import { documentStart, invalidUtf8 } from "../encoding.ts";
import {
  BACKSLASH,
  CLOSE_LIST,
  CLOSE_MAP,
  closingQuote,
  COLON,
  COMMA,
  failedAt,
  numberEnd,
  OPEN_LIST,
  OPEN_MAP,
  plainEnd,
  QUOTE,
  SLASH,
  SPACE,
  triviaEnd,
  wordEnd,
} from "./lexer.ts";
import { jsonReader } from "./literal.ts";
import { unmarkedEnd, unmarkedEscapesEnd } from "./unmarked.ts";

/** No locale file nests deeper; a bound keeps a key's length, and so every walk to the root, small. */
const MAX_DEPTH = 1000;

/** What a scan of JSON keeps beside the rows. */
export interface JsonLayout {
  /** Whether a comma stands before any closing bracket. */
  trailingComma: boolean;
}

/** For catalogs that may stand longer than until the next scan. */
const shared = newReusedColumns();

/**
 * Reads JSON with comments and trailing commas. Never throws; a fault is the catalog's problem. Of
 * a catalog in columns of its reader nothing is copied: it stands until they are filled anew.
 */
export function scanJson(bytes: Uint8Array, reused?: ReusedColumns): Catalog {
  const view = viewOf(bytes);
  const columns = emptied(reused ?? shared);
  const layout: JsonLayout = { trailingComma: false };
  const problem = isUtf8(bytes) ? scanDocument(bytes, view, columns, layout) : invalidUtf8(bytes);
  const problems = problem === undefined ? [] : [problem];
  const rows = reused === undefined ? copiedRows(columns) : finishedRows(columns);
  return { bytes, view, ...rows, reader: jsonReader, problems, layout };
}

function scanDocument(
  bytes: Uint8Array,
  view: DataView,
  columns: Columns,
  layout: JsonLayout,
): Problem | undefined {
  const limit = bytes.length;
  const start = triviaEnd(bytes, documentStart(bytes), limit);
  if (start < 0) return malformed(bytes, failedAt(start), "an unterminated comment");
  if (start === limit) return { code: "malformed", offset: limit, detail: "the file is empty" };
  if (bytes[start] !== OPEN_MAP) {
    return { code: "root", offset: start, detail: "expected '{': the top level must be an object" };
  }
  const end = scanRows(bytes, view, start, columns, layout);
  if (typeof end !== "number") return end;
  const rest = triviaEnd(bytes, end, limit);
  if (rest === limit) return undefined;
  return malformed(bytes, rest < 0 ? failedAt(rest) : rest, "nothing may follow the top level");
}

/**
 * Fills the columns from the object that starts at `start` and returns its end. One pass, no
 * recursion: the open containers are the parents of the newest row. A list's `valueEnd` counts its
 * items until it closes. Long on purpose: a call a token would cost a third of the speed.
 */
function scanRows(
  bytes: Uint8Array,
  view: DataView,
  start: ByteOffset,
  columns: Columns,
  layout: JsonLayout,
): ByteOffset | Problem {
  const limit = bytes.length;
  let container = addRow(columns, -1, -1, 0, 1, start, 0, Kind.Map);
  let inMap = true;
  let depth = 1;
  let at = start + 1;
  let first = true;
  for (;;) {
    at = triviaEnd(bytes, at, limit);
    if (at < 0) return malformed(bytes, failedAt(at), "an unterminated comment");
    if (at >= limit) return malformed(bytes, limit, inMap ? "expected '}'" : "expected ']'");

    // A comma, unless this is the first entry; it may trail.
    const hasComma = !first && bytes[at] === COMMA;
    if (hasComma) {
      at = triviaEnd(bytes, at + 1, limit);
      if (at < 0) return malformed(bytes, failedAt(at), "an unterminated comment");
      if (at >= limit) return malformed(bytes, limit, inMap ? "expected '}'" : "expected ']'");
    } else if (!first && bytes[at] !== (inMap ? CLOSE_MAP : CLOSE_LIST)) {
      return malformed(bytes, at, inMap ? "expected ',' or '}'" : "expected ',' or ']'");
    }

    if (bytes[at] === (inMap ? CLOSE_MAP : CLOSE_LIST)) {
      if (hasComma) layout.trailingComma = true;
      at++;
      columns.valueEnd[container] = at;
      container = columns.parent[container] as number;
      if (container < 0) return at;
      inMap = columns.kind[container] === Kind.Map;
      depth--;
      first = false;
      continue;
    }

    let nameStart = -1;
    let nameEnd = 0;
    let plainName = 1;
    if (inMap) {
      if (bytes[at] !== QUOTE) return malformed(bytes, at, "expected a name in double quotes");
      nameStart = at;
      at = plainEnd(bytes, view, at + 1, limit);
      if (at >= limit || bytes[at] !== QUOTE) {
        plainName = 0;
        at = closingQuote(bytes, view, at, limit);
        if (at < 0) return brokenString(bytes, failedAt(at));
      }
      nameEnd = ++at;
      if (at < limit && bytes[at] !== COLON) at = triviaEnd(bytes, at, limit);
      if (at < 0 || at >= limit || bytes[at] !== COLON) {
        return malformed(bytes, at < 0 ? failedAt(at) : at, "expected ':'");
      }
      at++;
      if (at < limit && bytes[at] === SPACE) at++;
      if (at < limit && ((bytes[at] as number) <= SPACE || bytes[at] === SLASH)) {
        at = triviaEnd(bytes, at, limit);
        if (at < 0) return malformed(bytes, failedAt(at), "an unterminated comment");
      }
      if (at >= limit) return malformed(bytes, limit, "expected a value");
    } else {
      nameEnd = columns.valueEnd[container] as number;
      columns.valueEnd[container] = nameEnd + 1;
    }

    const valueStart = at;
    const byte = bytes[at] as number;
    let kind: Kind = Kind.Other;
    let unmarked = 0;
    if (byte === QUOTE) {
      at = unmarkedEnd(bytes, view, at + 1, limit);
      if (at < limit && bytes[at] === BACKSLASH) at = unmarkedEscapesEnd(bytes, view, at, limit);
      if (at < limit && bytes[at] === QUOTE) {
        unmarked = 1;
      } else {
        at = closingQuote(bytes, view, plainEnd(bytes, view, at, limit), limit);
        if (at < 0) return brokenString(bytes, failedAt(at));
      }
      kind = at === valueStart + 1 ? Kind.Empty : Kind.Text;
      at++;
    } else if (byte === OPEN_MAP || byte === OPEN_LIST) {
      if (++depth > MAX_DEPTH)
        return { code: "too-deep", offset: at, detail: `nested deeper than ${MAX_DEPTH} levels` };
      inMap = byte === OPEN_MAP;
      kind = inMap ? Kind.Map : Kind.List;
      container = addRow(columns, container, nameStart, nameEnd, plainName, at, 0, kind);
      at++;
      first = true;
      continue;
    } else {
      at = scalarEnd(bytes, at, byte);
      if (at < 0) return malformed(bytes, failedAt(at), "expected a value");
      if (byte === 0x6e) kind = Kind.Null;
    }
    const row = addRow(columns, container, nameStart, nameEnd, plainName, valueStart, at, kind);
    columns.unmarked[row] = unmarked;
    first = false;
  }
}

function scalarEnd(bytes: Uint8Array, at: ByteOffset, byte: number): number {
  if (byte === 0x74) return wordEnd(bytes, at, "true");
  if (byte === 0x66) return wordEnd(bytes, at, "false");
  if (byte === 0x6e) return wordEnd(bytes, at, "null");
  return numberEnd(bytes, at, bytes.length);
}

function brokenString(bytes: Uint8Array, offset: ByteOffset): Problem {
  if (offset >= bytes.length) return malformed(bytes, offset, "an unterminated string");
  const isEscape = bytes[offset] === 0x5c;
  return malformed(
    bytes,
    offset,
    isEscape ? "an unknown escape" : "a control character in a string",
  );
}

/** `expected` is what the grammar wants; what stands there instead is told when it is a known slip. */
function malformed(bytes: Uint8Array, offset: ByteOffset, expected: string): Problem {
  if (offset >= bytes.length) {
    return { code: "malformed", offset: bytes.length, detail: `${expected}, but the file ends` };
  }
  const slip = knownSlip(bytes, offset);
  return {
    code: "malformed",
    offset,
    detail: slip === undefined ? expected : `${expected}, ${slip}`,
  };
}

function knownSlip(bytes: Uint8Array, offset: ByteOffset): string | undefined {
  const byte = bytes[offset] as number;
  if (byte === 0x27) return "not single quotes";
  if (byte === COMMA) return "not another ','";
  return undefined;
}
