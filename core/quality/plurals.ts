import { type CategoryRule, pluralCategories } from "../model/plural.ts";
import type { Pair, ReadPair } from "./pair.ts";
import { type Head, headsOf, isBranched, MAX_BRANCHES, typeOf } from "./variant.ts";
import type { Violation } from "./violation.ts";

/** Plurals and selects inside the text: the same arguments, the branches that the locale needs. */
export function branches(pair: ReadPair): readonly Violation[] {
  if (!isBranched(pair.from.tokens) && !isBranched(pair.to.tokens)) return [];
  if (new Set(pair.to.tokens.map(({ branch }) => branch)).size > MAX_BRANCHES) {
    return [violation("syntax", true, { reason: "too many branches" })];
  }
  const from = headsOf(pair.from.tokens);
  const to = headsOf(pair.to.tokens);
  const names = new Set([...from.keys(), ...to.keys()]);
  return [...names].flatMap((name) => compareHeads(pair, name, from.get(name), to.get(name)));
}

function compareHeads(
  pair: ReadPair,
  name: string,
  from: Head | undefined,
  to: Head | undefined,
): readonly Violation[] {
  if (to === undefined) {
    if (from === undefined || isNeedless(pair, name, from)) return [];
    return [violation("plural", true, { expected: [shown(name, from)] })];
  }
  if (from === undefined) return [violation("plural", true, { found: [shown(name, to)] })];
  if (from.type !== to.type) {
    const detail = { expected: [shown(name, from)], found: [shown(name, to)] };
    return [violation("placeholder", true, detail)];
  }
  if (to.type === "|") return [];
  return to.type === "select" ? compareSelectors(from, to) : compareCategories(pair.pair, from, to);
}

/** `{n} ファイル` for `{n, plural, …}`: where a locale has one form, no plural is needed. */
function isNeedless(pair: ReadPair, name: string, { type }: Head): boolean {
  if (type === "select") return false;
  const isThere = pair.to.tokens.some((t) => t.kind === "placeholder" && t.name === name);
  if (!isThere && type !== "|") return false;
  return pluralCategories(pair.pair.targetLocale, typeOf({ type }))?.length === 1;
}

/** A select's selectors are values of the program: a new one never applies. */
function compareSelectors(from: Head, to: Head): readonly Violation[] {
  const extra = [...to.selectors].filter((selector) => !from.selectors.has(selector));
  const missing = [...from.selectors].filter((selector) => !to.selectors.has(selector));
  if (extra.length > 0) return [violation("plural", true, { expected: missing, found: extra })];
  return missing.length > 0 ? [violation("plural", false, { expected: missing })] : [];
}

function compareCategories(pair: Pair, from: Head, to: Head): readonly Violation[] {
  const rules = pluralCategories(pair.targetLocale, typeOf(to));
  if (rules === undefined) return [];
  const absent = rules.filter((rule) => !covers(pair, to, rule));
  const exact = [...from.selectors].filter((s) => s.startsWith("=") && !isIn(pair, to, s));
  const idle = [...to.selectors].filter(
    (selector) =>
      !selector.startsWith("=") &&
      !rules.some(({ category }) => category === selector) &&
      !from.selectors.has(selector),
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

function shown(name: string, { type }: Head): string {
  return type === "|" ? "|" : `{${name}, ${type}}`;
}

function violation(
  code: "plural" | "placeholder" | "syntax",
  reject: boolean,
  detail: NonNullable<Violation["detail"]>,
): Violation {
  return { code, reject, offset: 0, length: 0, detail };
}
