import type { ByteOffset } from "../../model/bytes.ts";

export const LINE_FEED = 0x0a;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const HASH = 0x23;
export const APOSTROPHE = 0x27;
export const DASH = 0x2d;
export const DOT = 0x2e;
export const COLON = 0x3a;
export const LESS = 0x3c;
export const QUESTION = 0x3f;

/**
 * In a file without tabs and carriage returns a blank is a space or a line feed; the file's end is
 * as good as one. Where what the functions below look for is not there, or not for certain, they
 * return -1.
 */
export function isBlank(bytes: Uint8Array, at: ByteOffset): boolean {
  return at >= bytes.length || bytes[at] === SPACE || bytes[at] === LINE_FEED;
}

export function isQuote(byte: number | undefined): boolean {
  return byte === QUOTE || byte === APOSTROPHE;
}

/** Where the colon of the key that ends at `from` stands. */
export function colonBehind(bytes: Uint8Array, from: ByteOffset): number {
  let at = from;
  while (bytes[at] === SPACE) at++;
  return bytes[at] === COLON && isBlank(bytes, at + 1) ? at : -1;
}

/** Where the colon stands of a key that is written as `? key`, below which it begins its line. */
export function colonBelow(bytes: Uint8Array, from: ByteOffset, column: number): number {
  if (bytes[from] !== LINE_FEED) return -1;
  const colon = colonBehind(bytes, from + 1);
  return colon === from + 1 + column ? colon : -1;
}

/** Where the next line starts, if only blanks and a comment stand before it. */
export function nextLine(bytes: Uint8Array, from: ByteOffset): number {
  let at = from;
  while (bytes[at] === SPACE) at++;
  if (bytes[at] === HASH && at > from) return behindComment(bytes, at);
  return at >= bytes.length || bytes[at] === LINE_FEED ? at + 1 : -1;
}

/** The byte that `---` or `...` is made of, where the line begins with one of them. */
export function markAt(bytes: Uint8Array, line: ByteOffset): number | undefined {
  const mark = bytes[line];
  if (mark !== DASH && mark !== DOT) return undefined;
  const isMark = bytes[line + 1] === mark && bytes[line + 2] === mark;
  return isMark && isBlank(bytes, line + 3) ? mark : undefined;
}

export function behindComment(bytes: Uint8Array, from: ByteOffset): ByteOffset {
  return lineEnd(bytes, from) + 1;
}

export function lineEnd(bytes: Uint8Array, from: ByteOffset): ByteOffset {
  const end = bytes.indexOf(LINE_FEED, from);
  return end < 0 ? bytes.length : end;
}
