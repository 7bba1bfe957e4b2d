import { keep, keyOf, recall } from "../checkout/kept.ts";
import type { Project } from "../checkout/project.ts";

const KEPT = "usage.json";

/** By content, extension and libraries. What else decides is the project's own functions. */
type Entries<T> = readonly (readonly [entry: string, value: T])[];

/** What sources ask for, by their content, as the last run that read some wrote it down. */
export function recallFiles<T>({ privateFolder, config }: Project): Entries<T> {
  return recall<Entries<T>>(privateFolder, KEPT, keyOf(JSON.stringify(config.code))) ?? [];
}

export function keepFiles({ privateFolder, config }: Project, entries: Entries<unknown>): void {
  keep(privateFolder, KEPT, keyOf(JSON.stringify(config.code)), entries);
}
