import type { Dialect, MARKUPS } from "./dialects.ts";
import { boundIn, braceEnd, closingBrace, expressionOf } from "./braces.ts";

/** How a file mixes markup with code. */
export type Markup = keyof typeof MARKUPS;

/** Code inside of markup, and where it starts in the file. */
export interface Fragment {
  readonly code: string;
  readonly start: number;
}

export interface Attribute {
  /** Without the signs that bind it: `keypath` of `:keypath`. */
  readonly name: string;
  readonly start: number;
  /** As written; undefined where the attribute is an expression. */
  readonly text?: string;
  readonly expression?: Fragment;
  /** Svelte: what else stands in braces in a quoted value. */
  readonly others?: readonly Fragment[];
  /** Names for values that come from elsewhere: `v-for="item in list"`, `let:item`. */
  readonly binds?: string;
}

export interface Tag {
  readonly name: string;
  readonly start: number;
  readonly attributes: readonly Attribute[];
  readonly isSpread: boolean;
  readonly isClosed: boolean;
}

/** A file taken apart. */
export interface Parts {
  readonly scripts: readonly (Fragment & { readonly dialect: Dialect })[];
  readonly expressions: readonly Fragment[];
  readonly tags: readonly Tag[];
  /** Names of other blocks at whose content nobody looks: `style`, vue-i18n's `i18n`. */
  readonly blocks: ReadonlySet<string>;
  /** Names that stand for something else in a part of the markup than in the scripts. */
  readonly bound: ReadonlySet<string>;
}

type Draft = {
  readonly scripts: (Fragment & { readonly dialect: Dialect })[];
  readonly expressions: Fragment[];
  readonly tags: Tag[];
  readonly blocks: Set<string>;
  readonly bound: Set<string>;
};

/** What holds no markup; Vue's own blocks may have any name. */
const RAW = new Set(["script", "style", "i18n", "docs"]);

const NAME = /[A-Za-z][\w.:-]*/uy;
const ATTRIBUTE = /[^\s=>/"'{}]+/uy;
const SPACE = /[\s]*/uy;
const WORD = /[A-Za-z_$][\w$]*/gu;

/**
 * Takes a component apart without the framework's own compiler: a checkout in CI has none
 * installed, and findings must not depend on that. Whatever is malformed is read as far as it goes;
 * linear in the text.
 */
export function splitMarkup(text: string, markup: Markup): Parts {
  const parts: Draft = {
    scripts: [],
    expressions: [],
    tags: [],
    blocks: new Set(),
    bound: new Set(),
  };
  let at = markup === "astro" ? frontMatter(text, parts) : 0;
  const nextTag = finderOf(text, "<");
  const nextBrace = finderOf(text, markup === "vue" ? "{{" : "{");
  const nextEnd = finderOf(text, "}}");
  while (at < text.length) {
    const open = Math.min(nextTag(at), nextBrace(at));
    if (open === Infinity) break;
    if (text.charAt(open) === "<") at = readTag(text, open, markup, parts);
    else if (markup === "vue") at = readMustache(text, open, nextEnd(open), parts);
    else at = readBraces(text, open, parts);
  }
  return parts;
}

/** Astro's code between two lines of dashes. */
function frontMatter(text: string, { scripts }: Draft): number {
  const open = /^\s*---\r?\n/u.exec(text);
  if (open === null) return 0;
  const start = open[0].length;
  const end = text.indexOf("\n---", start - 1);
  if (end < 0) return start;
  scripts.push({ code: text.slice(start, end + 1), start, dialect: "ts" });
  return end + 4;
}

/** Looks for the next one from places in order, and never twice at the same text. */
function finderOf(text: string, what: string): (from: number) => number {
  let found = -1;
  return (from) => {
    if (found < from) found = text.indexOf(what, from);
    if (found < 0) found = Infinity;
    return found;
  };
}

function readMustache(text: string, open: number, end: number, { expressions }: Draft): number {
  if (end === Infinity) return open + 2;
  expressions.push({ code: text.slice(open + 2, end), start: open + 2 });
  return end + 2;
}

function bind({ bound }: Draft, names: string): void {
  for (const name of names.match(WORD) ?? []) bound.add(name);
}

function readBraces(text: string, open: number, parts: Draft): number {
  const { expressions } = parts;
  const end = braceEnd(text, open);
  if (end < 0) return open + 1;
  const code = text.slice(open + 1, end);
  bind(parts, boundIn(code));
  const found = expressionOf(code);
  if (found !== undefined) {
    expressions.push({ code: found.code, start: open + 1 + found.start });
  }
  return end + 1;
}

/** Reads one tag, or what looked like one, and answers where to go on. */
function readTag(text: string, open: number, markup: Markup, parts: Draft): number {
  if (text.startsWith("<!--", open)) return after(text, "-->", open);
  NAME.lastIndex = open + 1;
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return open + 1;
  const { attributes, isSpread, end } = readAttributes(text, NAME.lastIndex, markup);
  const isClosed = text.startsWith("/>", end - 2);
  // vue-i18n 8 has an element of its block's name: `<i18n path="key">`.
  const isElement = attributes.some((attribute) => attribute.name === "path");
  if (!isClosed && !isElement && RAW.has(name)) return readRaw(text, name, attributes, end, parts);
  parts.tags.push({ name, start: open, attributes, isSpread, isClosed });
  for (const { expression, others = [], binds = "" } of attributes) {
    bind(parts, binds);
    if (expression !== undefined) parts.expressions.push(expression, ...others);
  }
  return end;
}

function readRaw(
  text: string,
  name: string,
  attributes: readonly Attribute[],
  start: number,
  { scripts, blocks }: Draft,
): number {
  const close = text.indexOf(`</${name}`, start);
  const end = close < 0 ? text.length : close;
  if (name === "script") {
    const lang = attributes.find((attribute) => attribute.name === "lang")?.text ?? "js";
    scripts.push({ code: text.slice(start, end), start, dialect: dialectOf(lang) });
  } else {
    blocks.add(name);
  }
  return end + 1;
}

/** Astro's scripts are TypeScript whatever they say, and JavaScript reads as such nearly always. */
function dialectOf(lang: string): Dialect {
  return lang === "tsx" || lang === "jsx" ? "tsx" : "ts";
}

function after(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at < 0 ? text.length : at + what.length;
}

function readAttributes(
  text: string,
  from: number,
  markup: Markup,
): { attributes: Attribute[]; isSpread: boolean; end: number } {
  const attributes: Attribute[] = [];
  let isSpread = false;
  let at = from;
  for (;;) {
    SPACE.lastIndex = at;
    SPACE.test(text);
    at = SPACE.lastIndex;
    const char = text.charAt(at);
    if (char === "" || char === "<") return { attributes, isSpread, end: at };
    if (char === ">") return { attributes, isSpread, end: at + 1 };
    if (char === "{" && markup !== "vue") {
      const end = braceEnd(text, at);
      if (end < 0) return { attributes, isSpread, end: at + 1 };
      const code = text.slice(at + 1, end);
      if (code.trimStart().startsWith("...")) isSpread = true;
      else attributes.push({ name: code.trim(), start: at, expression: { code, start: at + 1 } });
      at = end + 1;
      continue;
    }
    ATTRIBUTE.lastIndex = at;
    const written = ATTRIBUTE.exec(text)?.[0];
    if (written === undefined) {
      at++;
      continue;
    }
    const start = at;
    at += written.length;
    if (text.charAt(at) !== "=") {
      if (written === "v-bind") isSpread = true;
      if (written.startsWith(LET)) attributes.push(letAttribute(written, start));
      continue;
    }
    const value = readValue(text, at + 1, markup);
    at = Math.min(value.end, text.length);
    if (written === "v-bind") isSpread = true;
    attributes.push(attributeOf(written, start, value, markup));
  }
}

interface Value extends Fragment {
  readonly end: number;
  readonly isExpression: boolean;
}

function readValue(text: string, from: number, markup: Markup): Value {
  const quote = text.charAt(from);
  if (quote === '"' || quote === "'") {
    const end = quotedEnd(text, from, markup);
    const code = text.slice(from + 1, end);
    return { code, start: from + 1, end: end + 1, isExpression: false };
  }
  if (markup !== "vue" && (quote === "{" || quote === "`")) {
    const close = quote === "{" ? braceEnd(text, from) : text.indexOf("`", from + 1);
    const end = close < 0 ? text.length : close;
    const [start, stop] = quote === "{" ? [from + 1, end] : [from, end + 1];
    return { code: text.slice(start, stop), start, end: end + 1, isExpression: true };
  }
  const code = /^[^\s>]*/u.exec(text.slice(from, from + 1000))?.[0] ?? "";
  return { code, start: from, end: from + code.length, isExpression: false };
}

/** Svelte's braces may hold the quote that they stand in. */
function quotedEnd(text: string, open: number, markup: Markup): number {
  const quote = text.charAt(open);
  let close = text.indexOf(quote, open + 1);
  if (markup === "svelte") {
    for (let at = open + 1; at < close; at++) {
      if (text.charAt(at) !== "{") continue;
      const end = braceEnd(text, at);
      if (end < 0) break;
      if (end > close) close = text.indexOf(quote, end);
      at = end;
    }
  }
  return close < 0 ? text.length : close;
}

const BOUND = /^(?:v-bind:|v-on:|v-|[:@#.])/u;

const LET = "let:";

/** Svelte's `let:item`, `let:item={name}`. */
function letAttribute(written: string, start: number, code: string = ""): Attribute {
  return { name: written, start, binds: `${written.slice(LET.length)} ${code}` };
}

function attributeOf(written: string, start: number, value: Value, markup: Markup): Attribute {
  const { code, start: from, isExpression } = value;
  if (written.startsWith(LET)) return letAttribute(written, start, code);
  if (isExpression) return { name: written, start, expression: { code, start: from } };
  if (markup === "vue" && BOUND.test(written)) return boundAttribute(written, start, value);
  const [expression, ...others] = markup === "svelte" ? bracesIn(code, from) : [];
  if (expression === undefined) return { name: written, start, text: code };
  return { name: written, start, expression, others };
}

/** Svelte puts expressions inside of quoted values. */
function bracesIn(code: string, from: number): readonly Fragment[] {
  const found: Fragment[] = [];
  for (let open = code.indexOf("{"); open >= 0; open = code.indexOf("{", open)) {
    const end = closingBrace(code, open);
    if (end < 0) break;
    found.push({ code: code.slice(open + 1, end), start: from + open + 1 });
    open = end;
  }
  return found;
}

/** Vue's: slots take parameters, `v-for` a list behind the names. */
function boundAttribute(written: string, start: number, { code, start: from }: Value): Attribute {
  if (/^(?:#|v-slot)/u.test(written)) return { name: written, start, binds: code };
  const name = written === "v-t" ? written : written.replace(BOUND, "");
  if (written !== "v-for") return { name, start, expression: { code, start: from } };
  const list = / (?:in|of) /u.exec(code);
  const skipped = list === null ? 0 : list.index + list[0].length;
  const expression = { code: code.slice(skipped), start: from + skipped };
  return { name, start, expression, binds: code.slice(0, list?.index ?? 0) };
}
