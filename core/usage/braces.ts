/** Braces of the text last read that nothing closes: each takes a look at all that follows. */
let unclosed: { readonly text: string; count: number } = { text: "", count: 0 };
const MOST_UNCLOSED = 100;

/** {@link closingBrace}, or -1 where too many before it were not closed either. */
export function braceEnd(text: string, open: number): number {
  if (unclosed.text !== text) unclosed = { text, count: 0 };
  if (unclosed.count >= MOST_UNCLOSED) return -1;
  const end = closingBrace(text, open);
  if (end < 0) unclosed.count++;
  return end;
}

/**
 * Where the brace that opens at `open` is closed; -1 where it is not. Strings, templates and
 * comments are read past; a quote that its line does not close is an apostrophe in markup.
 */
export function closingBrace(text: string, open: number): number {
  const templates: number[] = [];
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    switch (text.charAt(at)) {
      case "{":
        depth++;
        break;
      case "}":
        depth--;
        if (depth === 0) return at;
        if (templates.at(-1) === depth) {
          templates.pop();
          at = templatePart(text, at + 1, depth, templates, () => depth++);
        }
        break;
      case "`":
        at = templatePart(text, at + 1, depth, templates, () => depth++);
        break;
      case '"':
      case "'":
        at = stringEnd(text, at);
        break;
      case "/":
        at = commentEnd(text, at);
        break;
      default:
    }
  }
  return -1;
}

/** Reads a template up to its end or its next `${`, whose depth it notes. */
function templatePart(
  text: string,
  from: number,
  depth: number,
  templates: number[],
  deeper: () => void,
): number {
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === "\\") at++;
    else if (char === "`") return at;
    else if (char === "$" && text.charAt(at + 1) === "{") {
      templates.push(depth);
      deeper();
      return at + 1;
    }
  }
  return text.length;
}

function stringEnd(text: string, open: number): number {
  const quote = text.charAt(open);
  for (let at = open + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === "\\") at++;
    else if (char === quote) return at;
    else if (char === "\n") break;
  }
  return open;
}

function commentEnd(text: string, at: number): number {
  const next = text.charAt(at + 1);
  if (next === "*") {
    const end = text.indexOf("*/", at + 2);
    return end < 0 ? text.length : end + 1;
  }
  if (next !== "/" || text.charAt(at - 1) === ":") return at;
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

const BLOCK = /^\s*(?:#(?:if|each|await|key)|:else\s+if|@(?:html|render|const|debug|attach))\s/u;

/** The expression of what stands between braces: Svelte's blocks have a word in front of theirs. */
export function expressionOf(
  code: string,
): { readonly code: string; readonly start: number } | undefined {
  const block = BLOCK.exec(code);
  if (block === null) return /^\s*[#:/@]/u.test(code) ? undefined : { code, start: 0 };
  const start = block[0].length;
  let inner = code.slice(start);
  if (block[0].includes("#each")) inner = before(inner, /\sas\s/gu);
  if (block[0].includes("#await")) inner = before(inner, /\s(?:then|catch)\b/gu);
  return { code: inner, start };
}

/** Up to the last match: `x as Y[] as y` is a list of another type. */
function before(code: string, pattern: RegExp): string {
  const last = [...code.matchAll(pattern)].at(-1);
  return last === undefined ? code : code.slice(0, last.index);
}

const BINDING =
  /^\s*(?:#each\b[^]*\sas\s|#await\b[^]*?\s(?:then|catch)\s|#snippet\s+\w+|:(?:then|catch)\s|@const\s)/u;

/** What such a block names: the names of `#each list as { id, name }, at (id)`. */
export function boundIn(code: string): string {
  const found = BINDING.exec(code)?.[0];
  if (found === undefined) return "";
  const names = code.slice(found.length);
  if (found.includes("#each")) return names.split("(", 1)[0] ?? "";
  return found.includes("@const") ? (names.split("=", 1)[0] ?? "") : names;
}
