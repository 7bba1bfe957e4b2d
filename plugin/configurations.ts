import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { configPlaces } from "../core/workflow/checkout/config-places.ts";
import type { Settings } from "./options.ts";

/**
 * Where a configuration may stand: the one that is named, or those from the host's folder up to the
 * repository's. What is wrong with one is mended there.
 */
export function configurationsOf({ root, config }: Settings): readonly string[] {
  if (config !== undefined) return [resolve(root, config)];
  let top = root;
  while (!existsSync(join(top, ".git"))) {
    // No repository: nothing can be checked.
    if (dirname(top) === top) return [];
    top = dirname(top);
  }
  const folder = relative(top, root).split(sep).join("/");
  return configPlaces(folder).map((place) => join(top, place));
}
