import type { ByteOffset } from "../../model/bytes.ts";
import { byteSet } from "../../model/marks.ts";

/** The bytes that JSON's grammar names. */
export const TAB = 0x09;
export const LINE_FEED = 0x0a;
export const CARRIAGE_RETURN = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
const ASTERISK = 0x2a;
export const COMMA = 0x2c;
export const SLASH = 0x2f;
export const COLON = 0x3a;
export const OPEN_LIST = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_LIST = 0x5d;
export const OPEN_MAP = 0x7b;
export const CLOSE_MAP = 0x7d;

export const ZERO = 0x30;
export const LETTER_U = 0x75;

/** 1 for bytes that end a run of plain characters inside a string: quote, backslash, controls. */
const stops: Uint8Array = byteSet('"\\').fill(1, 0, SPACE);
/** 1 for letters that are an escape by themselves behind a backslash. */
const escapes: Uint8Array = byteSet('"\\/bfnrt');
export const hexDigits: Uint8Array = byteSet("0123456789abcdefABCDEF");

/**
 * The functions below that look for an end return, when there is none, the bitwise complement of
 * the offending offset: a negative number, so that the scanner allocates nothing.
 */
export function failedAt(end: number): ByteOffset {
  return ~end;
}

/**
 * Where a run of plain characters inside a string ends: at a quote, a backslash, a control
 * character or the limit. Nearly all of a scan's time is spent here, so it takes four bytes at a
 * time (https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord): `byte ^ 2` is below
 * 0x21 for the controls and the quote alone.
 */
export function plainEnd(
  bytes: Uint8Array,
  view: DataView,
  from: ByteOffset,
  limit: ByteOffset,
): ByteOffset {
  let at = from;
  for (; at <= limit - 4; at += 4) {
    const word = view.getInt32(at, true);
    const quoted = word ^ 0x02020202;
    const escaped = word ^ 0x5c5c5c5c;
    const hits = ((quoted - 0x21212121) & ~quoted) | ((escaped - 0x01010101) & ~escaped);
    const marks = hits & 0x80808080;
    // A borrow can mark only bytes behind a true hit, so the first mark is one.
    if (marks !== 0) return at + ((31 - Math.clz32(marks & -marks)) >> 3);
  }
  while (at < limit && stops[bytes[at] as number] === 0) at++;
  return at;
}

/** The closing quote of a string, from a byte inside it that is no plain character. */
export function closingQuote(
  bytes: Uint8Array,
  view: DataView,
  from: ByteOffset,
  limit: ByteOffset,
): number {
  let at = from;
  while (at < limit) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) return at;
    if (byte !== BACKSLASH) return ~at;
    const next = escapeEnd(bytes, at, limit);
    if (next < 0) return next;
    // Where all but ASCII is escaped, whole texts are nothing but escapes.
    at = bytes[next] === BACKSLASH ? next : plainEnd(bytes, view, next, limit);
  }
  return ~limit;
}

/** The end of the escape that starts at the backslash `at`. */
function escapeEnd(bytes: Uint8Array, at: ByteOffset, limit: ByteOffset): number {
  if (at + 1 >= limit) return ~limit;
  const letter = bytes[at + 1] as number;
  if (letter !== LETTER_U) return escapes[letter] === 1 ? at + 2 : ~at;
  for (let digit = at + 2; digit < at + 6; digit++) {
    if (digit >= limit) return ~limit;
    if (hexDigits[bytes[digit] as number] === 0) return ~at;
  }
  return at + 6;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** The first byte that is neither white space nor part of a comment. */
export function triviaEnd(bytes: Uint8Array, from: ByteOffset, limit: ByteOffset): number {
  let at = from;
  while (at < limit) {
    const byte = bytes[at] as number;
    if (byte === SPACE || byte === LINE_FEED || byte === CARRIAGE_RETURN || byte === TAB) {
      at++;
    } else if (byte === SLASH) {
      at = commentEnd(bytes, at, limit);
      if (at < 0) return at;
    } else {
      return at;
    }
  }
  return limit;
}

/** The end of the comment that starts at `at`; a line comment's line end is not part of it. */
export function commentEnd(bytes: Uint8Array, at: ByteOffset, limit: ByteOffset): number {
  const mark = at + 1 < limit ? bytes[at + 1] : undefined;
  if (mark === SLASH) return lineEnd(bytes, at, limit);
  if (mark !== ASTERISK) return ~at;
  for (let end = at + 3; end < limit; end++) {
    if (bytes[end] === SLASH && bytes[end - 1] === ASTERISK && end > at + 2) return end + 1;
  }
  return ~at;
}

/** The CR or LF that ends the line of `from`; `limit` on the last line. */
export function lineEnd(bytes: Uint8Array, from: ByteOffset, limit: ByteOffset): ByteOffset {
  let at = from;
  while (at < limit && bytes[at] !== LINE_FEED && bytes[at] !== CARRIAGE_RETURN) at++;
  return at;
}

/** The end of the number that starts at `at`. */
export function numberEnd(bytes: Uint8Array, at: ByteOffset, limit: ByteOffset): number {
  let end = bytes[at] === 0x2d ? at + 1 : at;
  const integer = digitsEnd(bytes, end, limit);
  if (integer === end || (bytes[end] === ZERO && integer > end + 1)) return ~end;
  end = integer;
  if (end < limit && bytes[end] === 0x2e) {
    const fraction = digitsEnd(bytes, end + 1, limit);
    if (fraction === end + 1) return ~fraction;
    end = fraction;
  }
  if (end < limit && ((bytes[end] as number) | 0x20) === 0x65) {
    const sign = end + 1 < limit && (bytes[end + 1] === 0x2b || bytes[end + 1] === 0x2d) ? 2 : 1;
    const exponent = digitsEnd(bytes, end + sign, limit);
    if (exponent === end + sign) return ~exponent;
    end = exponent;
  }
  return end;
}

function digitsEnd(bytes: Uint8Array, from: ByteOffset, limit: ByteOffset): ByteOffset {
  let at = from;
  while (at < limit && isDigit(bytes[at])) at++;
  return at;
}

/** The end of `word` when it stands at `at`. */
export function wordEnd(bytes: Uint8Array, at: ByteOffset, word: string): number {
  for (let i = 0; i < word.length; i++) {
    if (at + i >= bytes.length || bytes[at + i] !== word.charCodeAt(i)) return ~at;
  }
  return at + word.length;
}
