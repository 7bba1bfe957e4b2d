import { type CategoryRule, pluralCategories } from "../model/plural.ts";
import type { Pair, ReadPair } from "./pair.ts";
import type { Token } from "../syntax/syntax.ts";
import { branchesOf, type Head, isBranched } from "./heads.ts";
import { MAX_BRANCHES, typeOf } from "./variant.ts";
import type { Violation } from "./violation.ts";

/** Plurals and selects inside the text: the same arguments, the branches that the locale needs. */
export function branches(pair: ReadPair): readonly Violation[] {
  if (!isBranched(pair.from.tokens) && !isBranched(pair.to.tokens)) return [];
  if (new Set(pair.to.tokens.map(({ branch }) => branch)).size > MAX_BRANCHES) {
    return [violation("syntax", true, { reason: "too many branches" })];
  }
  const from = headsByName(pair.from.tokens);
  const to = headsByName(pair.to.tokens);
  const names = new Set([...from.keys(), ...to.keys()]);
  return [...names].flatMap((name) =>
    compareArgument(pair, from.get(name) ?? [], to.get(name) ?? []),
  );
}

function headsByName(tokens: readonly Token[]): ReadonlyMap<string, readonly Head[]> {
  const byName = new Map<string, Head[]>();
  for (const head of branchesOf(tokens).heads) {
    const known = byName.get(head.name);
    if (known === undefined) byName.set(head.name, [head]);
    else known.push(head);
  }
  return byName;
}

/** All that one argument chooses in the two texts. */
function compareArgument(
  pair: ReadPair,
  from: readonly Head[],
  to: readonly Head[],
): readonly Violation[] {
  const lost = from.filter((head) => !hasType(to, head) && !isNeedless(pair, head));
  const added = to.filter((head) => !hasType(from, head));
  if ([...lost, ...added].some(({ type }) => type === "|")) {
    return [violation("plural", true, { reason: countOfForms(pair, from, to) })];
  }
  if (lost.length > 0 && added.length > 0) {
    return [violation("placeholder", true, { expected: shown(lost), found: shown(added) })];
  }
  if (lost.length > 0) return [violation("plural", true, { expected: shown(lost) })];
  if (added.length > 0) return [violation("plural", true, { found: shown(added) })];
  const types = new Set(to.map(({ type }) => type));
  return [...types].flatMap((type) =>
    compareHeads(
      pair.pair,
      from.filter((head) => head.type === type),
      to.filter((head) => head.type === type),
    ),
  );
}

/** `one form where 2 are needed`: of a piped text and one without pipes. */
function countOfForms({ pair }: ReadPair, from: readonly Head[], to: readonly Head[]): string {
  const there = to[0]?.selectors.size ?? 1;
  const inSource = from[0]?.selectors.size ?? 1;
  // What only fractions have is no form of a text that counts.
  const rules = pluralCategories(pair.targetLocale)?.filter(
    ({ required, example }) => required && Number.isInteger(example),
  );
  const needed = inSource === 1 ? 1 : (rules?.length ?? inSource);
  const forms = there === 1 ? "one form" : `${there} forms`;
  return `${forms} where ${needed === 1 ? "one is" : `${needed} are`} needed`;
}

function hasType(heads: readonly Head[], { type }: Head): boolean {
  return heads.some((head) => head.type === type);
}

/** Heads of one argument and type: each of the translation's has to be whole. The worst is told. */
function compareHeads(
  pair: Pair,
  from: readonly Head[],
  to: readonly Head[],
): readonly Violation[] {
  const known = new Set(from.flatMap(({ selectors }) => [...selectors]));
  const all = to.flatMap((head, at) => {
    // Where one text chooses more often than the other, nobody can tell which is which's.
    const twin = from.length === to.length ? (from[at] as Head).selectors : known;
    if (head.type === "|") return [];
    if (head.type === "select") return compareSelectors(known, twin, head);
    return compareCategories(pair, known, twin, head);
  });
  const worst = all.find(({ reject }) => reject) ?? all[0];
  return worst === undefined ? [] : [worst];
}

/** `{n} ファイル` for `{n, plural, …}`: where a locale has one form, no plural is needed. */
function isNeedless(pair: ReadPair, { name, type }: Head): boolean {
  if (type === "select") return false;
  const isThere = pair.to.tokens.some((t) => t.kind === "placeholder" && t.name === name);
  if (!isThere && type !== "|") return false;
  return pluralCategories(pair.pair.targetLocale, typeOf({ type }))?.length === 1;
}

/** A select's selectors are values of the program: a new one never applies. */
function compareSelectors(
  known: ReadonlySet<string>,
  twin: ReadonlySet<string>,
  { selectors }: Head,
): readonly Violation[] {
  const extra = [...selectors].filter((selector) => !known.has(selector));
  const missing = [...twin].filter((selector) => !selectors.has(selector));
  if (extra.length > 0) return [violation("plural", true, { expected: missing, found: extra })];
  return missing.length > 0 ? [violation("plural", false, { expected: missing })] : [];
}

function compareCategories(
  pair: Pair,
  known: ReadonlySet<string>,
  twin: ReadonlySet<string>,
  to: Head,
): readonly Violation[] {
  const rules = pluralCategories(pair.targetLocale, typeOf(to));
  if (rules === undefined) return [];
  const absent = rules.filter((rule) => !covers(pair, to, rule));
  const exact = [...twin].filter((s) => s.startsWith("=") && !isIn(pair, to, s));
  const idle = [...to.selectors].filter(
    (selector) =>
      !selector.startsWith("=") &&
      !rules.some(({ category }) => category === selector) &&
      !known.has(selector),
  );
  const required = absent.filter((rule) => rule.required).map(({ category }) => category);
  if (required.length > 0) return [violation("plural", true, { expected: required, found: idle })];
  const optional = [...exact, ...absent.map(({ category }) => category)];
  if (optional.length === 0 && idle.length === 0) return [];
  return [violation("plural", false, { expected: optional, found: idle })];
}

/** Whether a category has a branch, or an exact one for all of its numbers. */
function covers(
  pair: Pair,
  { selectors }: Head,
  { category, example, single }: CategoryRule,
): boolean {
  if (selectors.has(category)) return true;
  return (single || pair.syntax.exactIsCategory === true) && selectors.has(`=${example}`);
}

function isIn(pair: Pair, { selectors }: Head, exact: string): boolean {
  if (selectors.has(exact)) return true;
  if (pair.syntax.exactIsCategory !== true) return false;
  const category = ["zero", "one", "two"][Number(exact.slice(1))];
  return category !== undefined && selectors.has(category);
}

function shown(heads: readonly Head[]): readonly string[] {
  return [...new Set(heads.map(({ name, type }) => `{${name}, ${type}}`))];
}

function violation(
  code: "plural" | "placeholder" | "syntax",
  reject: boolean,
  detail: NonNullable<Violation["detail"]>,
): Violation {
  return { code, reject, offset: 0, length: 0, detail };
}
