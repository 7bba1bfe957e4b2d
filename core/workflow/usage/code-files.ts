import { posix } from "node:path";
import type { TrackedFile } from "../../git/files.ts";
import type { Config } from "../../project/config.ts";
import { DIALECTS, MARKUPS, TEMPLATE, extensionOf, isSource } from "../../usage/dialects.ts";
import {
  type Library,
  dependenciesOf,
  librariesAmong,
  packageName,
} from "../../usage/libraries.ts";
import { readManifest } from "./manifest.ts";

const MANIFEST = "package.json";

/** What else decides which files git lists, and whether they are looked at. */
const LISTING = new Set(["pnpm-workspace.yaml", ".gitignore", ".gitattributes"]);

const PATHSPECS: readonly string[] = [
  ...[...Object.keys(DIALECTS), ...Object.keys(MARKUPS), TEMPLATE].map((name) => `*.${name}`),
  MANIFEST,
].map((name) => `:(top,glob)**/${name}`);

/** Where keys are named beside code: menus and the like, and what servers hand to it. */
const DATA: ReadonlySet<string> = new Set(
  "json json5 jsonc yaml yml toml xml graphql sql go java kt py rb php cs rs ex exs scala swift dart hbs ejs erb twig liquid njk".split(
    " ",
  ),
);
/** The ledger's folder, and the baseline, which names keys that somebody wants no more of. */
const OWN = /(?:^|\/)(?:\.locstep\/|locstep\.ya?ml$)/u;
const DATA_PATHSPECS: readonly string[] = [...DATA].map((name) => `:(top,glob)**/*.${name}`);

/**
 * What git is to list beside locale files: nothing where the configuration says so, or where no
 * `package.json` above the locale files names a library. That costs a file read or two. In a
 * workspace of packages any of them may use the locale files of another. `read` tells a file's text.
 */
export function codePathspecsOf(
  read: (path: string) => string | undefined,
  config: Config,
): readonly string[] {
  const { code, families } = config;
  if (code === undefined) return [];
  const pathspecs = isUnusedAsked(config) ? [...PATHSPECS, ...DATA_PATHSPECS] : PATHSPECS;
  const { libraries, functions, components } = code;
  if ((libraries ?? functions ?? components) !== undefined) return pathspecs;
  const folders = new Set(families.flatMap(({ template }) => foldersAbove(template.base)));
  for (const folder of folders) {
    const manifest = parsed(read(posix.join(folder, MANIFEST)));
    if (librariesAmong(dependenciesOf(manifest)).length > 0) return pathspecs;
  }
  return isMonorepo(read) ? pathspecs : [];
}

/** Told only where somebody asks: code may build keys in ways that nobody sees. */
export function isUnusedAsked({ checks }: Pick<Config, "checks">): boolean {
  return (checks.get("unused-key") ?? "off") !== "off";
}

function isMonorepo(read: (path: string) => string | undefined): boolean {
  if (read("pnpm-workspace.yaml") !== undefined) return true;
  const manifest = parsed(read(MANIFEST));
  return typeof manifest === "object" && manifest !== null && "workspaces" in manifest;
}

/** From a folder up to the root, which is "". */
export function foldersAbove(folder: string): readonly string[] {
  const folders: string[] = [];
  for (let at = folder; at !== "" && at !== "."; at = posix.dirname(at)) folders.push(at);
  return [...folders, ""];
}

/**
 * The libraries that each of a workspace's packages may use, by its manifest's path: those it
 * depends on, or else those of other packages that it depends on, which hand them on.
 */
export function librariesReader(
  root: string,
  manifests: Iterable<string>,
): (manifest: string) => readonly Library[] {
  let byName: ReadonlyMap<string | undefined, unknown> | undefined;
  return (path) => {
    const dependencies = dependenciesOf(parsed(readManifest(root, path)));
    const own = librariesAmong(dependencies);
    if (own.length > 0) return own;
    const packages = (byName ??= packagesIn(root, manifests));
    const behind = [...dependencies].flatMap((name) => [...dependenciesOf(packages.get(name))]);
    return librariesAmong(new Set(behind));
  };
}

function packagesIn(
  root: string,
  manifests: Iterable<string>,
): ReadonlyMap<string | undefined, unknown> {
  const all = [...manifests].map((path) => parsed(readManifest(root, path)));
  return new Map(all.map((manifest) => [packageName(manifest), manifest]));
}

/** Undefined for what is not JSON. */
function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A file's name as `package.json` has it. */
export function isManifest(path: string): boolean {
  return path === MANIFEST || path.endsWith(`/${MANIFEST}`);
}

/** Whether a change of this file may change which sources there are, or what they ask for. */
export function mayListCode(path: string): boolean {
  return isSource(path) || isManifest(path) || LISTING.has(posix.basename(path));
}

interface Split {
  /** Sources and manifests. */
  readonly code: readonly TrackedFile[];
  readonly locales: readonly TrackedFile[];
  readonly data: readonly TrackedFile[];
}

/** What was listed, by what it is listed for. What a template matches is a locale file first. */
export function splitCode(config: Config, listed: readonly TrackedFile[]): Split {
  const { families } = config;
  const hasData = isUnusedAsked(config);
  const code: TrackedFile[] = [];
  const locales: TrackedFile[] = [];
  const data: TrackedFile[] = [];
  for (const file of listed) {
    const { path } = file;
    const isLocale = () => families.some(({ template }) => template.match(path));
    if (isSource(path)) code.push(file);
    else if (isManifest(path)) {
      code.push(file);
      if (isLocale()) locales.push(file);
    } else if (!hasData || !DATA.has(extensionOf(path)) || isLocale()) locales.push(file);
    else if (!OWN.test(path)) data.push(file);
  }
  return { code, locales, data };
}
