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

  /** Asked for at every import, and names come one by one. */
  let joined = "";
  let size = 0;

  function pattern(after: string = ""): RegExp {
    if (size !== all.size) {
      joined = [...all].join("|");
      size = all.size;
    }
    return patternOf(joined, after);
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
/** The same of what they import from a library. */
const clauses = new Map<string, readonly Specifier[]>();
const MOST_KEPT = 500;

function patternOf(names: string, after: string): RegExp {
  return keptIn(patterns, names + after, () => {
    const escaped = names.replaceAll("$", String.raw`\$`);
    return new RegExp(String.raw`(?<![\w$])(?:${escaped})(?![\w$])${after}`, "gu");
  });
}

function specifiersOf(clause: string): readonly Specifier[] {
  return keptIn(clauses, clause, () => readSpecifiers(clause));
}

function keptIn<T>(kept: Map<string, T>, id: string, make: () => T): T {
  let value = kept.get(id);
  if (value === undefined) {
    value = make();
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(id, value);
  }
  return value;
}

type Specifier = readonly [name: string, local: string];

/** `a, * as b, { c, type d as e }`: what is imported, and the name that it gets. */
function readSpecifiers(clause: string): readonly Specifier[] {
  const bare = clause.replace(/^\s*type\s+(?!from\b)/u, "").replace(/\bfrom\s*$/u, "");
  const [front = "", named = ""] = bare.split("{");
  const outer = front.matchAll(/(?<![\w$])(\*\s*as\s+)?([\w$]+)\s*(?:,|$)/gu);
  const inner = named.matchAll(/(?<![\w$])(?:([\w$]+)\s+as\s+)?([\w$]+)\s*(?:,|\}|$)/gu);
  return [
    ...[...outer].map(([, all, local = ""]) => [all ? "*" : "default", local] as const),
    ...[...inner].map(([, name, local = ""]) => [name ?? local, local] as const),
  ];
}
