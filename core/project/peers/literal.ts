/** More than any of these files has; what is longer is not looked at. */
const LONGEST = 262_144;
const DEEPEST = 40;

/**
 * The plain data of a configuration written in JavaScript, TypeScript or JSON with comments, read
 * and never run: what `export default` or `module.exports` names. Whatever is no literal (a call, a
 * variable, a function) reads as undefined. Never throws, linear in the text.
 */
export function readLiteral(text: string): unknown {
  if (text.length > LONGEST) return undefined;
  const source = withoutComments(text);
  const reader = { source, at: startOf(source) };
  return reader.at < 0 ? undefined : readValue(reader, 0);
}

interface Reader {
  readonly source: string;
  at: number;
}

/** Comments become spaces; those inside strings are none. */
function withoutComments(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length;) {
    const next = text[at] as string;
    if (isQuote(next)) {
      at = endOfString(text, at);
    } else if (next === "/" && (text[at + 1] === "/" || text[at + 1] === "*")) {
      const end = text.indexOf(text[at + 1] === "/" ? "\n" : "*/", at + 2);
      parts.push(text.slice(from, at), " ");
      at = end < 0 ? text.length : end + (text[at + 1] === "/" ? 0 : 2);
      from = at;
    } else {
      at++;
    }
  }
  parts.push(text.slice(from));
  return parts.join("");
}

function isQuote(character: string | undefined): boolean {
  return character === '"' || character === "'" || character === "`";
}

/** The offset behind the closing quote, or the end of the text. */
function endOfString(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote) return at + 1;
  }
  return text.length;
}

/** Where the exported object begins: at the export, or where the exported variable is made. */
function startOf(source: string): number {
  const exported = /\bexport\s+default\b|\bmodule\.exports\s*=/u.exec(source);
  if (exported === null) return source.search(/[{[]/u);
  const after = exported.index + exported[0].length;
  const name = /^\s*([A-Za-z_$][\w$]*)\s*(?:;|$|\n|as\b|satisfies\b)/u.exec(
    source.slice(after, after + 200),
  )?.[1];
  const made =
    name === undefined
      ? -1
      : source.search(new RegExp(`\\b(?:const|let|var)\\s+${name.replaceAll("$", "\\$")}\\b`, "u"));
  const assigned = made < 0 ? after : source.indexOf("=", made);
  return assigned < 0 ? -1 : source.indexOf("{", assigned);
}

function readValue(reader: Reader, depth: number): unknown {
  skipSpace(reader);
  const first = reader.source[reader.at];
  const start = reader.at;
  let value: unknown;
  if (isQuote(first)) value = readString(reader);
  else if (first === "{" && depth < DEEPEST) value = readObject(reader, depth);
  else if (first === "[" && depth < DEEPEST) value = readArray(reader, depth);
  else value = readWord(reader);
  skipSpace(reader);
  const annotation = /^(?:as|satisfies)\b/u.test(reader.source.slice(reader.at, reader.at + 10));
  const isWhole = annotation || ",]})".includes(reader.source[reader.at] ?? ",") || depth === 0;
  skipExpression(reader);
  return isWhole && reader.at > start ? value : undefined;
}

function skipSpace(reader: Reader): void {
  while (/\s/u.test(reader.source[reader.at] ?? "")) reader.at++;
}

function readString(reader: Reader): string | undefined {
  const { source } = reader;
  const start = reader.at;
  reader.at = endOfString(source, start);
  const raw = source.slice(start + 1, reader.at - 1);
  if (source[start] === "`" && raw.includes("${")) return undefined;
  return raw.replaceAll(/\\([\s\S])/gu, (_, escaped: string) => ESCAPES[escaped] ?? escaped);
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\n": "" };

const WORDS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };

function readWord(reader: Reader): unknown {
  const word = /^[\w.$-]{0,40}/u.exec(reader.source.slice(reader.at, reader.at + 41))?.[0] ?? "";
  reader.at += word.length;
  if (Object.hasOwn(WORDS, word)) return WORDS[word];
  return word !== "" && Number.isFinite(Number(word)) ? Number(word) : undefined;
}

function readArray(reader: Reader, depth: number): unknown[] {
  const items: unknown[] = [];
  for (reader.at++; ;) {
    skipSpace(reader);
    if (reader.at >= reader.source.length || ")}".includes(reader.source[reader.at] as string))
      return items;
    if (reader.source[reader.at] === "]") break;
    items.push(readValue(reader, depth + 1));
    if (reader.source[reader.at] === ",") reader.at++;
  }
  reader.at++;
  return items;
}

function readObject(reader: Reader, depth: number): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  for (reader.at++; ;) {
    skipSpace(reader);
    if (reader.at >= reader.source.length || ")]".includes(reader.source[reader.at] as string))
      break;
    if (reader.source[reader.at] === "}") {
      reader.at++;
      break;
    }
    const name = readName(reader);
    skipSpace(reader);
    if (name !== undefined && reader.source[reader.at] === ":") {
      reader.at++;
      entries.push([name, readValue(reader, depth + 1)]);
    } else {
      // A spread, a method, a shorthand, a computed name.
      skipExpression(reader);
    }
    if (reader.source[reader.at] === ",") reader.at++;
  }
  return Object.fromEntries(entries);
}

function readName(reader: Reader): string | undefined {
  if (isQuote(reader.source[reader.at])) return readString(reader);
  const name = /^[\w$]{1,100}/u.exec(reader.source.slice(reader.at, reader.at + 100))?.[0];
  reader.at += name?.length ?? 0;
  return name;
}

/** To the comma or the closing bracket that ends what the reader is in. */
function skipExpression(reader: Reader): void {
  const { source } = reader;
  let depth = 0;
  while (reader.at < source.length) {
    const next = source[reader.at] as string;
    if (isQuote(next)) {
      reader.at = endOfString(source, reader.at);
      continue;
    }
    if (depth === 0 && ",]})".includes(next)) return;
    if ("[{(".includes(next)) depth++;
    else if ("]})".includes(next)) depth--;
    reader.at++;
  }
}
