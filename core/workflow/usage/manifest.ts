import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Texts of files that tell what a project is made of, by their paths; undefined: not there. */
export type ManifestTexts = ReadonlyMap<string, string | undefined>;

/** `path` is relative to the repository's root. Undefined for what cannot be read. */
export function readManifest(root: string, path: string): string | undefined {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return undefined;
  }
}
