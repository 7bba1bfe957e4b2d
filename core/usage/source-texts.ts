import type { FoundUse } from "./adapter.ts";
import type { Pieces } from "./use.ts";

/** White space, a mark at the end, letters of no identifier, or a word with a capital. */
const SENTENCE = /\s|[.!?:,…]$|[^\u{21}-\u{7e}]|^[A-Z](?:[a-z'-][^._:/]*)?$/u;

/**
 * A key that reads like the text itself. Libraries that show a key nobody defines are often used
 * without any other: that such a key is in no file is no finding.
 */
export function textAsKey(pieces: Pieces): Pick<FoundUse, "isOptional"> {
  return SENTENCE.test(pieces.join("x")) ? { isOptional: true } : {};
}
