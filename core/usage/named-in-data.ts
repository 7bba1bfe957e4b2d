import type { KnownMessage } from "./known-keys.ts";

/** In quotes, or a word of several parts without: `label: nav.home` of YAML. */
const WORD =
  /"((?:[^"\\\n]|\\.){1,300})"|'((?:[^'\\\n]|\\.){1,300})'|(?<![\w$@.:/-])([\w$@-]+(?:[.:][\w$@-]+)+)(?![\w$@/-])/gu;
const FORM = /_(?:ordinal_)?(?:zero|one|two|few|many|other|plural|\d)$/u;

/**
 * Those of the messages whose keys stand in files that are no code: a menu of JSON, a server that
 * hands keys on. `"ns:key"` counts, and a plural's stem. Linear in the texts.
 */
export function namedInData(
  messages: Iterable<KnownMessage>,
  texts: Iterable<string>,
): ReadonlySet<KnownMessage> {
  const byName = new Map<string, KnownMessage[]>();
  for (const message of messages) {
    for (const name of new Set([message.name, message.name.replace(FORM, "")])) {
      byName.set(name, [...(byName.get(name) ?? []), message]);
    }
  }
  const found = new Set<KnownMessage>();
  for (const text of texts) {
    for (const { 0: all, 1: double, 2: single, 3: bare = "", index } of text.matchAll(WORD)) {
      const word = (double ?? single ?? bare).replaceAll(/\\(.)/gu, "$1");
      const named =
        byName.get(word) ??
        byName.get(word.slice(word.indexOf(":") + 1)) ??
        byName.get(word.replace(":", "."));
      // A property's name: another copy of a locale file asks for none of its keys.
      if (named === undefined || text[index + all.length] === ":") continue;
      for (const message of named) found.add(message);
    }
  }
  return found;
}
