import type { Token } from "./syntax.ts";

/** A tag, address or character escape; it may reach over placeholders. */
export interface Markup extends Token {
  readonly kind: "tag" | "url" | "escape";
}

const CANDIDATE = /[<&:\\]|www\./gu;
const TAG_NAME = /<\/?(?:[a-z][\w:.-]*|\d+|!--|!doctype)/iuy;
const ENTITY = /&(?:[a-z][a-z\d]{1,31}|#\d{1,7}|#x[\da-f]{1,6});/iuy;
const BACKSLASH = /\\(?:[nrt"'\\]|u[\dA-Fa-f]{4})/uy;
const SCHEME = /(?<![a-z\d])[a-z][a-z\d+.]{1,11}$/iu;
const LONGEST_SCHEME = 13;
/** Schemes that are not followed by `//`. `javascript` is here because an attack would use it. */
const OPAQUE_SCHEME = /^(?:mailto|tel|data|javascript|vbscript)$/iu;
/** ASCII only: Chinese and Japanese prose follows an address without a space. */
const ADDRESS = /^[\w.~:/?#@!$&*+,;=%-]+/u;
const CLOSING_PUNCTUATION = /[.,;:!?*_&]/u;

/**
 * What every syntax has in common, outside the marks of the syntax itself: tags (HTML's, and the
 * `<0>` and `<link>` of component libraries), addresses, entities and backslash escapes.
 */
export function markupOf(text: string, marks: readonly Token[]): readonly Markup[] {
  const found: Markup[] = [];
  let mark = 0;
  let from = 0;
  CANDIDATE.lastIndex = 0;
  for (let hit = CANDIDATE.exec(text); hit !== null; hit = CANDIDATE.exec(text)) {
    const at = hit.index;
    for (let next = marks[mark]; next !== undefined && next.end <= at; next = marks[mark]) {
      from = Math.max(from, next.end);
      mark++;
    }
    const inside = marks[mark];
    const resume = CANDIDATE.lastIndex;
    const span =
      inside !== undefined && inside.start <= at
        ? undefined
        : markupAt(text, hit[0], at, from, marks, mark);
    CANDIDATE.lastIndex = resume;
    if (span === undefined) continue;
    found.push(span);
    from = span.end;
    CANDIDATE.lastIndex = span.end;
  }
  return found;
}

function markupAt(
  text: string,
  candidate: string,
  at: number,
  from: number,
  marks: readonly Token[],
  mark: number,
): Markup | undefined {
  if (candidate === "<") return tagAt(text, at, marks, mark);
  if (candidate === "&") return escapeAt(ENTITY, text, at, marks[mark]);
  if (candidate === "\\") return escapeAt(BACKSLASH, text, at, marks[mark]);
  return addressAt(text, at, from, marks, mark);
}

function escapeAt(
  pattern: RegExp,
  text: string,
  at: number,
  next: Token | undefined,
): Markup | undefined {
  const name = matchAt(pattern, text, at);
  if (name === undefined || (next !== undefined && next.start < at + name.length)) return undefined;
  return { kind: "escape", start: at, end: at + name.length, name };
}

/**
 * A tag from `<` to `>`. An attribute's value may hold `>` between quotes but never `<`, so that no
 * character is looked at from two starts: linear, whatever is left unclosed.
 */
function tagAt(
  text: string,
  start: number,
  marks: readonly Token[],
  mark: number,
): Markup | undefined {
  const opening = matchAt(TAG_NAME, text, start);
  if (opening === undefined) return undefined;
  let next = mark;
  let quote = "";
  let before = "";
  const nameEnd = start + opening.length;
  for (let at = nameEnd; at < text.length;) {
    const inside = marks[next];
    if (inside !== undefined && inside.start === at) {
      if (inside.kind === "syntax") return undefined;
      at = inside.end;
      next++;
      before = "";
      continue;
    }
    const char = text.charAt(at);
    if (char === "<") return undefined;
    if (at === nameEnd && !/[\s/>]/u.test(char) && opening !== "<!--") return undefined;
    if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === ">") {
      return tag(text, opening, start, at + 1, before);
    } else if ((char === '"' || char === "'") && before === "=") {
      quote = char;
    }
    if (!/\s/u.test(char)) before = char;
    at++;
  }
  return undefined;
}

function tag(
  text: string,
  opening: string,
  start: number,
  end: number,
  before: string,
): Markup | undefined {
  const isIndex = /^<\/?\d/u.test(opening);
  // `1 <2 and 4> 3` is prose: the indexed tags of component libraries have no attributes.
  if (isIndex && !/^\s*\/?>$/u.test(text.slice(start + opening.length, end))) return undefined;
  const selfClosing = before === "/" && text.charAt(end - 2) === "/";
  return { kind: "tag", start, end, name: opening.slice(1) + (selfClosing ? "/" : "") };
}

function addressAt(
  text: string,
  candidate: number,
  from: number,
  marks: readonly Token[],
  mark: number,
): Markup | undefined {
  const start = addressStart(text, candidate, from);
  if (start === undefined) return undefined;
  let end = candidate;
  let next = mark;
  for (;;) {
    const inside = marks[next];
    const limit = inside?.start ?? text.length;
    end += ADDRESS.exec(text.slice(end, limit))?.[0].length ?? 0;
    if (end < limit || inside?.kind !== "placeholder") break;
    end = inside.end;
    next++;
  }
  const least = candidate + 1;
  const last = marks[next - 1]?.end ?? 0;
  while (end > Math.max(least, last) && CLOSING_PUNCTUATION.test(text.charAt(end - 1))) end--;
  return end > least ? { kind: "url", start, end } : undefined;
}

/** Where the address around a `:` or a `www.` begins, not before `from`. */
function addressStart(text: string, candidate: number, from: number): number | undefined {
  if (text.charAt(candidate) !== ":") {
    return candidate > from && /[\w.-]/u.test(text.charAt(candidate - 1)) ? undefined : candidate;
  }
  const scheme = SCHEME.exec(text.slice(Math.max(from, candidate - LONGEST_SCHEME), candidate));
  if (scheme === null) return undefined;
  const hierarchical = text.startsWith("//", candidate + 1);
  if (!hierarchical && !OPAQUE_SCHEME.test(scheme[0])) return undefined;
  return candidate - scheme[0].length;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
