import { isUtf8 } from "node:buffer";
import type { Problem } from "../catalog/catalog.ts";
import type { ByteOffset } from "../model/bytes.ts";

/** A file's content as UTF-8, and the way back to the file's own encoding. */
export interface DecodedFile {
  /**
   * A byte order mark stays in front of UTF-8; of UTF-16 it is left out. What is no UTF-8 either is
   * the finding of whoever scans it.
   */
  readonly utf8: Uint8Array;
  /** The file's bytes for a new content; lossless. `utf8` must be valid UTF-8. */
  encode(utf8: Uint8Array): Uint8Array;
}

type ByteOrder = "utf-16le" | "utf-16be";

/** UTF-16 with a byte order mark is brought to UTF-8; without one it is a problem. */
export function decodeFile(bytes: Uint8Array): DecodedFile | Problem {
  const order = byteOrder(bytes);
  if (order !== undefined) return decodeUtf16(bytes, order);
  // ASCII in UTF-16 is valid UTF-8 full of zeros, which no format allows at the start.
  const zero = bytes.subarray(0, 2).indexOf(0);
  if (zero >= 0) return { code: "encoding", offset: zero, detail: UNMARKED_UTF16 };
  return { utf8: bytes, encode: asIs };
}

/** The offset of the first byte behind the byte order mark, where there is one. */
export function documentStart(bytes: Uint8Array): ByteOffset {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function asIs(utf8: Uint8Array): Uint8Array {
  return utf8;
}

/** Why bytes that are not UTF-8 cannot be read, at the first one that is wrong. */
export function invalidUtf8(bytes: Uint8Array): Problem {
  return { code: "encoding", offset: firstInvalidByte(bytes), detail: likelyEncoding(bytes) };
}

function byteOrder(bytes: Uint8Array): ByteOrder | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return undefined;
}

function decodeUtf16(bytes: Uint8Array, order: ByteOrder): DecodedFile | Problem {
  if (bytes.length % 2 === 1) {
    return { code: "encoding", offset: bytes.length - 1, detail: "UTF-16 with half a character" };
  }
  const units = littleEndian(bytes.subarray(2), order);
  const text = units.toString("utf16le");
  const surrogate = unpairedSurrogate(text);
  if (surrogate >= 0) {
    const offset = 2 + 2 * surrogate;
    return { code: "encoding", offset, detail: "UTF-16 with an unpaired surrogate" };
  }
  return {
    utf8: Buffer.from(text, "utf8"),
    encode: (utf8) => encodeUtf16(utf8, bytes.subarray(0, 2), order),
  };
}

function encodeUtf16(utf8: Uint8Array, mark: Uint8Array, order: ByteOrder): Uint8Array {
  const units = Buffer.from(Buffer.from(utf8).toString("utf8"), "utf16le");
  return Buffer.concat([mark, littleEndian(units, order)]);
}

/** A copy with the bytes of each unit swapped when the order is big-endian: its own inverse. */
function littleEndian(units: Uint8Array, order: ByteOrder): Buffer {
  const copy = Buffer.from(units);
  return order === "utf-16be" ? copy.swap16() : copy;
}

/** The index of the first surrogate without its other half, or -1. */
function unpairedSurrogate(text: string): number {
  return text.search(/\p{Surrogate}/u);
}

/**
 * Offset of the first byte that no valid UTF-8 has there: a sequence is wrong at its first byte.
 * Halving keeps to the native check, which is linear; the bisection is bounded by twice the file.
 */
function firstInvalidByte(bytes: Uint8Array): ByteOffset {
  let valid = 0;
  let rest = bytes.length;
  while (rest - valid > 4) {
    const middle = characterStart(bytes, valid + ((rest - valid) >> 1), valid);
    if (middle === valid) break;
    if (isUtf8(bytes.subarray(valid, middle))) valid = middle;
    else rest = middle;
  }
  while (valid < rest) {
    const end = characterEnd(bytes, valid);
    if (end > bytes.length || !isUtf8(bytes.subarray(valid, end))) return valid;
    valid = end;
  }
  return valid;
}

/** The start of the character that `at` is in; never before `from`. */
function characterStart(bytes: Uint8Array, at: ByteOffset, from: ByteOffset): ByteOffset {
  let start = at;
  while (start > from && start > at - 3 && ((bytes[start] as number) & 0xc0) === 0x80) start--;
  return start;
}

function characterEnd(bytes: Uint8Array, at: ByteOffset): ByteOffset {
  const byte = bytes[at] as number;
  if (byte < 0xc0) return at + 1;
  if (byte < 0xe0) return at + 2;
  return byte < 0xf0 ? at + 3 : at + 4;
}

const UNMARKED_UTF16 = "looks like UTF-16 without a byte order mark";

/** How many bytes are looked at for a guess. */
const SAMPLE = 4096;

function likelyEncoding(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE);
  if (sample.includes(0)) return UNMARKED_UTF16;
  return "looks like Latin-1 or Windows-1252, not UTF-8";
}
