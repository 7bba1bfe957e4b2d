import type { Token } from "../syntax/syntax.ts";
import { compareCounts, type Countable } from "./difference.ts";
import type { ReadPair, Reading } from "./pair.ts";
import type { Variant } from "./variant.ts";
import type { Violation } from "./violation.ts";

interface Tag extends Countable {
  /** As written: `b`, `/b`, `br/`. */
  readonly name: string;
}

const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/iu;
/** Attributes that people read; what they say is the translator's. */
const READ = /^(?:alt|title|placeholder|label|summary|aria-(?:label|description|placeholder))$/iu;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/gu;

/** Compares tags with their attributes, and how they nest, branch by branch. */
export function markup(pair: ReadPair, variants: readonly Variant[]): readonly Violation[] {
  if (!pair.from.tokens.some(isTag) && !pair.to.tokens.some(isTag)) return [];
  const { from, to } = pair;
  for (const variant of variants) {
    const expected = tagsOf(from, variant.expected);
    const found = tagsOf(to, variant.found);
    const violation =
      compareCounts("markup", from, expected, to, found) ??
      compareCounts(
        "markup",
        from,
        strays(from, variant.expected),
        to,
        strays(to, variant.found),
      ) ??
      compareCounts("markup", from, nest(expected), to, nest(found));
    if (violation !== undefined) return [violation];
  }
  return [];
}

function isTag({ kind }: Token): boolean {
  return kind === "tag";
}

function tagsOf(reading: Reading, tokens: readonly Token[]): readonly Tag[] {
  const tags: Tag[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const first = tokens[i] as Token;
    if (first.kind !== "tag" || first.name === undefined) continue;
    let last = i;
    for (let j = i + 1; tokens[j] !== undefined && isInside(tokens[j] as Token); j++) {
      if (tokens[j]?.kind === "tag") last = j;
    }
    const parts = tokens.slice(i, last + 1);
    i = last;
    const end = (tokens[last] as Token).end;
    tags.push({ name: first.name, id: idOf(reading, first.name, parts), start: first.start, end });
  }
  return tags;
}

/** Angle brackets in prose: beside tags they are mostly what is left of one. */
function strays({ text }: Reading, tokens: readonly Token[]): readonly Countable[] {
  return tokens.flatMap(({ kind, start, end }) => {
    if (kind !== "text") return [];
    return [...text.slice(start, end).matchAll(/[<>]/gu)].map((match) => {
      const at = start + match.index;
      return { id: match[0], start: at, end: at + 1 };
    });
  });
}

/** A part of a tag after its first, or what may stand between two parts. */
function isInside({ kind, name }: Token): boolean {
  return kind === "tag" ? name === undefined : kind !== "text" && kind !== "syntax";
}

/** Name and attributes, whatever their order, quotes and spaces. `<br/>` is `<br>`. */
function idOf({ text }: Reading, name: string, parts: readonly Token[]): string {
  // What a comment says is nobody's business but its readers'.
  if (name === "!--") return name;
  const bare = name.replace(/\/$/u, "");
  const id = VOID.test(bare) ? bare : name;
  if (parts.length === 1 && (parts[0] as Token).end - (parts[0] as Token).start < name.length + 3) {
    return id;
  }
  const tag = parts
    .map(({ kind, start, end, name }) => (kind === "tag" ? text.slice(start, end) : `{${name}}`))
    .join("");
  const inner = tag.slice(1 + bare.length, -1);
  const attributes = [...inner.matchAll(ATTRIBUTE)].map((match) => {
    const [, attribute = "", double, single, plain] = match;
    const value = READ.test(attribute) ? "" : (double ?? single ?? plain ?? "");
    return `${attribute.toLowerCase()}=${JSON.stringify(value)}`;
  });
  // A quote that belongs to no attribute: the tag is damaged.
  const rest = inner.replaceAll(ATTRIBUTE, "").replaceAll(/[\s/]/gu, "");
  return [id, ...attributes.sort(), rest].join(" ").trimEnd();
}

/**
 * Each tag that opens, with those that it stands in; closing tags that close nothing. Where both
 * texts have the same tags, this tells whether they nest alike.
 */
function nest(tags: readonly Tag[]): readonly Countable[] {
  const open: string[] = [];
  return tags.map((tag) => {
    const { name, start, end } = tag;
    // The innermost and the depth, not the whole path: that would be quadratic.
    const parents = `${open.length} ${open.at(-1) ?? ""}`;
    if (name.startsWith("/")) {
      const closes = open.at(-1) === name.slice(1);
      if (closes) open.pop();
      return { start, end, id: closes ? name : `${parents} ${name} closes nothing` };
    }
    if (!name.endsWith("/") && !VOID.test(name)) open.push(name);
    return { start, end, id: `${parents}>${name.replace(/\/$/u, "")}` };
  });
}
