import { categoryOf, type PluralType, pluralCategories } from "../model/plural.ts";
import type { Token } from "../syntax/syntax.ts";
import { type Branches, branchesOf, type Head, isBranched, type Level } from "./heads.ts";
import type { Pair, ReadPair } from "./pair.ts";

/** One way through the branches of a translation: the branch of each argument, outermost first. */
export type Selection = readonly Level[];

/** A translation with its counterpart for one selection of the translation's branches. */
export interface Variant {
  readonly selection: Selection;
  readonly expected: readonly Token[];
  readonly found: readonly Token[];
}

const NONE: Selection = [];

/** More than any message has; each costs a walk over the tokens. */
export const MAX_BRANCHES = 200;

/**
 * The variants to compare: one for each branch of the translation. What stands in a branch of an
 * argument that the selection does not name is there in its `other`.
 */
export function variantsOf(pair: ReadPair): readonly Variant[] {
  if (!isBranched(pair.from.tokens) && !isBranched(pair.to.tokens)) return [wholeOf(pair)];
  const [from, to] = [branchesOf(pair.from.tokens), branchesOf(pair.to.tokens)];
  const selections = [...to.levels.values()];
  return (selections.length === 0 ? [NONE] : selections).map((s) => variantOf(pair, from, to, s));
}

/** The variant of the most general branches: the last, as everybody writes them. */
export function lastVariantOf(pair: ReadPair): Variant {
  if (!isBranched(pair.from.tokens) && !isBranched(pair.to.tokens)) return wholeOf(pair);
  const [from, to] = [branchesOf(pair.from.tokens), branchesOf(pair.to.tokens)];
  const last = pair.to.tokens.findLast(({ branch }) => branch !== undefined)?.branch;
  return variantOf(pair, from, to, to.levels.get(last) ?? NONE);
}

function wholeOf({ from, to }: ReadPair): Variant {
  return { selection: NONE, expected: from.tokens, found: to.tokens };
}

function variantOf(
  { pair, from, to }: ReadPair,
  source: Branches,
  target: Branches,
  selection: Selection,
): Variant {
  const { sourceLocale, targetLocale } = pair;
  return {
    selection,
    expected: tokensOf(from.tokens, source, (head) => choose(pair, sourceLocale, head, selection)),
    found: tokensOf(to.tokens, target, (head) => choose(pair, targetLocale, head, selection)),
  };
}

/** What a reader sees of a text where each head takes the selector that is chosen for it. */
function tokensOf(
  tokens: readonly Token[],
  { heads, levels }: Branches,
  chosen: (head: Head) => string,
): readonly Token[] {
  const choices = new Map(heads.map((head) => [head, chosen(head)]));
  return tokens.filter(({ branch }) =>
    (levels.get(branch) ?? []).every(({ head, selector }) => choices.get(head) === selector),
  );
}

/** The selector that a head, of either text, takes for the number or value that is selected. */
function choose(pair: Pair, locale: string, head: Head, selection: Selection): string {
  const own = selection.find((level) => level.head === head);
  if (own !== undefined) return own.selector;
  const level = selection.findLast((other) => other.head.name === head.name);
  const isSame = level?.head.type === head.type && head.selectors.has(level.selector);
  if (isSame) return level.selector;
  if (head.name === "|") return level?.selector === "0" ? "0" : ([...head.selectors].at(-1) ?? "0");
  if (level === undefined || level.selector === "other") return "other";
  const { selector } = level;
  if (head.type === "select") return "other";
  const rules = pluralCategories(pair.targetLocale, typeOf(level.head));
  const rule = rules?.find(({ category }) => category === selector);
  const number = selector.startsWith("=") ? Number(selector.slice(1)) : rule?.example;
  if (number === undefined) return "other";
  const isExact = rule?.single === true || pair.syntax.exactIsCategory === true;
  if (isExact && head.selectors.has(`=${number}`)) return `=${number}`;
  const category = categoryOf(locale, number, typeOf(head));
  return head.selectors.has(category) ? category : "other";
}

export function typeOf({ type }: Pick<Head, "type">): PluralType {
  return type === "selectordinal" ? "ordinal" : "cardinal";
}
