import type { ByteOffset } from "../../model/bytes.ts";
import { bytePairs, byteSet, MARK_CHARACTERS } from "../../model/marks.ts";
import { BACKSLASH, hexDigits, LETTER_U, SPACE, ZERO } from "./lexer.ts";

const LETTER_W = 0x77;
const EIGHT = 0x38;

/** Bytes that end a run of plain characters, and what marks are written with. */
const stops: Uint8Array = byteSet(`"\\${MARK_CHARACTERS}`).fill(1, 0, SPACE);
const pairStops: Uint8Array = bytePairs(stops);

/** Escapes that read as what separates words. */
const whiteEscapes: Uint8Array = byteSet('"nrt');

/**
 * Where a run of characters inside a string ends that belong to no mark of any syntax: like
 * `plainEnd`, but also at a mark, and at or in front of `www`. Two look-ups for four bytes cost no
 * more than `plainEnd`, and save whoever asks for marks a second look at most texts.
 */
export function unmarkedEnd(
  bytes: Uint8Array,
  view: DataView,
  from: ByteOffset,
  limit: ByteOffset,
): ByteOffset {
  let at = from;
  for (; at <= limit - 4; at += 4) {
    const word = view.getInt32(at, true);
    if (((pairStops[word & 0xffff] as number) | (pairStops[word >>> 16] as number)) !== 0) break;
  }
  while (at < limit && stops[bytes[at] as number] === 0) {
    if (bytes[at] === LETTER_W && bytes[at + 1] === LETTER_W) break;
    at++;
  }
  return at;
}

/**
 * Where the unmarked characters end that go on at `from` with an escape: escapes that read as white
 * space, a quote or anything beyond ASCII are such. Any other escape, right or wrong, is the end.
 */
export function unmarkedEscapesEnd(
  bytes: Uint8Array,
  view: DataView,
  from: ByteOffset,
  limit: ByteOffset,
): ByteOffset {
  let at = from;
  while (at < limit && bytes[at] === BACKSLASH) {
    const letter = bytes[at + 1] as number;
    if (whiteEscapes[letter] === 1) at += 2;
    else if (letter === LETTER_U && isBeyondAscii(bytes, at + 2, limit)) at += 6;
    else break;
    // Where all but ASCII is escaped, whole texts are nothing but escapes.
    if (bytes[at] !== BACKSLASH) at = unmarkedEnd(bytes, view, at, limit);
  }
  return at;
}

/** Whether four hexadecimal digits stand at `at` that name a character beyond ASCII. */
function isBeyondAscii(bytes: Uint8Array, at: ByteOffset, limit: ByteOffset): boolean {
  if (at + 4 > limit) return false;
  for (let digit = at; digit < at + 4; digit++) {
    if (hexDigits[bytes[digit] as number] === 0) return false;
  }
  return bytes[at] !== ZERO || bytes[at + 1] !== ZERO || (bytes[at + 2] as number) >= EIGHT;
}
