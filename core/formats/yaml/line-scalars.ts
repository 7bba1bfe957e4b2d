import type { ByteOffset } from "../../model/bytes.ts";
import { byteSet } from "../../model/marks.ts";
import {
  APOSTROPHE,
  COLON,
  DASH,
  HASH,
  isBlank,
  isQuote,
  LINE_FEED,
  lineEnd,
  QUESTION,
  QUOTE,
  SPACE,
} from "./line-lexer.ts";

const BACKSLASH = 0x5c;

/** What no plain scalar may begin with, or what begins something else than a scalar. */
const reserved: Uint8Array = byteSet("#{}[]*!&|>%@,`").fill(1, 0, SPACE);
/** Where a plain scalar may end, and what it may not hold. */
const stops: Uint8Array = byteSet(":#").fill(1, 0, SPACE);

/** The end of a key on one line. */
export function nameEnd(bytes: Uint8Array, from: ByteOffset): number {
  if (isQuote(bytes[from])) return quotedEnd(bytes, from, Infinity);
  let end = beginsPlain(bytes, from) ? plainStop(bytes, from) : -1;
  while (end > 0 && bytes[end - 1] === SPACE) end--;
  return end;
}

/** The end of a plain value on its first line; `continuedEnd` tells of the lines that follow. */
export function plainEnd(bytes: Uint8Array, from: ByteOffset): number {
  return beginsPlain(bytes, from) ? textEnd(bytes, from) : -1;
}

/**
 * The end of a plain value whose entry begins in `column` and whose first line ends at `from`: lines
 * that are indented deeper go on with it, up to a comment.
 */
export function continuedEnd(bytes: Uint8Array, from: ByteOffset, column: number): number {
  let end = from;
  while (end >= 0) {
    let at = end;
    while (bytes[at] === SPACE) at++;
    if (bytes[at] !== LINE_FEED) return end;
    at = continuation(bytes, at, column);
    if (at < 0 || bytes[at] === HASH) return end;
    end = textEnd(bytes, at);
  }
  return -1;
}

/** Behind the closing quote of a text whose entry begins in `column`. */
export function quotedEnd(bytes: Uint8Array, from: ByteOffset, column: number): number {
  const quote = bytes[from];
  for (let at = from + 1; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte === quote) {
      if (quote === QUOTE || bytes[at + 1] !== APOSTROPHE) return at + 1;
      at++;
    } else if (byte === LINE_FEED) {
      at = continuation(bytes, at, column) - 1;
      if (at < 0) return -1;
    } else if (byte < SPACE) {
      return -1;
    } else if (byte === BACKSLASH && quote === QUOTE && bytes[at + 1] !== LINE_FEED) {
      at++;
    }
  }
  return -1;
}

/**
 * The end of a block's last line that is not empty, from its header (`|`, `>-`, `|2-`). Empty lines
 * that hold spaces may be a part of it or not: they are left to the tokens.
 */
export function blockEnd(bytes: Uint8Array, from: ByteOffset, column: number): number {
  let headerEnd = from + 1;
  const indicator = (bytes[headerEnd] as number) - 0x30;
  const isIndicated = indicator >= 1 && indicator <= 9;
  if (isIndicated) headerEnd++;
  if (bytes[headerEnd] === DASH) headerEnd++;
  if (bytes[headerEnd] !== LINE_FEED) return -1;
  let least = column + (isIndicated ? indicator : 1);
  let end = -1;
  for (let at = headerEnd + 1; at < bytes.length; at++) {
    const line = at;
    while (bytes[at] === SPACE) at++;
    const isEmpty = at >= bytes.length || bytes[at] === LINE_FEED;
    if (isEmpty && at > line) return -1;
    if (isEmpty) continue;
    if (at - line < least) return end;
    if (end < 0 && !isIndicated) least = at - line;
    at = end = lineEnd(bytes, at);
  }
  return end;
}

/** Whether what stands between quotes is written without escapes. */
export function isUnescaped(bytes: Uint8Array, start: ByteOffset, end: ByteOffset): boolean {
  const escape = bytes[start] === QUOTE ? BACKSLASH : APOSTROPHE;
  for (let at = start + 1; at < end - 1; at++) if (bytes[at] === escape) return false;
  return true;
}

/** Where a text goes on behind the line feed `from`: on a line that is indented deeper, or -1. */
function continuation(bytes: Uint8Array, from: ByteOffset, column: number): number {
  let at = from;
  let line = from;
  while (bytes[at] === LINE_FEED) {
    line = ++at;
    while (bytes[at] === SPACE) at++;
  }
  return at < bytes.length && at - line > column ? at : -1;
}

function beginsPlain(bytes: Uint8Array, at: ByteOffset): boolean {
  const first = bytes[at] as number;
  const isIndicator = first === DASH || first === QUESTION || first === COLON;
  return reserved[first] === 0 && !(isIndicator && isBlank(bytes, at + 1));
}

/** The end of what a line of a plain value says. */
function textEnd(bytes: Uint8Array, from: ByteOffset): number {
  let end = plainStop(bytes, from);
  if (end < 0 || bytes[end] === COLON) return -1;
  while (bytes[end - 1] === SPACE) end--;
  return end;
}

/** Where a plain scalar stops: at the colon behind a key, a comment, or its line's end. */
function plainStop(bytes: Uint8Array, from: ByteOffset): number {
  const limit = bytes.length;
  for (let at = from; ; at++) {
    while (at < limit && stops[bytes[at] as number] === 0) at++;
    if (at >= limit || bytes[at] === LINE_FEED) return at;
    if (bytes[at] === COLON) {
      if (isBlank(bytes, at + 1)) return at;
    } else if (bytes[at] !== HASH) {
      return -1;
    } else if (bytes[at - 1] === SPACE) {
      return at;
    }
  }
}
