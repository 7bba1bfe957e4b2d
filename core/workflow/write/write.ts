import { hashContents, storeFiles } from "../../git/hash.ts";
import type { Repository } from "../../git/repository.ts";
import type { Segment } from "../../ledger/segment.ts";
import { OutsideError, UsageError } from "../../model/errors.ts";
import { readInside, writeInside } from "../../project/files.ts";
import { type JournalFile, dropJournal, readJournal, writeJournal } from "./journal.ts";
import { replan } from "./replan.ts";

/** Where a run writes. */
export interface WriteTarget {
  readonly repository: Repository;
  /** Of this checkout, under the git directory. */
  readonly privateFolder: string;
  /** Relative to the repository's root. */
  readonly ledgerFolder: string;
}

/** A file to write and what the journal needs to finish or repeat it. */
export interface FileToWrite {
  readonly planned: JournalFile;
  /** The file's own bytes when it was read; undefined when none stood on disk. */
  readonly bytesBefore: Uint8Array | undefined;
  readonly bytes: Uint8Array;
}

/**
 * In the designed order: journal, segment, files, journal dropped. After a kill at any instant
 * `finishInterrupted` comes to the same bytes. Sources and targets become git's objects: when either
 * file changes again before the commit, the blobs of its fact can still be read. A file that cannot
 * be written keeps no other from being written; then throws UsageError or OutsideError, as
 * {@link writeInside} does.
 */
export async function writeAll(
  target: WriteTarget,
  segment: Segment | undefined,
  files: readonly FileToWrite[],
): Promise<readonly string[]> {
  const planned = files.map((file) => file.planned);
  await writeJournal(target.privateFolder, { segment, files: planned });
  const sources = planned.map(({ sourcePath }) => sourcePath);
  await store(target, sources);
  if (segment !== undefined) await writeSegment(target, segment);
  const written: string[] = [];
  const failures: Failure[] = [];
  for (const file of files) {
    const { path } = file.planned;
    const outcome = await attempt(writeFile(target, file));
    if (outcome instanceof Error) failures.push({ path, error: outcome });
    else if (outcome) written.push(path);
  }
  await store(target, written);
  await dropJournal(target.privateFolder);
  if (failures.length > 0) throw together(failures);
  return written;
}

async function writeFile(target: WriteTarget, file: FileToWrite): Promise<boolean> {
  const { planned, bytesBefore, bytes } = file;
  const now = await readInside(target.repository.root, planned.path);
  if (!sameBytes(now, bytesBefore)) return patch(target, planned, now);
  await writeInside(target.repository.root, planned.path, bytes);
  return true;
}

interface Failure {
  readonly path: string;
  readonly error: Refusal;
}

type Refusal = UsageError | OutsideError;

/** Whether the file was written, or what the user or the disk refused. */
async function attempt(writing: Promise<boolean>): Promise<boolean | Refusal> {
  try {
    return await writing;
  } catch (error) {
    if (error instanceof UsageError || error instanceof OutsideError) return error;
    throw error;
  }
}

function together(failures: readonly Failure[]): Refusal {
  const [{ error }, ...others] = failures as [Failure, ...Failure[]];
  if (others.length === 0) return error;
  const paths = others.map(({ path }) => path).join(", ");
  const message = `${error.message}; nor could be written: ${paths}`;
  return error instanceof UsageError
    ? new UsageError(message, error.hint)
    : new OutsideError(message, { cause: error, ...(error.hint && { hint: error.hint }) });
}

/**
 * Finishes what a killed run had begun to write. Returns the paths that it wrote. A file that can no
 * longer be written is let go, else one that was made read-only would stop every run to come: the
 * next sync plans it again, from answers that are kept, and tells.
 */
export async function finishInterrupted(target: WriteTarget): Promise<readonly string[]> {
  const journal = await readJournal(target.privateFolder);
  if (journal === undefined) return [];
  if (journal.segment !== undefined) await writeSegment(target, journal.segment);
  const written: string[] = [];
  for (const file of journal.files) {
    if ((await attempt(finishFile(target, file))) === true) written.push(file.path);
  }
  const both = journal.files.flatMap(({ path, sourcePath }) => [path, sourcePath]);
  await store(target, both);
  await dropJournal(target.privateFolder);
  return written;
}

async function finishFile(target: WriteTarget, file: JournalFile): Promise<boolean> {
  const now = await readInside(target.repository.root, file.path);
  const [id] =
    now === undefined
      ? [""]
      : await hashContents(target.repository, [{ path: file.path, bytes: now }]);
  return id !== file.after && patch(target, file, now, id);
}

/** Where git takes no objects, a change before the commit costs what the facts could have told. */
async function store({ repository }: WriteTarget, paths: readonly string[]): Promise<void> {
  try {
    await storeFiles(repository, [...new Set(paths)]);
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
  }
}

async function patch(
  target: WriteTarget,
  file: JournalFile,
  now: Uint8Array | undefined,
  id?: string,
): Promise<boolean> {
  const { bytes, isRescued } = await replan(target.repository, file, now, id);
  if (isRescued) await writeSegment(target, file.rescue);
  if (bytes === undefined) return false;
  await writeInside(target.repository.root, file.path, bytes);
  return true;
}

async function writeSegment(target: WriteTarget, segment: Segment): Promise<void> {
  const path = `${target.ledgerFolder}/${segment.name}`;
  await writeInside(target.repository.root, path, Buffer.from(segment.text));
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return Buffer.compare(a, b) === 0;
}
