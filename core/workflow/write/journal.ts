import { createHash } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Segment } from "../../ledger/segment.ts";
import { systemError } from "../../project/system-error.ts";
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

const NAME = "write-journal.jsonl";

/**
 * A line for the segment, one for each file, and a check over them: as one text the journal of a
 * large first run would be longer than a string can be. Synced before it returns: nothing of a run
 * is written before its journal is. Throws OutsideError when it cannot be.
 */
export async function writeJournal(folder: string, journal: WriteJournal): Promise<void> {
  const path = join(folder, NAME);
  const draft = `${path}.draft`;
  try {
    await mkdir(folder, { recursive: true });
    await writeSynced(draft, linesOf(journal));
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw systemError(error, "write", path);
  }
}

function* linesOf({ segment, files }: WriteJournal): Generator<string> {
  yield `${JSON.stringify(segment ?? null)}\n`;
  for (const file of files) yield `${JSON.stringify(file)}\n`;
}

async function writeSynced(path: string, lines: Iterable<string>): Promise<void> {
  const file = await open(path, "w", 0o600);
  const sum = createHash(ALGORITHM);
  try {
    for (const line of lines) {
      sum.update(line);
      await file.writeFile(line);
    }
    await file.writeFile(sum.digest("hex"));
    await file.sync();
  } finally {
    await file.close();
  }
}

const ALGORITHM = "sha256";
const LINE_FEED = 0x0a;

/** The journal of a run that did not finish; one that is torn was never acted upon. */
export async function readJournal(folder: string): Promise<WriteJournal | undefined> {
  const bytes = await readFile(join(folder, NAME)).catch(() => undefined);
  if (bytes === undefined) return undefined;
  const end = bytes.lastIndexOf(LINE_FEED) + 1;
  const sum = createHash(ALGORITHM).update(bytes.subarray(0, end)).digest("hex");
  if (end === 0 || bytes.toString("latin1", end) !== sum) return undefined;
  const lines: unknown[] = [];
  for (let at = 0; at < end;) {
    const next = bytes.indexOf(LINE_FEED, at) + 1;
    lines.push(JSON.parse(bytes.toString("utf8", at, next)));
    at = next;
  }
  const [segment, ...files] = lines as [Segment | null, ...JournalFile[]];
  return { segment: segment ?? undefined, files };
}

export async function dropJournal(folder: string): Promise<void> {
  await rm(join(folder, NAME), { force: true });
}
