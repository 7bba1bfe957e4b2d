import { hash } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Segment } from "../ledger/segment.ts";
import { systemError } from "../project/system-error.ts";
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

/**
 * Synced before it returns: nothing of a run is written before its journal is. Throws OutsideError
 * when it cannot be.
 */
export async function writeJournal(folder: string, journal: WriteJournal): Promise<void> {
  const path = join(folder, NAME);
  const draft = `${path}.draft`;
  const content = JSON.stringify(journal);
  try {
    await mkdir(folder, { recursive: true });
    await writeSynced(draft, `${checksum(content)}\n${content}`);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw systemError(error, "write", path);
  }
}

async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
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
