import type { Key } from "../model/key.ts";
import type { Pieces } from "./use.ts";

/** A message of the source, by the name that code calls it: its segments joined by dots. */
export interface KnownMessage {
  readonly namespace: string;
  readonly key: Key;
  readonly name: string;
}

/** The messages of one namespace. */
export interface KnownNamespace {
  readonly name: string;
  get(name: string): KnownMessage | undefined;
  /** What stands below a name: the whole subtree. */
  below(name: string): readonly KnownMessage[];
  /** Variants of a name: `cart_one`, `cart_male_other` of `cart`. */
  variants(name: string): readonly KnownMessage[];
  /** Those whose name has the pieces in order; a gap is at least one character long. */
  matching(pieces: Pieces): readonly KnownMessage[];
}

export interface KnownKeys {
  readonly namespaces: readonly KnownNamespace[];
  readonly messages: readonly KnownMessage[];
}

/** Parts of names are what people see, so a name is never used for identity between namespaces. */
export function indexKeys(
  messages: Iterable<{ readonly namespace: string; readonly key: Key }>,
  namespaces: Iterable<string> = [],
): KnownKeys {
  const byNamespace = new Map<string, KnownMessage[]>();
  for (const name of namespaces) byNamespace.set(name, []);
  const all: KnownMessage[] = [];
  for (const { namespace, key } of messages) {
    const message = { namespace, key, name: key.join(".") };
    all.push(message);
    const known = byNamespace.get(namespace);
    if (known === undefined) byNamespace.set(namespace, [message]);
    else known.push(message);
  }
  return {
    namespaces: [...byNamespace].map(([name, known]) => indexNamespace(name, known)),
    messages: all,
  };
}

function indexNamespace(name: string, messages: readonly KnownMessage[]): KnownNamespace {
  const exact = new Map(messages.map((message) => [message.name, message]));
  const patterns = new Map<string, readonly KnownMessage[]>();
  let sorted: readonly KnownMessage[] | undefined;
  let fronts: ReadonlySet<string> | undefined;

  /** Most names are nothing's front, which costs no search. */
  function startingWhole(front: string): readonly KnownMessage[] {
    fronts ??= frontsOf(messages);
    return fronts.has(front) ? starting(front) : NONE;
  }

  /** Names that start alike stand together. */
  function starting(prefix: string): readonly KnownMessage[] {
    sorted ??= [...messages].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    const start = firstFrom(sorted, prefix);
    let end = start;
    while (sorted[end]?.name.startsWith(prefix) === true) end++;
    return sorted.slice(start, end);
  }
  return {
    name,
    get: (of) => exact.get(of),
    below: (of) => startingWhole(`${of}.`),
    variants: (of) => startingWhole(`${of}_`),
    matching(pieces) {
      const id = JSON.stringify(pieces);
      const known = patterns.get(id);
      if (known !== undefined) return known;
      const found = starting(pieces[0]).filter((message) => fits(message.name, pieces));
      patterns.set(id, found);
      return found;
    },
  };
}

const NONE: readonly KnownMessage[] = [];

/** Characters; no name that somebody wrote is longer. */
const LONGEST = 1_000;

/** What stands before each part of each name: `a.`, `a.b_` of `a.b_one`. */
function frontsOf(messages: readonly KnownMessage[]): ReadonlySet<string> {
  const fronts = new Set<string>();
  for (const { name } of messages) {
    for (let at = 0; at < Math.min(name.length, LONGEST); at++) {
      if (name[at] === "." || name[at] === "_") fronts.add(name.slice(0, at + 1));
    }
  }
  return fronts;
}

/** The first place for each piece is the best one, so no other is tried. */
function fits(name: string, [first, ...rest]: Pieces): boolean {
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let end = first.length;
  for (const piece of rest) {
    const start = name.indexOf(piece, end + 1);
    if (start < 0) return false;
    end = start + piece.length;
  }
  return name.length > end + last.length && name.endsWith(last);
}

function firstFrom(sorted: readonly KnownMessage[], name: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as KnownMessage).name < name) low = middle + 1;
    else high = middle;
  }
  return low;
}
