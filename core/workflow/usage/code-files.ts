import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { TrackedFile } from "../../git/files.ts";
import type { Config } from "../../project/config.ts";
import { DIALECTS, MARKUPS, TEMPLATE, isSource } from "../../usage/dialects.ts";
import { librariesOf } from "../../usage/libraries.ts";

const MANIFEST = "package.json";

const PATHSPECS: readonly string[] = [
  ...[...Object.keys(DIALECTS), ...Object.keys(MARKUPS), TEMPLATE].map((name) => `*.${name}`),
  MANIFEST,
].map((name) => `:(top,glob)**/${name}`);

/**
 * What git is to list beside locale files: nothing where the configuration says so, or where no
 * `package.json` above the locale files names a library. That costs a file read or two. In a
 * workspace of packages any of them may use the locale files of another.
 */
export function codePathspecsOf(root: string, { code, families }: Config): readonly string[] {
  if (code === undefined) return [];
  const { libraries, functions, components } = code;
  if ((libraries ?? functions ?? components) !== undefined) return PATHSPECS;
  const folders = new Set(families.flatMap(({ template }) => foldersAbove(template.base)));
  for (const folder of folders) {
    if (librariesIn(root, posix.join(folder, MANIFEST)).length > 0) return PATHSPECS;
  }
  return isMonorepo(root) ? PATHSPECS : [];
}

function isMonorepo(root: string): boolean {
  if (existsSync(join(root, "pnpm-workspace.yaml"))) return true;
  const manifest = readManifest(root, MANIFEST);
  return typeof manifest === "object" && manifest !== null && "workspaces" in manifest;
}

/** From a folder up to the root, which is "". */
export function foldersAbove(folder: string): readonly string[] {
  const folders: string[] = [];
  for (let at = folder; at !== "" && at !== "."; at = posix.dirname(at)) folders.push(at);
  return [...folders, ""];
}

export function librariesIn(root: string, path: string): ReturnType<typeof librariesOf> {
  return librariesOf(readManifest(root, path));
}

/** Undefined for one that is not there or not JSON. */
function readManifest(root: string, path: string): unknown {
  try {
    return JSON.parse(readFileSync(join(root, path), "utf8"));
  } catch {
    return undefined;
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
    const isCode = isSource(file.path);
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
