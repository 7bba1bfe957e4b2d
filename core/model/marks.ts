/**
 * What a mark of any syntax, a tag, an address or an entity is written with. A text with none of
 * these, no `www` and no backslash is prose to every rule about structure.
 */
export const MARK_CHARACTERS: string = "{}<>&%@$|:=#/";

/** 1 for the bytes of these ASCII characters. */
export function byteSet(characters: string): Uint8Array {
  const set = new Uint8Array(0x100);
  for (const character of characters) set[character.charCodeAt(0)] = 1;
  return set;
}

const LETTER_W = 0x77;

/**
 * A set by two bytes, the first in the low half: 1 where one of them is in it. Also 1 for `ww`:
 * wherever `www` stands, two of it are looked up together. Two look-ups for four bytes are a third
 * cheaper than four.
 */
export function bytePairs(set: Uint8Array): Uint8Array {
  const pairs = new Uint8Array(0x10000);
  for (let byte = 0; byte < 0x100; byte++) {
    if (set[byte] === 0) continue;
    pairs.fill(1, byte << 8, (byte + 1) << 8);
    for (let other = 0; other < 0x100; other++) pairs[(other << 8) | byte] = 1;
  }
  pairs[(LETTER_W << 8) | LETTER_W] = 1;
  return pairs;
}
