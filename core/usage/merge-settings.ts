import type { Library } from "./libraries.ts";
import type { FileUses, Settings } from "./use.ts";

/** What holds in every part of a project: of several settings of a library, all that they allow. */
export function mergeSettings(sources: readonly FileUses[]): (library: Library) => Settings {
  const merged = new Map<Library, Settings>();
  for (const { settings } of sources) {
    for (const one of settings) {
      const before = merged.get(one.library);
      merged.set(one.library, before === undefined ? one : either(before, one));
    }
  }
  return (library) => merged.get(library) ?? { library, fallbackNamespaces: null };
}

function either(a: Settings, b: Settings): Settings {
  const settings = {
    defaultNamespaces: together(a.defaultNamespaces, b.defaultNamespaces),
    fallbackNamespaces: together(a.fallbackNamespaces, b.fallbackNamespaces),
    keySeparator: a.keySeparator === b.keySeparator ? a.keySeparator : null,
    namespaceSeparator: a.namespaceSeparator === b.namespaceSeparator ? a.namespaceSeparator : null,
    defaultArguments: together(a.defaultArguments, b.defaultArguments),
  };
  const told = Object.entries(settings).filter(([, value]) => value !== undefined);
  return { library: a.library, ...Object.fromEntries(told) };
}

/** Null, for what nobody knows, wins. */
function together(
  a: readonly string[] | null | undefined,
  b: readonly string[] | null | undefined,
): readonly string[] | null | undefined {
  if (a === null || b === null) return null;
  return a === undefined ? b : [...new Set([...a, ...(b ?? [])])];
}
