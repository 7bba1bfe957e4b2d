import { categoryOf, type PluralType, pluralCategories } from "../model/plural.ts";
import type { Token } from "../syntax/syntax.ts";
import type { Pair, ReadPair } from "./pair.ts";

/** One way through the branches of a message: which selector each argument takes. */
export type Selection = ReadonlyMap<string, string>;

/** A translation with its counterpart for one selection of the translation's branches. */
export interface Variant {
  readonly selection: Selection;
  readonly expected: readonly Token[];
  readonly found: readonly Token[];
}

const NONE: Selection = new Map();

/** More than any message has; each costs a walk over the tokens. */
export const MAX_BRANCHES = 200;

/** The arguments of plurals and selects, with all selectors that occur. */
export interface Head {
  readonly type: string;
  readonly selectors: ReadonlySet<string>;
}

export function headsOf(tokens: readonly Token[]): ReadonlyMap<string, Head> {
  const heads = new Map<string, { type: string; selectors: Set<string> }>();
  for (const { kind, name, type, branch } of tokens) {
    if (kind === "syntax" && name !== undefined && type !== undefined && !heads.has(name)) {
      heads.set(name, { type, selectors: new Set() });
    }
    const argument = branch?.at(-2);
    const selector = branch?.at(-1);
    if (argument === undefined || selector === undefined) continue;
    if (!heads.has(argument)) heads.set(argument, { type: argument, selectors: new Set() });
    heads.get(argument)?.selectors.add(selector);
  }
  return heads;
}

/**
 * The variants to compare: one for each innermost branch of the translation. What stands in a branch
 * of an argument that the selection does not name is there in its `other`.
 */
export function variantsOf(pair: ReadPair): readonly Variant[] {
  if (!isBranched(pair.from.tokens) && !isBranched(pair.to.tokens)) return [wholeOf(pair)];
  const selections = selectionsOf(pair.to.tokens);
  const heads = headsOf(pair.from.tokens);
  return (selections.length === 0 ? [NONE] : selections).map((s) => variantOf(pair, heads, s));
}

/** The variant of the most general branches: the last, as everybody writes them. */
export function lastVariantOf(pair: ReadPair): Variant {
  if (!isBranched(pair.from.tokens) && !isBranched(pair.to.tokens)) return wholeOf(pair);
  const last = pair.to.tokens.findLast(({ branch }) => branch !== undefined)?.branch ?? [];
  return variantOf(pair, headsOf(pair.from.tokens), new Map(pairsOf(last)));
}

function wholeOf({ from, to }: ReadPair): Variant {
  return { selection: NONE, expected: from.tokens, found: to.tokens };
}

function variantOf(
  { pair, from, to }: ReadPair,
  heads: ReadonlyMap<string, Head>,
  selection: Selection,
): Variant {
  const counterpart = new Map<string, string>();
  const piped = heads.get("|");
  if (piped !== undefined) counterpart.set("|", String(piped.selectors.size - 1));
  for (const [name, selector] of selection) {
    counterpart.set(name, sourceSelector(pair, heads.get(name), selector));
  }
  return {
    selection,
    expected: tokensOf(from.tokens, counterpart),
    found: tokensOf(to.tokens, selection),
  };
}

/** Whether a text has branches: few have, and nothing of this is needed for the others. */
export function isBranched(tokens: readonly Token[]): boolean {
  return tokens.some(({ branch }) => branch !== undefined);
}

/** Every branch that a token stands in, as a selection. */
function selectionsOf(tokens: readonly Token[]): readonly Selection[] {
  const selections = new Map<string, Selection>();
  let last: readonly string[] | undefined;
  for (const { branch } of tokens) {
    if (branch === undefined || branch === last) continue;
    last = branch;
    const id = JSON.stringify(branch);
    if (!selections.has(id)) selections.set(id, new Map(pairsOf(branch)));
  }
  return [...selections.values()];
}

function tokensOf(tokens: readonly Token[], selection: Selection): readonly Token[] {
  return tokens.filter(({ branch }) =>
    pairsOf(branch ?? []).every(
      ([name, selector]) => selector === (selection.get(name) ?? "other"),
    ),
  );
}

function pairsOf(branch: readonly string[]): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (let i = 0; i + 1 < branch.length; i += 2) pairs.push([branch[i] ?? "", branch[i + 1] ?? ""]);
  return pairs;
}

/** The selector of the source that serves one of the translation. */
function sourceSelector(pair: Pair, head: Head | undefined, selector: string): string {
  if (head === undefined || head.selectors.has(selector) || selector === "other") return selector;
  if (head.type === "|") return selector === "0" ? "0" : String(head.selectors.size - 1);
  const type = typeOf(head);
  const rule = pluralCategories(pair.targetLocale, type)?.find((r) => r.category === selector);
  const number = selector.startsWith("=") ? Number(selector.slice(1)) : rule?.example;
  if (number === undefined) return "other";
  const isExact = rule?.single === true || pair.syntax.exactIsCategory === true;
  if (isExact && head.selectors.has(`=${number}`)) return `=${number}`;
  const category = categoryOf(pair.sourceLocale, number, type);
  return head.selectors.has(category) ? category : "other";
}

export function typeOf({ type }: Pick<Head, "type">): PluralType {
  return type === "selectordinal" ? "ordinal" : "cardinal";
}
