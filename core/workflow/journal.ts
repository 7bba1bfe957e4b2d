import { hash } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Segment } from "../ledger/segment.ts";
import type { PlannedEdit } from "./plan-write.ts";

/** What a run is about to write, so that a run after a kill finishes it. */
export interface WriteJournal {
  readonly segment: Segment | undefined;
  readonly files: readonly JournalFile[];
}

export interface JournalFile {
  readonly path: string;
  readonly format: string;
  readonly root: string;
  /** Blob ids before and after; "" before for a file that is new. */
  readonly before: string;
  readonly after: string;
  /** Tells the order of new keys. */
  readonly sourcePath: string;
  readonly sourceRoot: string;
  readonly edits: readonly PlannedEdit[];
  /** Vouches for the cells by their texts alone, should the file have changed in between. */
  readonly rescue: Segment;
}

const NAME = "write-journal.json";

/** Synced before it returns: nothing of a run is written before its journal is. */
export async function writeJournal(folder: string, journal: WriteJournal): Promise<void> {
  await mkdir(folder, { recursive: true });
  const content = JSON.stringify(journal);
  const draft = join(folder, `${NAME}.draft`);
  const file = await open(draft, "w", 0o600);
  try {
    await file.writeFile(`${checksum(content)}\n${content}`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, join(folder, NAME));
}

/** The journal of a run that did not finish; one that is torn was never acted upon. */
export async function readJournal(folder: string): Promise<WriteJournal | undefined> {
  const text = await readFile(join(folder, NAME), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const end = text.indexOf("\n");
  const content = text.slice(end + 1);
  return checksum(content) === text.slice(0, end)
    ? (JSON.parse(content) as WriteJournal)
    : undefined;
}

export async function dropJournal(folder: string): Promise<void> {
  await rm(join(folder, NAME), { force: true });
}

function checksum(content: string): string {
  return hash("sha256", content, "hex");
}
