import { cover } from "./cover.ts";
import { isFault, type Syntax, type SyntaxFault, type Token } from "./syntax.ts";

const SPECIAL = /[{}|@]/gu;
const BRACES = /\{\s*(?:'(?<literal>[^'\\]*(?:\\.[^'\\]*)*)'|(?<name>[^\s{}'|@]+))\s*\}/uy;
const LINK =
  /@(?:\.[a-z]\w*)?:(?:\{\s*'[^'{}]*'\s*\}|\{\s*[\w$.-]+\s*\}|\([\w\-./|]+\)|[\p{L}\p{N}_$/-]+(?:\.[\p{L}\p{N}_$/-]+)*)/iuy;
const EVIDENCE = /@(?:\.[a-z]\w*)?:[\w({]|\{\s*'[^'{}]*'\s*\}|\{(?:count|n)\}/giu;

/** vue-i18n 8 to 11: named and list values, literals, links, and forms divided by `|`. */
export const vueI18n: Syntax = {
  name: "vue-i18n",
  recognise(text) {
    const marks = text.match(EVIDENCE) ?? [];
    const piped = / \| /u.test(text);
    // A bar alone is a title's ("Site | Page"), a count alone is anybody's.
    return marks.filter((mark) => piped || !/^\{\w/u.test(mark)).length;
  },
  tokens(text) {
    const marks = marksOf(text);
    return isFault(marks) ? marks : withForms(text, cover(text, marks));
  },
};

function marksOf(text: string): readonly Token[] | SyntaxFault {
  const marks: Token[] = [];
  SPECIAL.lastIndex = 0;
  for (let hit = SPECIAL.exec(text); hit !== null; hit = SPECIAL.exec(text)) {
    const mark = markAt(text, hit.index, marks.at(-1)?.end ?? 0);
    if (mark === undefined) continue;
    if ("fault" in mark) return mark;
    marks.push(mark);
    SPECIAL.lastIndex = mark.end;
  }
  return marks;
}

function markAt(text: string, at: number, from: number): Token | SyntaxFault | undefined {
  const char = text.charAt(at);
  if (char === "|") return bar(text, at, from);
  if (char === "@") return linkAt(text, at);
  if (char === "}") return { fault: "'}' without '{'", offset: at };
  BRACES.lastIndex = at;
  const match = BRACES.exec(text);
  if (match === null) return { fault: "expected a name or a quoted text in braces", offset: at };
  const end = at + match[0].length;
  const literal = match.groups?.literal;
  if (literal !== undefined) return { kind: "escape", start: at, end, name: literal };
  // `%{x}` is version 8's other spelling of `{x}`.
  const start = at > from && text.charAt(at - 1) === "%" ? at - 1 : at;
  return { kind: "placeholder", start, end, name: match.groups?.name };
}

/** An `@` that links to nothing is left as prose: version 8 shows it as it is. */
function linkAt(text: string, at: number): Token | undefined {
  LINK.lastIndex = at;
  const match = LINK.exec(text);
  return match === null
    ? undefined
    : { kind: "link", start: at, end: at + match[0].length, name: match[0].replace(/\s/gu, "") };
}

function bar(text: string, at: number, from: number): Token {
  let start = at;
  let end = at + 1;
  while (start > from && /\s/u.test(text.charAt(start - 1))) start--;
  while (end < text.length && /\s/u.test(text.charAt(end))) end++;
  return { kind: "syntax", start, end };
}

/** Numbers the forms of a piped plural; a text without a bar has none. */
function withForms(text: string, tokens: readonly Token[]): readonly Token[] {
  const isBar = ({ kind, start, end }: Token): boolean =>
    kind === "syntax" && text.slice(start, end).trim() === "|";
  if (!tokens.some(isBar)) return tokens;
  let form = 0;
  let branch = ["|", "0"];
  return tokens.map((token) => {
    if (isBar(token)) {
      form++;
      branch = ["|", String(form)];
      return token;
    }
    return { ...token, branch };
  });
}
