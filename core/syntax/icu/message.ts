import type { SyntaxFault } from "../syntax.ts";
import { type Cursor, fault, skipSpace, takeChar, takeIdentifier, takeInteger } from "./cursor.ts";

/** Deeper than any person nests; keeps hostile input off the stack's end. */
const MAX_DEPTH = 100;

type Branch = readonly string[] | undefined;

/** The argument whose branch a message is; `#` stands for it directly inside a plural. */
interface Owner {
  readonly name: string;
  readonly type: string;
}

/**
 * Reads a message up to its closing brace, or to the text's end where `owner` is undefined, and
 * collects its marks. Grammar: ICU MessageFormat, apostrophes DOUBLE_OPTIONAL; as in formatjs a
 * plural and a select need `other`, and a closing brace outside of everything is prose.
 */
export function readMessage(
  cursor: Cursor,
  owner?: Owner,
  branch?: readonly string[],
  depth = 0,
): SyntaxFault | undefined {
  if (depth > MAX_DEPTH) return fault(cursor, "nested too deep");
  const { text } = cursor;
  while (cursor.at < text.length) {
    const char = text.charAt(cursor.at);
    if (char === "{") {
      const failed = readArgument(cursor, branch, depth);
      if (failed !== undefined) return failed;
    } else if (char === "}" && owner !== undefined) {
      return undefined;
    } else if (char === "#" && isPlural(owner)) {
      const start = cursor.at++;
      cursor.marks.push({
        kind: "placeholder",
        start,
        end: cursor.at,
        name: owner.name,
        type: "#",
        branch,
      });
    } else if (char === "'" && cursor.quoting) {
      readQuote(cursor, owner, branch);
    } else {
      cursor.at++;
    }
  }
  return undefined;
}

function isPlural(owner: Owner | undefined): owner is Owner {
  return owner?.type === "plural" || owner?.type === "selectordinal";
}

/** `''` is an apostrophe; before a brace (or `#` in a plural) it quotes up to the next lone one. */
function readQuote(cursor: Cursor, owner: Owner | undefined, branch: Branch): void {
  const { text } = cursor;
  const start = cursor.at++;
  const next = text.charAt(cursor.at);
  let name = "'";
  if (next === "'") {
    cursor.at++;
  } else if (/[{}<>]/u.test(next) || (next === "#" && isPlural(owner))) {
    let end = text.indexOf("'", cursor.at);
    while (end >= 0 && text.charAt(end + 1) === "'") end = text.indexOf("'", end + 2);
    name = text.slice(cursor.at, end < 0 ? text.length : end).replaceAll("''", "'");
    cursor.at = end < 0 ? text.length : end + 1;
  } else {
    return;
  }
  cursor.marks.push({ kind: "escape", start, end: cursor.at, name, branch });
}

function readArgument(cursor: Cursor, branch: Branch, depth: number): SyntaxFault | undefined {
  const start = cursor.at++;
  skipSpace(cursor);
  const name = takeIdentifier(cursor);
  if (name === "") return fault(cursor, "no argument name");
  skipSpace(cursor);
  if (takeChar(cursor, "}")) {
    cursor.marks.push({ kind: "placeholder", start, end: cursor.at, name, branch });
    return undefined;
  }
  if (!takeChar(cursor, ",")) return fault(cursor, "expected ',' or '}'");
  skipSpace(cursor);
  const at = cursor.at;
  const type = takeIdentifier(cursor);
  skipSpace(cursor);
  switch (type) {
    case "number":
    case "date":
    case "time":
      return readFormat(cursor, start, { name, type }, branch);
    case "plural":
    case "selectordinal":
    case "select":
      return readBranches(cursor, start, { name, type }, branch, depth);
    default:
      return { fault: "unknown argument type", offset: at };
  }
}

/** `{n, number}`, `{d, date, short}`, `{n, number, ::percent}`: the style is the translator's. */
function readFormat(
  cursor: Cursor,
  start: number,
  argument: Owner,
  branch: Branch,
): SyntaxFault | undefined {
  if (takeChar(cursor, ",")) {
    skipSpace(cursor);
    const at = cursor.at;
    const failed = skipStyle(cursor);
    if (failed !== undefined) return failed;
    const style = cursor.text.slice(at, cursor.at).trim();
    if (style === "" || style === "::") return { fault: "no style", offset: at };
  }
  if (!takeChar(cursor, "}")) return fault(cursor, "expected '}'");
  cursor.marks.push({ kind: "placeholder", start, end: cursor.at, ...argument, branch });
  return undefined;
}

function skipStyle(cursor: Cursor): SyntaxFault | undefined {
  const { text } = cursor;
  for (let open = 0; cursor.at < text.length; cursor.at++) {
    const char = text.charAt(cursor.at);
    if (char === "{") open++;
    if (char === "}" && open-- === 0) return undefined;
    if (char !== "'") continue;
    const end = text.indexOf("'", cursor.at + 1);
    if (end < 0) return fault(cursor, "unclosed quote");
    cursor.at = end;
  }
  return undefined;
}

function readBranches(
  cursor: Cursor,
  start: number,
  argument: Owner,
  outer: Branch,
  depth: number,
): SyntaxFault | undefined {
  if (!takeChar(cursor, ",")) return fault(cursor, "expected ','");
  skipSpace(cursor);
  const plural = isPlural(argument);
  const offset = plural && cursor.text.startsWith("offset:", cursor.at);
  if (offset) {
    cursor.at += "offset:".length;
    skipSpace(cursor);
    if (takeInteger(cursor) === "") return fault(cursor, "no offset");
    skipSpace(cursor);
  }
  cursor.marks.push({ kind: "syntax", start, end: cursor.at, ...argument, branch: outer });
  const selectors = new Set<string>();
  for (;;) {
    const from = cursor.marks.at(-1)?.end ?? start;
    skipSpace(cursor);
    const at = cursor.at;
    const exact = plural && takeChar(cursor, "=");
    const selector = exact ? `=${takeInteger(cursor)}` : takeIdentifier(cursor);
    if (selector === "") break;
    if (selector === "=") return fault(cursor, "no number after '='");
    if (selectors.has(selector)) return { fault: "branch occurs twice", offset: at };
    selectors.add(selector);
    skipSpace(cursor);
    if (!takeChar(cursor, "{")) return fault(cursor, "expected '{'");
    const branch = [...(outer ?? []), argument.name, selector];
    cursor.marks.push({ kind: "syntax", start: from, end: cursor.at, branch });
    const failed = readMessage(cursor, argument, branch, depth + 1);
    if (failed !== undefined) return failed;
    const close = cursor.at;
    if (!takeChar(cursor, "}")) return fault(cursor, "expected '}'");
    cursor.marks.push({ kind: "syntax", start: close, end: cursor.at, branch });
  }
  if (!selectors.has("other")) return fault(cursor, "no 'other' branch");
  const from = cursor.marks.at(-1)?.end ?? start;
  if (!takeChar(cursor, "}")) return fault(cursor, "expected '}'");
  cursor.marks.push({ kind: "syntax", start: from, end: cursor.at, branch: outer });
  return undefined;
}
