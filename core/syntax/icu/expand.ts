import { type Category, CATEGORIES, categoryOf, pluralCategories } from "../../model/plural.ts";
import type { Token } from "../syntax.ts";

/** A text that grows beyond this is left as it is: nested plurals multiply. */
const MAX_GROWTH = 50;

interface Branch {
  readonly selector: string;
  readonly body: string;
}

/** What expanding needs to know of the locales. */
export interface Locales {
  readonly source: string;
  readonly target: string;
  /** Whether `=0`, `=1` and `=2` are other spellings of categories. */
  readonly exactIsCategory: boolean;
}

/**
 * The text with a branch for every category of the target locale, in CLDR's order: each a copy of
 * the branch that the source's rules choose for an example number. What stands there stays, exact
 * branches included.
 */
export function expandPlurals(text: string, tokens: readonly Token[], locales: Locales): string {
  const lastOf = new Map(tokens.map(({ branch }, index) => [branch, index]));
  const expansion = { text, tokens, locales, lastOf, left: MAX_GROWTH * (text.length + 100) };
  const expanded = render(expansion, 0, tokens.length);
  return expansion.left < 0 ? text : expanded;
}

interface Expansion {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly locales: Locales;
  /** The last token of each branch: its closing brace. */
  readonly lastOf: ReadonlyMap<Token["branch"], number>;
  /** Characters that may still be written. */
  left: number;
}

function render(expansion: Expansion, from: number, to: number): string {
  const { text, tokens, locales } = expansion;
  let rendered = "";
  for (let i = from; i < to; i++) {
    const token = tokens[i] as Token;
    rendered += text.slice(token.start, token.end);
    if (!isPluralHead(token)) continue;
    const { branches, next, space } = readBranches(expansion, i);
    const all = withCategories(branches, token.type, locales);
    rendered += all.map(({ selector, body }) => `${selector} {${body}}`).join(space);
    i = next - 1;
  }
  expansion.left -= rendered.length;
  return expansion.left < 0 ? "" : rendered;
}

function readBranches(
  expansion: Expansion,
  head: number,
): { branches: readonly Branch[]; next: number; space: string } {
  const { text, tokens, lastOf } = expansion;
  const branches: Branch[] = [];
  const depth = (tokens[head]?.branch?.length ?? 0) + 2;
  let space = " ";
  let next = head + 1;
  for (let opening = tokens[next]; opening?.branch?.length === depth; opening = tokens[next]) {
    const end = lastOf.get(opening.branch) ?? next;
    const lead = text.slice(opening.start, opening.end);
    if (branches.length > 0) space = lead.slice(0, lead.length - lead.trimStart().length) || " ";
    branches.push({
      selector: opening.branch.at(-1) ?? "",
      body: render(expansion, next + 1, end),
    });
    next = end + 1;
  }
  return { branches, next, space };
}

function isPluralHead({ kind, type }: Token): boolean {
  return kind === "syntax" && (type === "plural" || type === "selectordinal");
}

function withCategories(
  branches: readonly Branch[],
  head: string | undefined,
  { source, target, exactIsCategory }: Locales,
): readonly Branch[] {
  const type = head === "selectordinal" ? "ordinal" : "cardinal";
  const bodies = new Map(branches.map(({ selector, body }) => [selector, body]));
  const all = [...branches];
  for (const { category, example, single } of pluralCategories(target, type) ?? []) {
    if (bodies.has(category)) continue;
    if ((single || exactIsCategory) && bodies.has(`=${example}`)) continue;
    const body = bodies.get(categoryOf(source, example, type)) ?? bodies.get("other") ?? "";
    const later = CATEGORIES.slice(CATEGORIES.indexOf(category));
    const before = all.findIndex(({ selector }) => later.includes(selector as Category));
    all.splice(before < 0 ? all.length : before, 0, { selector: category, body });
  }
  return all;
}
