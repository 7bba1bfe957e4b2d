import type { PseudoScript } from "./pseudo.ts";

const PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED = "åƀçðéƒĝĥîĵķļɱñöþʠŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ";
const accents = new Map([...PLAIN].map((letter, at) => [letter, [...ACCENTED][at] ?? letter]));

/** How much longer translations of UI texts commonly are than English. */
const GROWTH = 0.35;

/**
 * Accented, longer, in brackets: `[Šåṽéé ƒîîļéé]`. Shows texts that are not translated at all, that
 * have no room to grow, that are cut, or that are put together from pieces.
 */
export const accented: PseudoScript = { prose: accentedProse, opening: "[", closing: "]" };

/** Grows by repeating vowels, so that words stay readable. */
function accentedProse(text: string): string {
  let result = "";
  let owed = 0;
  for (const character of text) {
    const accent = accents.get(character) ?? character;
    result += accent;
    owed += GROWTH;
    if (owed >= 1 && /[aeiouy]/iu.test(character)) {
      result += accent.repeat(Math.floor(owed));
      owed %= 1;
    }
  }
  return result;
}
