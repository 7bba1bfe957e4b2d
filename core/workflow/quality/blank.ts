import type { Catalog } from "../../catalog/catalog.ts";
import { byteSet } from "../../model/marks.ts";

const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BACKSLASH = 0x5c;
const LETTER_U = 0x75;
const SPACE = 0x20;

/** The first two bytes of what `trim` takes away beyond ASCII; of U+0085 to U+00BF the first. */
const LATIN = 0xc2;
const BLANKS = [
  [0xe1, 0x9a],
  [0xe2, 0x80],
  [0xe2, 0x81],
  [0xe3, 0x80],
  [0xef, 0xbb],
] as const;

/** 1 for what a blank begins with: few texts do, and millions are looked at. */
const beginnings: Uint8Array = byteSet("\\").fill(1, 0, SPACE + 1);
for (const first of [LATIN, ...BLANKS.map(([first]) => first)]) beginnings[first] = 1;

/** Backslash, quote and slash: escaped, they are themselves. */
const SELVES = [BACKSLASH, 0x22, 0x2f];

/**
 * Whether a text may be nothing but blanks, which no rule about structure sees: it begins with one,
 * as it is written. Some texts that do not are taken for such, and none the other way round.
 */
export function mayBeBlank({ bytes, valueStart }: Catalog, row: number): boolean {
  const start = valueStart[row] as number;
  const isQuoted = bytes[start] === QUOTE || bytes[start] === APOSTROPHE;
  const at = isQuoted ? start + 1 : start;
  const first = bytes[at] as number;
  if (beginnings[first] === 0) return false;
  if (first === BACKSLASH) return isBlankEscape(bytes, at + 1);
  if (first <= SPACE) return true;
  const second = bytes[at + 1] as number;
  return first === LATIN || BLANKS.some((blank) => blank[0] === first && blank[1] === second);
}

function isBlankEscape(bytes: Uint8Array, at: number): boolean {
  const letter = bytes[at] as number;
  if (letter !== LETTER_U) return !SELVES.includes(letter);
  let unit = 0;
  for (let digit = at + 1; digit <= at + 4; digit++) {
    unit = unit * 16 + hexValue(bytes[digit] as number);
  }
  if (unit <= 0xa0) return unit <= SPACE || unit >= 0x80;
  return unit === 0x1680 || unit >> 7 === 0x40 || unit === 0x3000 || unit === 0xfeff;
}

/** Of a digit or a letter, in either case. */
function hexValue(digit: number): number {
  return (digit & 15) + 9 * (digit >> 6);
}
