import type { Category } from "../model/plural.ts";
import { brace } from "../syntax/brace.ts";
import { isFault, type Syntax, type SyntaxFault, type Token } from "../syntax/syntax.ts";

/** A source text and its translation, with all that decides whether they fit. */
export interface Pair {
  readonly source: string;
  readonly target: string;
  readonly syntax: Syntax;
  /** Canonical ids. */
  readonly sourceLocale: string;
  readonly targetLocale: string;
  /** Where the translation is one form of a plural that several keys spell. */
  readonly category?: Category | undefined;
  /** Brand names and other words that stay as they are. */
  readonly terms?: readonly string[] | undefined;
}

/** A text with its tokens. */
export interface Reading {
  readonly text: string;
  readonly tokens: readonly Token[];
}

export interface ReadPair {
  readonly pair: Pair;
  readonly from: Reading;
  readonly to: Reading;
}

/**
 * Both texts as tokens, or why the translation is malformed. A malformed source is nobody's measure:
 * then both are compared by what every syntax has, braces.
 */
export function readPair(pair: Pair): ReadPair | SyntaxFault {
  const source = pair.syntax.tokens(pair.source);
  if (isFault(source)) return pair.syntax === brace ? source : readPair({ ...pair, syntax: brace });
  const target = pair.syntax.tokens(pair.target);
  if (isFault(target)) return target;
  return {
    pair,
    from: { text: pair.source, tokens: source },
    to: { text: pair.target, tokens: target },
  };
}

export function written(reading: Reading, token: Pick<Token, "start" | "end">): string {
  return reading.text.slice(token.start, token.end);
}
