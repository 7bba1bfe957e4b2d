import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { TrackedFile } from "../git/files.ts";
import type { Config } from "../project/config.ts";
import { DIALECTS, extensionOf } from "../usage/dialects.ts";
import { librariesOf } from "../usage/libraries.ts";

const MANIFEST = "package.json";

const PATHSPECS: readonly string[] = [
  ...Object.keys(DIALECTS).map((name) => `*.${name}`),
  MANIFEST,
].map((name) => `:(top,glob)**/${name}`);

/**
 * What git is to list beside locale files: nothing where the configuration says so, or names no
 * library and no `package.json` above the locale files does. That costs a file read or two.
 */
export function codePathspecsOf(root: string, { code, families }: Config): readonly string[] {
  if (code === undefined) return [];
  if (code.libraries !== undefined) return PATHSPECS;
  const folders = new Set(families.flatMap(({ template }) => foldersAbove(template.base)));
  for (const folder of folders) {
    if (librariesIn(root, posix.join(folder, MANIFEST)).length > 0) return PATHSPECS;
  }
  return [];
}

/** From a folder up to the root, which is "". */
export function foldersAbove(folder: string): readonly string[] {
  const folders: string[] = [];
  for (let at = folder; at !== "" && at !== "."; at = posix.dirname(at)) folders.push(at);
  return [...folders, ""];
}

/** A manifest that is not there or not JSON names none. */
export function librariesIn(root: string, path: string): ReturnType<typeof librariesOf> {
  try {
    return librariesOf(JSON.parse(readFileSync(join(root, path), "utf8")));
  } catch {
    return [];
  }
}

/** A file's name as `package.json` has it. */
export function isManifest(path: string): boolean {
  return path === MANIFEST || path.endsWith(`/${MANIFEST}`);
}

/** Sources and manifests apart from what a template of locale files matches. */
export function splitCode(
  { families }: Config,
  listed: readonly TrackedFile[],
): readonly [code: readonly TrackedFile[], locales: readonly TrackedFile[]] {
  const code: TrackedFile[] = [];
  const locales: TrackedFile[] = [];
  for (const file of listed) {
    const isCode = Object.hasOwn(DIALECTS, extensionOf(file.path));
    if (isCode || isManifest(file.path)) code.push(file);
    else locales.push(file);
    if (
      !isCode &&
      isManifest(file.path) &&
      families.some(({ template }) => template.match(file.path))
    ) {
      locales.push(file);
    }
  }
  return [code, locales];
}
