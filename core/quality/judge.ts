import { isFault } from "../syntax/syntax.ts";
import { links } from "./links.ts";
import { markup } from "./markup.ts";
import { type Pair, type ReadPair, readPair } from "./pair.ts";
import { placeholders } from "./placeholders.ts";
import { branches } from "./plurals.ts";
import { hasWords } from "./doubt.ts";
import { doubts, proseOf } from "./prose.ts";
import { terms } from "./terms.ts";
import { variantsOf } from "./variant.ts";
import type { Violation } from "./violation.ts";

/** What any syntax begins a mark with. Nine of ten texts have none and need no tokens. */
const MARK = /[<&{}%@$|\\]|:\S|www\./u;

/**
 * Judges a translation: first whether it may be written at all, then what is doubtful about it. The
 * rules are those of Weblate's checks and translate-toolkit's pofilter. Linear in the texts, never a
 * throw; about 1 µs for a pair without marks and 10 µs for one with.
 */
export function judge(pair: Pair): readonly Violation[] {
  return violationsOf(pair, true);
}

/** What `judge` rejects and nothing else, without the cost of doubts. */
export function rejectsOf(pair: Pair): readonly Violation[] {
  return violationsOf(pair, false).filter(({ reject }) => reject);
}

function violationsOf(pair: Pair, isDoubted: boolean): readonly Violation[] {
  const { source, target } = pair;
  if (target.trim() === "") {
    // A space is a translation of "," where it parts thousands, but nothing never is one.
    const isFine = source.trim() === "" || (target !== "" && !hasWords(source));
    return isFine ? [] : [{ code: "empty", reject: true, offset: 0, length: target.length }];
  }
  if (!MARK.test(source) && !MARK.test(target)) {
    return isDoubted ? [...terms(pair), ...doubts(pair, { source, target })] : terms(pair);
  }
  const read = readPair(pair);
  if (isFault(read)) {
    const { fault, offset } = read;
    return [{ code: "syntax", reject: true, offset, length: 0, detail: { reason: fault } }];
  }
  const broken = [...structure(read), ...terms(pair)];
  return isDoubted ? [...broken, ...doubts(pair, proseOf(read))] : broken;
}

/** What breaks the program or the page. Where the branches differ, the rest cannot be compared. */
function structure(pair: ReadPair): readonly Violation[] {
  const plural = branches(pair);
  if (plural.some(({ reject }) => reject)) return plural;
  const variants = variantsOf(pair);
  return [
    ...plural,
    ...placeholders(pair, variants),
    ...markup(pair, variants),
    ...links(pair, variants),
  ];
}
