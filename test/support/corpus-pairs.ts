import { execFileSync } from "node:child_process";
import { parse } from "yaml";
import { canonicalLocale } from "../../core/model/locale.ts";
import { type Category, isCategory } from "../../core/model/plural.ts";
import type { Pair } from "../../core/quality/pair.ts";
import { repair } from "../../core/quality/repair.ts";
import { detectSyntax } from "../../core/syntax/detect.ts";
import { syntaxes } from "../../core/syntax/syntaxes.ts";
import { cloneCorpus, removeClone } from "./corpora.ts";

interface Family {
  readonly corpus: string;
  readonly source: string;
  /** Paths of the targets, with the locale as its group. */
  readonly target: RegExp;
}

const FAMILIES: readonly Family[] = [
  {
    corpus: "excalidraw",
    source: "packages/excalidraw/locales/en.json",
    target: /^packages\/excalidraw\/locales\/([a-z]{2,3}-[A-Z].*)\.json$/u,
  },
  {
    corpus: "jellyfin-web",
    source: "src/strings/en-us.json",
    target: /^src\/strings\/([a-z].*)\.json$/u,
  },
  {
    corpus: "fluffychat",
    source: "lib/l10n/intl_en.arb",
    target: /^lib\/l10n\/intl_(.*)\.arb$/u,
  },
  {
    corpus: "rubygems",
    source: "config/locales/en.yml",
    target: /^config\/locales\/([a-z]{2}(?:-[A-Z]{2})?)\.yml$/u,
  },
  {
    corpus: "rubygems",
    source: "config/locales/avo.en.yml",
    target: /^config\/locales\/avo\.([a-z]{2}(?:-[A-Z]{2})?)\.yml$/u,
  },
];

export interface CorpusPair extends Pair {
  readonly corpus: string;
}

/** All pairs of the last revision and of every `step`th before, each once. Read by plain parsers. */
export async function corpusPairs(step: number): Promise<readonly CorpusPair[]> {
  const pairs = new Map<string, CorpusPair>();
  for (const family of FAMILIES) {
    const folder = await cloneCorpus(family.corpus);
    const commits = git(folder, "log", "--format=%H", "--diff-filter=AM", "--", family.source)
      .trim()
      .split("\n");
    for (let i = 0; i < commits.length; i += step) {
      for (const pair of pairsAt(folder, commits[i] ?? "", family)) {
        const { corpus, targetLocale, source, target, category = "" } = pair;
        const id = JSON.stringify([corpus, targetLocale, source, target, category]);
        pairs.set(id, pair);
      }
    }
    await removeClone(folder);
  }
  return [...pairs.values()];
}

function* pairsAt(folder: string, commit: string, family: Family): Iterable<CorpusPair> {
  const source = read(folder, commit, family.source);
  const syntax = syntaxes[detectSyntax(source.values()).syntax];
  for (const path of git(folder, "ls-tree", "-r", "--name-only", commit).split("\n")) {
    const targetLocale = canonicalLocale(family.target.exec(path)?.[1] ?? "");
    if (targetLocale === undefined || path === family.source) continue;
    for (const [key, target] of read(folder, commit, path)) {
      const text = source.get(key);
      if (text === undefined) continue;
      yield {
        corpus: family.corpus,
        source: text,
        target: repair(text, target),
        syntax,
        sourceLocale: "en",
        targetLocale,
        category: family.corpus === "rubygems" ? categoryOf(key) : undefined,
      };
    }
  }
}

function categoryOf(key: string): Category | undefined {
  const leaf = key.slice(key.lastIndexOf("/") + 1);
  return isCategory(leaf) ? leaf : undefined;
}

function read(folder: string, commit: string, path: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const content: unknown = parse(git(folder, "show", `${commit}:${path}`), { uniqueKeys: false });
  // The root key of a Rails file is the locale.
  collect(path.endsWith(".yml") ? Object.values(content as object)[0] : content, "", texts);
  return texts;
}

function collect(value: unknown, path: string, texts: Map<string, string>): void {
  if (typeof value === "string" && value !== "") texts.set(path, value);
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (!key.startsWith("@")) collect(child, `${path}/${key}`, texts);
  }
}

function git(folder: string, ...args: string[]): string {
  return execFileSync("git", ["-C", folder, ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
}
