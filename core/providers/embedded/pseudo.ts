import { isFault, type Syntax, type Token } from "../../syntax/syntax.ts";

/** How a pseudo-locale writes. */
export interface PseudoScript {
  /** A stretch of prose. */
  prose(text: string): string;
  /** Set around every text that a reader sees whole, so that a cut one shows. */
  readonly opening: string;
  readonly closing: string;
}

/**
 * The text as a pseudo-locale writes it. Whatever is not prose stays as it is, which is proven by
 * reading the result again: undefined where it would read otherwise, or the text is malformed.
 */
export function pseudoText(text: string, syntax: Syntax, script: PseudoScript): string | undefined {
  const tokens = syntax.tokens(text);
  if (isFault(tokens)) return undefined;
  const shown = shownTexts(tokens);
  const openings = new Set(shown.map(({ first }) => first));
  const closings = new Set(shown.map(({ last }) => last));
  let result = "";
  for (const [at, token] of tokens.entries()) {
    const written = text.slice(token.start, token.end);
    const body = token.kind === "text" ? script.prose(written) : written;
    // White space at the ends of a text is often meant: it stays outermost.
    const inner = openings.has(at) ? body.trimStart() : body;
    const core = closings.has(at) ? inner.trimEnd() : inner;
    result += body.slice(0, body.length - inner.length);
    if (openings.has(at)) result += script.opening;
    result += core;
    if (closings.has(at)) result += script.closing;
    result += inner.slice(core.length);
  }
  return fixedParts(result, syntax) === fixedParts(text, syntax) ? result : undefined;
}

/** Indexes of tokens, both inclusive. */
interface Shown {
  readonly first: number;
  readonly last: number;
}

/**
 * The message as a whole where something stands outside its branches; else each outermost branch,
 * without the syntax around it (`one {` … `}`): readers see only one of them.
 */
function shownTexts(tokens: readonly Token[]): readonly Shown[] {
  const isWhole = tokens.some((token) => token.branch === undefined && token.kind !== "syntax");
  if (isWhole) return [{ first: 0, last: tokens.length - 1 }];
  const shown: Shown[] = [];
  for (let first = 0; first < tokens.length; first++) {
    const branch = branchId(tokens[first]);
    if (branch === undefined) continue;
    let last = first;
    while (branchId(tokens[last + 1]) === branch) last++;
    const from = tokens[first]?.kind === "syntax" ? first + 1 : first;
    const to = tokens[last]?.kind === "syntax" ? last - 1 : last;
    if (from <= to) shown.push({ first: from, last: to });
    first = last;
  }
  return shown;
}

function branchId(token: Token | undefined): string | undefined {
  return token?.branch && JSON.stringify(token.branch.slice(0, 2));
}

function fixedParts(text: string, syntax: Syntax): string | undefined {
  const tokens = syntax.tokens(text);
  if (isFault(tokens)) return undefined;
  const fixed = tokens.filter((token) => token.kind !== "text");
  return JSON.stringify(
    fixed.map((t) => [t.kind, t.name, t.type, t.branch, text.slice(t.start, t.end)]),
  );
}
