import type { PseudoScript } from "./pseudo.ts";

const RIGHT_TO_LEFT_MARK = "\u200F";
const RIGHT_TO_LEFT_OVERRIDE = "\u202E";
const POP_DIRECTIONAL_FORMATTING = "\u202C";
const WORD_START = RIGHT_TO_LEFT_MARK + RIGHT_TO_LEFT_OVERRIDE;
const WORD_END = POP_DIRECTIONAL_FORMATTING + RIGHT_TO_LEFT_MARK;

/**
 * Right to left, word by word, as Android's `ar-XB` does (aapt2, `PseudoMethodBidi`): the letters
 * stay, their direction turns. Shows layouts that do not mirror, and values of the other direction.
 */
export const mirrored: PseudoScript = {
  prose: (text) => text.replaceAll(/\S+/gu, (word) => WORD_START + word + WORD_END),
  opening: "",
  closing: "",
};
