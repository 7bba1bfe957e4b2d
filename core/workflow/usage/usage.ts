import { readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { TrackedFile } from "../../git/files.ts";
import { compileGlobs } from "../../model/glob.ts";
import type { CodeEntry } from "../../project/config.ts";
import { adapters } from "../../usage/adapters/adapters.ts";
import { type Custom, withCustom } from "../../usage/custom.ts";
import { TEMPLATE, extensionOf } from "../../usage/dialects.ts";
import { LIBRARIES, type Library } from "../../usage/libraries.ts";
import { type Parser, loadParser } from "../../usage/parse.ts";
import { LARGEST, mayUse, scanSource } from "../../usage/scan.ts";
import type { SourceUses } from "../../usage/rules.ts";
import type { FileUses } from "../../usage/use.ts";
import { foldersAbove, isManifest, librariesReader } from "./code-files.ts";
import type { Checkout } from "../checkout/read-checkout.ts";

const SYMBOLIC_LINK = 0o120000;

const SOURCES_A_TURN = 50;

const NO_USES: FileUses = { uses: [], settings: [], opaque: 0 };

/** Where keys that nobody translates are used, and what machines write. */
const IGNORED: readonly string[] = [
  "**/*.{test,spec,stories,story,e2e,cy,bench}.*",
  "**/{__tests__,__mocks__,__fixtures__,test,tests,e2e,cypress,playwright,fixtures}/**",
  "**/{node_modules,bower_components,vendor,dist,build,coverage,.next,.nuxt,.output}/**",
  "**/*.{min,bundle}.*",
  "**/*.d.{ts,mts,cts}",
];

/** What the sources of a checkout ask for, kept by content: a file that did not change is not read. */
export interface UsageScan {
  /** Reads what changed since the last call. Undefined: it takes a parser that is not to be had. */
  scan(checkout: Checkout): Promise<readonly SourceUses[] | undefined>;
  /** What a source asks for now. Undefined: the last scan did not know of it. */
  rescan(path: string): Promise<SourceUses | undefined>;
  /** Paths of the sources that the last scan looked at, with something in them or not. */
  looked(): readonly string[];
  /** The texts of all sources, also of those that it did not look at, read anew. */
  texts(): Iterable<string>;
  /** The same of other files that may name keys. */
  dataTexts(): Iterable<string>;
}

/** By content id, extension and libraries. */
export type Scanned = Map<string, FileUses>;

export function openUsageScan(root: string, kept: Scanned, custom: Custom = {}): UsageScan {
  let parser: Promise<Parser | undefined> | undefined;
  let looked = new Set<string>();
  let listed: readonly string[] = [];
  let listedData: readonly string[] = [];
  let standing = new Set<string>();
  let unitOf: ((path: string) => Unit) | undefined;
  let parsed = 0;

  async function usesOf(
    path: string,
    libraries: readonly Library[],
    id: string | undefined,
  ): Promise<FileUses | undefined> {
    const known = id === undefined ? undefined : kept.get(entryOf(path, libraries, id));
    if (known !== undefined) return known;
    const chosen = libraries.map((library) => withCustom(adapters[library], custom));
    const text = readText(root, path);
    let uses: FileUses = NO_USES;
    if (text !== undefined && mayUse(text, chosen)) {
      parser ??= loadParser();
      const loaded = await parser;
      if (loaded === undefined) return undefined;
      uses = scanSource(path, text, { adapters: chosen, parser: loaded });
      // What a parser lent is given back only between turns: a third of the memory of a large scan.
      if (++parsed % SOURCES_A_TURN === 0) await turn();
      // The next run may read what this one has no time for.
      if (loaded.isSpent()) return uses;
    }
    if (id !== undefined) kept.set(entryOf(path, libraries, id), uses);
    return uses;
  }

  return {
    async scan({ config, code, data }) {
      // Each run has its own time for deep code.
      parser = undefined;
      unitOf = unitFinder(root, config.code ?? {}, code, folderOf(config.path));
      const sources: SourceUses[] = [];
      const current = new Set<string>();
      looked = new Set();
      listed = pathsOf(code).filter((path) => !isManifest(path) && !isDeclaration(path));
      listedData = pathsOf(data);
      standing = new Set();
      for (const { path, id, mode, state } of code) {
        if (isManifest(path) || mode === SYMBOLIC_LINK || id === undefined) continue;
        if (state === "deleted" || state === "sparse") continue;
        standing.add(path);
        const { libraries, unit } = unitOf(path);
        if (libraries.length === 0) continue;
        looked.add(path);
        current.add(entryOf(path, libraries, id));
        const uses = await usesOf(path, libraries, id);
        if (uses === undefined) return undefined;
        if (isTelling(uses)) sources.push({ ...uses, path, unit });
      }
      for (const entry of kept.keys()) if (!current.has(entry)) kept.delete(entry);
      return sources;
    },
    looked: () => [...looked],
    texts: () => textsOf(root, listed),
    dataTexts: () => textsOf(root, listedData),
    async rescan(path) {
      // Git decides what belongs to the project: it is asked about what it has not listed yet. A
      // test is listed and never looked at.
      if (unitOf === undefined) return undefined;
      if (!looked.has(path)) return standing.has(path) ? { ...NO_USES, path, unit: "" } : undefined;
      const { libraries, unit } = unitOf(path);
      parser = undefined;
      const uses = await usesOf(path, libraries, undefined);
      return uses && { ...uses, path, unit };
    },
  };
}

function pathsOf(files: readonly TrackedFile[]): readonly string[] {
  return files.filter(({ mode }) => mode !== SYMBOLIC_LINK).map(({ path }) => path);
}

/** What types say of keys, such as the declarations that locstep itself writes, asks for none. */
function isDeclaration(path: string): boolean {
  return /\.d\.[cm]?ts$/u.test(path);
}

function* textsOf(root: string, paths: readonly string[]): Iterable<string> {
  for (const path of paths) yield readText(root, path) ?? "";
}

function isTelling({ uses, settings, opaque, fault }: FileUses): boolean {
  return uses.length > 0 || settings.length > 0 || opaque > 0 || fault !== undefined;
}

function entryOf(path: string, libraries: readonly Library[], id: string): string {
  return `${id} ${extensionOf(path)} ${libraries.join()}`;
}

/** What is gone by now, is no file (a pipe waits for ever), or was made by a machine, asks nothing. */
function readText(root: string, path: string): string | undefined {
  try {
    const stat = statSync(join(root, path));
    return stat.isFile() && stat.size <= LARGEST
      ? readFileSync(join(root, path), "utf8")
      : undefined;
  } catch {
    return undefined;
  }
}

function folderOf(path: string | undefined): string {
  const folder = path === undefined ? "." : posix.dirname(path);
  return folder === "." ? "" : `${folder}/`;
}

/** A package: its folder, and the libraries that its sources may use. */
interface Unit {
  readonly unit: string;
  readonly libraries: readonly Library[];
}

const NO_UNIT: Unit = { unit: "", libraries: [] };

/** Only Angular's libraries have templates: no other reads a page. */
function withTemplates({ unit, libraries }: Unit): Unit {
  return { unit, libraries: libraries.filter((library) => "template" in adapters[library]) };
}

/** The package of a source; one without libraries where the source is not to be looked at. */
function unitFinder(
  root: string,
  { files, ignore, libraries, functions, components }: CodeEntry,
  code: readonly TrackedFile[],
  folder: string,
): (path: string) => Unit {
  const isWanted = files === undefined ? () => true : compileGlobs(files);
  const isIgnored = compileGlobs(ignore ?? IGNORED);
  const manifests = new Set(code.map(({ path }) => path).filter(isManifest));
  const librariesIn = librariesReader(root, manifests);
  const byFolder = new Map<string, Unit>();
  const units = new Map<string, Unit>();
  const configured = libraries && LIBRARIES.filter((library) => libraries.includes(library));
  // Functions of a project's own look anywhere, whatever library reads their keys.
  const otherwise = (functions ?? components) === undefined ? [] : LIBRARIES.slice(0, 1);

  /** Every folder below asks for the same few manifests. */
  function unitOf(unit: string, manifest: string): Unit {
    let known = units.get(unit);
    if (known === undefined) {
      known = { unit, libraries: configured ?? librariesIn(manifest) };
      units.set(unit, known);
    }
    return known;
  }

  /** That of the nearest manifest that names a library: tools of a workspace stand at its root. */
  function nearest(of: string): Unit {
    const known = byFolder.get(of);
    if (known !== undefined) return known;
    let found = NO_UNIT;
    for (const unit of foldersAbove(of)) {
      const manifest = posix.join(unit, "package.json");
      if (!manifests.has(manifest)) continue;
      found = unitOf(unit, manifest);
      if (found.libraries.length > 0) break;
    }
    if (found.libraries.length === 0) found = { unit: "", libraries: configured ?? otherwise };
    byFolder.set(of, found);
    return found;
  }
  return (path) => {
    const inner = path.startsWith(folder) ? path.slice(folder.length) : path;
    if (!isWanted(inner) || isIgnored(inner)) return NO_UNIT;
    const of = posix.dirname(path);
    const found = nearest(of === "." ? "" : of);
    return extensionOf(path) === TEMPLATE ? withTemplates(found) : found;
  };
}
