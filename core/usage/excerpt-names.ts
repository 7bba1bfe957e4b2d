import type { Adapter } from "./adapter.ts";

/** The names in a source through which messages may be asked for. */
export interface Names {
  readonly has: (name: string) => boolean;
  readonly add: (name: string) => void;
  readonly count: () => number;
  readonly isImported: (name: string) => boolean;
  /** What stands between `import` and the module. False where no library knows any of it. */
  readonly addImports: (clause: string, module: string) => boolean;
  /** Finds all of them, with `after` behind. */
  readonly pattern: (after?: string) => RegExp;
}

/** Undefined where a library looks at more than names. */
export function openNames(adapters: readonly Adapter[]): Names | undefined {
  const modules: RegExp[] = [];
  const all = new Set<string>();
  for (const { reach, tag } of adapters) {
    if (reach === undefined || tag !== undefined) return undefined;
    modules.push(reach.modules);
    for (const name of reach.names) all.add(name);
  }
  const imported = new Set<string>();

  function means(module: string, name: string): boolean {
    return all.has(name) || adapters.some((adapter) => adapter.imported(module, name));
  }

  function pattern(after: string = ""): RegExp {
    return patternOf([...all].join("|"), after);
  }

  return {
    has: (name) => all.has(name),
    add: (name) => void all.add(name),
    count: () => all.size,
    isImported: (name) => imported.has(name),
    addImports(clause, module) {
      if (!modules.some((known) => known.test(module)) && clause.search(pattern()) < 0)
        return false;
      const known = specifiersOf(clause).filter(
        ([name, local]) => means(module, name) || all.has(local),
      );
      for (const [, local] of known) {
        all.add(local);
        imported.add(local);
      }
      return known.length > 0;
    },
    pattern,
  };
}

/** Most sources of a project have the same names, and a pattern costs more than its use. */
const patterns = new Map<string, RegExp>();
const MOST_PATTERNS = 500;

function patternOf(names: string, after: string): RegExp {
  let pattern = patterns.get(names + after);
  if (pattern === undefined) {
    const escaped = names.replaceAll("$", String.raw`\$`);
    pattern = new RegExp(String.raw`(?<![\w$])(?:${escaped})(?![\w$])${after}`, "gu");
    if (patterns.size >= MOST_PATTERNS) patterns.clear();
    patterns.set(names + after, pattern);
  }
  return pattern;
}

/** `a, * as b, { c, type d as e }`: what is imported, and the name that it gets. */
function specifiersOf(clause: string): readonly (readonly [name: string, local: string])[] {
  const bare = clause.replace(/^\s*type\s+(?!from\b)/u, "").replace(/\bfrom\s*$/u, "");
  const [front = "", named = ""] = bare.split("{");
  const outer = front.matchAll(/(?<![\w$])(\*\s*as\s+)?([\w$]+)\s*(?:,|$)/gu);
  const inner = named.matchAll(/(?<![\w$])(?:([\w$]+)\s+as\s+)?([\w$]+)\s*(?:,|\}|$)/gu);
  return [
    ...[...outer].map(([, all, local = ""]) => [all ? "*" : "default", local] as const),
    ...[...inner].map(([, name, local = ""]) => [name ?? local, local] as const),
  ];
}
