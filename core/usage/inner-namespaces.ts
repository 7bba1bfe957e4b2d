import type { KnownKeys, KnownNamespace } from "./known-keys.ts";
import type { FileUses } from "./use.ts";

/** The namespaces that code asks for by name. */
export function namespacesAsked(sources: readonly FileUses[]): ReadonlySet<string> {
  const asked = new Set<string>();
  for (const { uses, settings } of sources) {
    for (const { namespaces, keys } of uses) {
      for (const name of namespaces ?? []) asked.add(name);
      for (const [first] of keys) {
        const end = first.indexOf(":");
        if (end > 0) asked.add(first.slice(0, end));
      }
    }
    for (const { defaultNamespaces } of settings) {
      for (const name of defaultNamespaces ?? []) asked.add(name);
    }
  }
  return asked;
}

/**
 * One file may hold all namespaces of a locale, each below its name: the only file, or one of those
 * that nobody asks for by their own names.
 */
export function withInnerNamespaces(known: KnownKeys, asked: ReadonlySet<string>): KnownKeys {
  const taken = new Set(known.namespaces.map(({ name }) => name));
  const isAsked = [...taken].some((name) => asked.has(name));
  const outer = isAsked ? known.namespaces.filter(({ name }) => name === "") : known.namespaces;
  const inner = outer.flatMap((place) =>
    [...asked]
      .filter((name) => !taken.has(name) && place.below(name).length > 0)
      .map((name) => namespaceBelow(place, name)),
  );
  return inner.length === 0 ? known : { ...known, namespaces: [...known.namespaces, ...inner] };
}

function namespaceBelow(place: KnownNamespace, name: string): KnownNamespace {
  return {
    name,
    get: (of) => place.get(`${name}.${of}`),
    below: (of) => place.below(`${name}.${of}`),
    variants: (of) => place.variants(`${name}.${of}`),
    matching: ([first, ...rest]) => place.matching([`${name}.${first}`, ...rest]),
  };
}
