import type { KnownKeys, KnownMessage } from "./known-keys.ts";

const QUOTE = /["'`]/gu;
/** Characters. */
const LONGEST = 300;

/**
 * Messages whose keys stand as texts somewhere in code, whatever the code does with them: in a table
 * of labels, as a value that another module looks up. `"ns:key"` counts, a plural's stem, and what
 * begins like a text that is put together: `"errors." + code`. Looks at quotes alone, each of which
 * may open a text, so that an apostrophe in a comment hides none; linear in the texts.
 */
export function writtenOut(known: KnownKeys, texts: Iterable<string>): ReadonlySet<KnownMessage> {
  const found = new Set<KnownMessage>();
  const seen = new Set<string>();
  for (const text of texts) {
    for (const written of writtenIn(text)) {
      if (seen.has(written)) continue;
      seen.add(written);
      for (const message of meantBy(written, known)) found.add(message);
    }
  }
  return found;
}

function* writtenIn(text: string): Iterable<string> {
  for (const { 0: quote, index } of text.matchAll(QUOTE)) {
    const rest = text.slice(index + 1, index + 1 + LONGEST);
    const end = rest.search(quote === "`" ? /`|\$\{/u : quote === '"' ? /["\n]/u : /['\n]/u);
    if (end > 0 && rest[end] !== "\n") yield rest.slice(0, end);
  }
}

/** The messages that a key as written may stand for, in whatever namespace. */
export function* meantBy(written: string, { namespaces }: KnownKeys): Iterable<KnownMessage> {
  const key = written.slice(written.indexOf(":") + 1);
  // Of a file that holds all namespaces.
  const below = written.replace(":", ".");
  for (const namespace of namespaces) {
    for (const name of new Set([written, key, below])) {
      const message = namespace.get(name);
      if (message !== undefined) yield message;
      yield* namespace.variants(name);
    }
    // A part of a key ends where the next one begins.
    if (/[\w-][._:/-]$/u.test(key)) yield* namespace.matching([key, ""]);
  }
}
