import type { Token } from "../syntax/syntax.ts";
import { compareCounts, type Countable } from "./difference.ts";
import type { Reading, ReadPair } from "./pair.ts";
import { branchesOf, isBranched } from "./heads.ts";
import type { Selection, Variant } from "./variant.ts";
import type { Violation } from "./violation.ts";

/** What libraries call the number that chooses among the forms of several keys, or of a pipe. */
const COUNT_NAMES: ReadonlySet<string> = new Set(["count", "n"]);

/** Compares the placeholders, branch by branch, by name and type. The first difference is told. */
export function placeholders(pair: ReadPair, variants: readonly Variant[]): readonly Violation[] {
  const { from, to } = pair;
  const heads = isBranched(from.tokens) || isBranched(to.tokens) ? headNames(from, to) : NO_NAMES;
  for (const { selection, expected, found } of variants) {
    const counts = countsOf(pair, selection);
    const violation = compareCounts(
      "placeholder",
      from,
      countable(from.text, expected, counts, heads),
      to,
      countable(to.text, found, counts, heads),
    );
    if (violation !== undefined) return [violation];
  }
  return [];
}

/** The arguments that choose among branches, of both texts. */
function headNames(from: Reading, to: Reading): ReadonlySet<string> {
  const heads = [from, to].flatMap(({ tokens }) => branchesOf(tokens).heads);
  return new Set(heads.map(({ name }) => name));
}

function countable(
  text: string,
  tokens: readonly Token[],
  counts: ReadonlySet<string>,
  heads: ReadonlySet<string>,
): readonly Countable[] {
  const items: Countable[] = [];
  for (const token of tokens) {
    const { kind, name = "", type, start, end } = token;
    if (kind === "text") items.push(...strayBraces(text, token));
    if (kind !== "placeholder" || counts.has(name)) continue;
    // A plural's number reads the same as `#`, `{n}` and `{n, number}`.
    const isNumber = type === undefined || heads.has(name);
    items.push({ id: isNumber ? name : `${name}, ${type}`, start, end });
  }
  return items;
}

/** Braces in prose are mostly a placeholder that lost one, or got one too many (`{{0}}`). */
function strayBraces(text: string, { start, end }: Token): readonly Countable[] {
  const prose = text.slice(start, end);
  if (!prose.includes("{") && !prose.includes("}")) return [];
  return [...prose.matchAll(/[{}]/gu)].map((match) => {
    const at = start + match.index;
    return { id: match[0], start: at, end: at + 1 };
  });
}

/** The names of the numbers that this variant may omit. */
function countsOf(
  { pair: { category }, from }: ReadPair,
  selection: Selection,
): ReadonlySet<string> {
  const isPiped = selection.some(({ head }) => head.name === "|");
  const mayOmit = isPiped || (category !== undefined && isOfFew(category));
  if (selection.length === 0) return mayOmit ? COUNT_NAMES : NO_NAMES;
  const few = selection.filter(({ selector }) => isOfFew(selector));
  const counts = few.map(({ head }) => head.name);
  if (isPiped && !isLastForm(selection) && isListOfOne(from)) counts.push("0");
  return new Set(mayOmit ? [...counts, ...COUNT_NAMES] : counts);
}

/** What is said of many, by whatever rule a program chooses among its forms. */
function isLastForm(selection: Selection): boolean {
  return selection.every(({ head, selector }) => [...head.selectors].at(-1) === selector);
}

/** `{0}` alone: in a text of several forms that is their number. */
function isListOfOne({ tokens }: Reading): boolean {
  return tokens.every(({ kind, name }) => kind !== "placeholder" || name === "0");
}

const NO_NAMES: ReadonlySet<string> = new Set();
const FEW: ReadonlySet<string> = new Set(["zero", "one", "two"]);

/** "One file", "no files": where the form itself tells the number, or nearly. */
function isOfFew(selector: string): boolean {
  return selector.startsWith("=") || FEW.has(selector);
}
