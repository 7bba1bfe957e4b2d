import type { Adapter } from "./adapter.ts";
import {
  asksNothing,
  closingAt,
  endOfTag,
  isDivided,
  isEnded,
  isValue,
  next,
} from "./excerpt-places.ts";
import { type Names, openNames } from "./excerpt-names.ts";
import { mask } from "./mask.ts";

interface Span {
  readonly start: number;
  readonly end: number;
  /** Behind it, where the source goes on: `</Trans>`. */
  readonly tail?: string;
}

/** Beyond these a source is read whole: what a stranger writes may be made to be slow here. */
const MOST_CHARACTERS = 200_000;
const MOST_IMPORTS = 500;
const MOST_NAMES = 50;
const MOST_ROUNDS = 5;

const WORD = /[A-Za-z_$][\w$]*/gu;
const IMPORT = /^[ \t]*import\b([^'"();]{0,20000})(["']) *\2/gmu;
const MEMBERS = /(?:\??\.[\w$]+)*/uy;
/** What may stand between two calls of a chain. */
const LINKS = /(?:\s*\??\.\s*[\w$]+|!(?!=))*/uy;
/** `const { t: translate } = await useTranslation(`; what is called stands last. */
const DECLARATION =
  /\b(?:const|let|var)\s+([\w$]+|\{[\w$\s,:]*\}|\[[\w$\s,]*\])\s*=\s*(?:await\s+)?([\w$.]+)\(/gu;

/**
 * Most sources ask for messages in one way: `const { t } = …` of a hook, calls of `t`, and elements
 * that are imported. A parser need see no more of them, and the tree of the rest costs ten times as much. An excerpt has these
 * places where they stand, and blanks between. Undefined where a name through which messages are
 * asked for stands in any other way, which only the whole source explains.
 *
 * Scopes are gone in an excerpt, so each name is made in one way only. A name that an excerpt does
 * not declare may be anything: see `Scope.isLacking`.
 */
export function excerptOf(text: string, adapters: readonly Adapter[]): string | undefined {
  const names = openNames(adapters);
  const masked = names && text.length <= MOST_CHARACTERS ? mask(text) : undefined;
  if (masked === undefined || names === undefined) return undefined;
  const { code, pieces } = masked;
  const spans: Span[] = [];
  if (!addImports(text, code, names, spans)) return undefined;
  if (!addDeclarations(text, code, names, spans)) return undefined;
  const call = names.pattern(String.raw`\s*(?:\?\.)?\(`);
  if (pieces.some((piece) => piece.search(call) >= 0 || /^[ \t]*import\b/mu.test(piece))) {
    return undefined;
  }
  return addCalls(code, names, spans) ? only(text, spans) : undefined;
}

/** Those that bring a name through which messages are asked for. False where one is not read. */
function addImports(text: string, code: string, names: Names, spans: Span[]): boolean {
  let left = code.match(/\bimport\b(?!\s*[(.])/gu)?.length ?? 0;
  if (left === 0 || left > MOST_IMPORTS) return left === 0;
  for (const { index: start, 0: all, 1: clause = "" } of code.matchAll(IMPORT)) {
    const end = start + all.length;
    const module = text.slice(start + all.search(/["']/u) + 1, end - 1);
    if (names.addImports(clause, module)) spans.push({ start, end });
    if (names.count() > MOST_NAMES) return false;
    // What follows the last one need not be looked through.
    if (--left === 0) break;
  }
  return left === 0;
}

/** False where one name is made in two ways. */
function addDeclarations(text: string, code: string, names: Names, spans: Span[]): boolean {
  const declarations = [...code.matchAll(DECLARATION)];
  const madeBy = new Map<string, string>();
  const taken = new Set<number>();
  let before = -1;
  // A name may be made of one that is made further down.
  for (let round = 0; before !== taken.size; round++) {
    if (round === MOST_ROUNDS) return false;
    before = taken.size;
    let done = 0;
    for (const { index: start, 0: all, 1: pattern = "", 2: callee = "" } of declarations) {
      if (taken.has(start)) continue;
      const made = pattern.match(WORD) ?? [];
      if (![...made, ...(callee.match(WORD) ?? [])].some(names.has)) continue;
      taken.add(start);
      const end = endOfChain(code, start + all.length - 1);
      if (end === undefined || start < done || !isEnded(code, end)) return false;
      done = end;
      const how = text.slice(start, end);
      for (const name of made) {
        if ((madeBy.get(name) ?? how) !== how || names.isImported(name)) return false;
        madeBy.set(name, how);
        names.add(name);
      }
      if (names.count() > MOST_NAMES) return false;
      spans.push({ start, end });
    }
  }
  return true;
}

/** False where a name stands in a way that an excerpt does not tell. */
function addCalls(code: string, names: Names, spans: Span[]): boolean {
  const made = spans.toSorted(byStart);
  let at = 0;
  let done = 0;
  for (const { index: start, 0: name } of code.matchAll(names.pattern())) {
    while ((made[at]?.end ?? Infinity) <= start) at++;
    if (start < done || start >= (made[at]?.start ?? Infinity)) continue;
    const end = start + name.length;
    if (asksNothing(code, start, end)) continue;
    const span = code[start - 1] === "<" ? elementAt(code, start, end) : callAt(code, start, end);
    if (span === undefined) return false;
    spans.push(span);
    done = span.end;
  }
  return true;
}

/** `t(…)`, `i18n.t(…)`, `this.props.intl.formatMessage(…)`, where its value is used. */
function callAt(code: string, wordStart: number, wordEnd: number): Span | undefined {
  let start = wordStart;
  while (/[\w$.]/u.test(code[start - 1] ?? "")) start--;
  const open = endOf(MEMBERS, code, wordEnd);
  if (code[open] !== "(" || !/[A-Za-z_$]/u.test(code[start] ?? "")) return undefined;
  const end = endOfChain(code, open);
  return end !== undefined && isValue(code, start, end) ? { start, end } : undefined;
}

/** `<Trans i18nKey="…">`, whatever is between it and its end. */
function elementAt(code: string, start: number, wordEnd: number): Span | undefined {
  const nameEnd = endOf(MEMBERS, code, wordEnd);
  const end = endOfTag(code, nameEnd);
  if (end === undefined || isDivided(code, start - 1)) return undefined;
  const isClosed = code[end - 2] === "/";
  const tail = isClosed ? "" : `</${code.slice(start, nameEnd)}>`;
  return { start: start - 1, end, tail };
}

/** The end of `(…)`, and of what is looked up in or called of its value. */
function endOfChain(code: string, start: number): number | undefined {
  for (let open = start; ;) {
    const close = closingAt(code, open + 1);
    if (close === undefined || code[close] !== ")") return undefined;
    const end = endOf(LINKS, code, close + 1);
    if (next(code, end) !== "(") return /[[`?]/u.test(code[end] ?? "") ? undefined : end;
    open = code.indexOf("(", end);
  }
}

function endOf(pattern: RegExp, code: string, start: number): number {
  pattern.lastIndex = start;
  pattern.test(code);
  return pattern.lastIndex;
}

function only(text: string, spans: Span[]): string | undefined {
  let excerpt = "";
  for (const { start, end, tail = "" } of spans.sort(byStart)) {
    if (excerpt !== "" && start <= excerpt.length) return undefined;
    // Each is a statement.
    if (start > 0) excerpt = `${excerpt.padEnd(start - 1)};`;
    excerpt += text.slice(start, end) + tail;
  }
  return excerpt;
}

function byStart(a: Span, b: Span): number {
  return a.start - b.start;
}
