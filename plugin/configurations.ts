import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Settings } from "./options.ts";

const NAMES = ["locstep.yaml", "locstep.yml"];

/**
 * Where a configuration may stand: the one that is named, or those from the host's folder up to the
 * repository's. What is wrong with one is mended there.
 */
export function configurationsOf({ root, config }: Settings): readonly string[] {
  if (config !== undefined) return [resolve(root, config)];
  const paths: string[] = [];
  for (let folder = root; ; folder = dirname(folder)) {
    paths.push(...NAMES.map((name) => join(folder, name)));
    if (existsSync(join(folder, ".git"))) return paths;
    // No repository: nothing can be checked.
    if (dirname(folder) === folder) return [];
  }
}
