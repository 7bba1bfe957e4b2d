import type { Token } from "../syntax/syntax.ts";
import { compareCounts, type Countable } from "./difference.ts";
import type { ReadPair, Reading } from "./pair.ts";
import { areLocalized } from "./sites.ts";
import type { Variant } from "./variant.ts";
import type { Violation } from "./violation.ts";

/** Links to other messages, escapes and addresses. */
export function links(pair: ReadPair, variants: readonly Variant[]): readonly Violation[] {
  const { from, to } = pair;
  if (!from.tokens.some(isOfInterest) && !to.tokens.some(isOfInterest)) return [];
  for (const { expected, found } of variants) {
    for (const read of [linksOf, escapesOf]) {
      const violation = compareCounts("link", from, read(expected), to, read(found));
      if (violation !== undefined) return [{ ...violation, reject: !isSpeltOutLink(pair) }];
    }
  }
  return compareAddresses(pair);
}

/** Where the source is nothing but a link, a text of the translation's own says what it says. */
function isSpeltOutLink({ from, to }: ReadPair): boolean {
  const [only, ...others] = from.tokens;
  return only?.kind === "link" && others.length === 0 && to.tokens.every((t) => t.kind === "text");
}

function isOfInterest({ kind }: Token): boolean {
  return kind === "link" || kind === "escape" || kind === "url";
}

function linksOf(tokens: readonly Token[]): readonly Countable[] {
  return tokens
    .filter(({ kind }) => kind === "link")
    .map(({ name = "", start, end }) => ({ id: name.replaceAll(/\s/gu, ""), start, end }));
}

/** Entities and apostrophes are the translator's: other languages need others. */
function escapesOf(tokens: readonly Token[]): readonly Countable[] {
  return tokens
    .filter(({ kind, name = "" }) => kind === "escape" && !/^(?:&|\\?['"]$)/u.test(name))
    .map(({ name = "", start, end }) => ({ id: name, start, end }));
}

/** An address that the source has not is refused; one that is gone, or localized, is doubtful. */
function compareAddresses(pair: ReadPair): readonly Violation[] {
  const expected = addressesOf(pair.from);
  const found = addressesOf(pair.to);
  const all = compareCounts("link", pair.from, expected, pair.to, found);
  if (all === undefined) return [];
  const known = new Set(expected.map(({ id }) => id));
  const kept = new Set(found.map(({ id }) => id));
  const lost = [...known].filter((id) => !kept.has(id));
  const added = [...kept].filter((id) => !known.has(id) && !isSpelledOut(pair.from.text, id));
  if (added.length === 0) return lost.length === 0 ? [] : [{ ...all, reject: false }];
  return [{ ...all, reject: !isOtherPage(pair) && !areLocalized(lost, added, pair.pair) }];
}

/** Whether an address adds only `https://` to what the source says (`example.org`). */
function isSpelledOut(source: string, address: string): boolean {
  if (!address.startsWith("https://")) return false;
  const bare = address.slice("https://".length);
  const at = source.indexOf(bare);
  return at >= 0 && !/[\w/-]/u.test(source.charAt(at + bare.length));
}

/** Where the source is nothing but an address, a language has a page of its own on the same site. */
function isOtherPage({ from, to }: ReadPair): boolean {
  const site = siteOf(from);
  return site !== undefined && site === siteOf(to);
}

/** `example.org` of `https://en.example.org/a`; undefined for all that is not just an address. */
function siteOf({ text, tokens }: Reading): string | undefined {
  const isAddress = tokens.length === 1 && tokens[0]?.kind === "url";
  if (!isAddress || !text.startsWith("https://") || !URL.canParse(text)) return undefined;
  return new URL(text).hostname.split(".").slice(-2).join(".");
}

/** Addresses whole, with the placeholders they hold by name. */
function addressesOf({ text, tokens }: Reading): readonly Countable[] {
  const addresses: { id: string; start: number; end: number }[] = [];
  let pending = "";
  let last: (typeof addresses)[number] | undefined;
  for (const { kind, start, end, name } of tokens) {
    if (kind === "url" && last !== undefined) {
      last.id += pending + text.slice(start, end);
      last.end = end;
      pending = "";
    } else if (kind === "url") {
      last = { id: text.slice(start, end), start, end };
      addresses.push(last);
    } else if (kind === "placeholder" && last !== undefined) {
      pending += `{${name}}`;
    } else {
      last = undefined;
      pending = "";
    }
  }
  return addresses.map((address) => ({ ...address, id: address.id.replace(/\/$/u, "") }));
}
