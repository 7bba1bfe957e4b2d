import { keep, keyOf, recall } from "./kept.ts";
import type { Project } from "./project.ts";

const KEPT = "usage.json";

type Entries<T> = readonly (readonly [entry: string, value: T])[];

/** What sources ask for, by their content, as the last run that read some wrote it down. */
export function recallFiles<T>({ privateFolder }: Project): Entries<T> {
  return recall<Entries<T>>(privateFolder, KEPT, keyOf()) ?? [];
}

export function keepFiles({ privateFolder }: Project, entries: Entries<unknown>): void {
  keep(privateFolder, KEPT, keyOf(), entries);
}
