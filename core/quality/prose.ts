import type { Token } from "../syntax/syntax.ts";
import type { Prose } from "./doubt.ts";
import { number } from "./number.ts";
import type { Pair, ReadPair } from "./pair.ts";
import { punctuation } from "./punctuation.ts";
import { lastVariantOf } from "./variant.ts";
import type { Violation } from "./violation.ts";
import { length, repeated, unchanged, whitespace } from "./wording.ts";

type Rule = (pair: Pair, prose: Prose) => Violation | undefined;

const RULES: readonly Rule[] = [unchanged, length, punctuation, number, whitespace, repeated];

/**
 * What is doubtful about a translation as a text. Never a reason to refuse it. Each rule looks first
 * whether it can be broken at all: it is asked of every pair of a repository.
 */
export function doubts(pair: Pair, prose: Prose): readonly Violation[] {
  const violations: Violation[] = [];
  for (const rule of RULES) {
    const violation = rule(pair, prose);
    if (violation !== undefined) violations.push(violation);
  }
  return violations;
}

/** Of a text with branches that of the most general ones. */
export function proseOf(pair: ReadPair): Prose {
  const { expected, found } = lastVariantOf(pair);
  return {
    source: withoutMarks(pair.from.text, expected),
    target: withoutMarks(pair.to.text, found),
  };
}

function withoutMarks(text: string, tokens: readonly Token[]): string {
  let prose = "";
  for (const { kind, start, end } of tokens)
    prose += kind === "text" ? text.slice(start, end) : GAP;
  return prose;
}

/** Stands for a mark: no letter, no space, no digit. */
const GAP = "\ufffc";
