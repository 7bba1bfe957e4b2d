import { join } from "node:path";
import { keyOf } from "../checkout/key-of.ts";
import { keep, recall } from "../checkout/kept.ts";
import type { Project } from "../checkout/project.ts";

const KEPT = "usage.json";

/** By content, extension and libraries. What else decides is the project's own functions. */
type Entries<T> = readonly (readonly [entry: string, value: T])[];

/**
 * What sources ask for, by their content, as the last run that read some wrote it down. A new work
 * tree begins with what the first one knows: a review reads of its base only what the change made
 * anew.
 */
export function recallFiles<T>({ privateFolder, repository, config }: Project): Entries<T> {
  const key = keyOf(JSON.stringify(config.code));
  const folders = [privateFolder, join(repository.commonDir, "locstep")];
  for (const folder of folders) {
    const kept = recall<Entries<T>>(folder, KEPT, key);
    if (kept !== undefined) return kept;
  }
  return [];
}

export function keepFiles({ privateFolder, config }: Project, entries: Entries<unknown>): void {
  keep(privateFolder, KEPT, keyOf(JSON.stringify(config.code)), entries);
}
