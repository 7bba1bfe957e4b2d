import { formatByName } from "../formats/registry.ts";
import { type Edit } from "../formats/format.ts";
import { buildKeyIndex, findRow } from "../catalog/key-index.ts";
import { isMessage, textOf } from "../catalog/catalog.ts";
import { hashContents } from "../git/hash.ts";
import type { Repository } from "../git/repository.ts";
import type { Segment } from "../ledger/segment.ts";
import { OutsideError, UsageError } from "../model/errors.ts";
import { readInside, writeInside } from "../project/files.ts";
import { type OpenFile, scanFile } from "./catalog-store.ts";
import { type JournalFile, dropJournal, readJournal, writeJournal } from "./journal.ts";
import type { PlannedEdit } from "./plan-write.ts";

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
  /** The file's own bytes when it was read; undefined when it is new. */
  readonly bytesBefore: Uint8Array | undefined;
  readonly bytes: Uint8Array;
}

/**
 * In the designed order: journal, segment, files, journal dropped. After a kill at any instant
 * `finishInterrupted` comes to the same bytes. A file that cannot be written keeps no other from
 * being written; then throws UsageError or OutsideError, as {@link writeInside} does.
 */
export async function writeAll(
  target: WriteTarget,
  segment: Segment | undefined,
  files: readonly FileToWrite[],
): Promise<readonly string[]> {
  await writeJournal(target.privateFolder, { segment, files: files.map((file) => file.planned) });
  if (segment !== undefined) await writeSegment(target, segment);
  const written: string[] = [];
  const failures: Failure[] = [];
  for (const file of files) {
    const { path } = file.planned;
    const outcome = await attempt(writeFile(target, file));
    if (outcome instanceof Error) failures.push({ path, error: outcome });
    else if (outcome) written.push(path);
  }
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

/**
 * Makes the edits on whatever stands in the file now: those whose value is still the one that they
 * were planned for. If that is another content than planned, the cells are vouched for one by one.
 */
async function patch(
  target: WriteTarget,
  file: JournalFile,
  now: Uint8Array | undefined,
  id?: string,
): Promise<boolean> {
  const reading = { format: formatByName(file.format), root: file.root, path: file.path };
  const standing = scanFile(file.path, "", now ?? Buffer.from(reading.format.blank), reading);
  if (!("catalog" in standing)) return false;
  const source = await readInside(target.repository.root, file.sourcePath);
  const order =
    source && scanFile(file.sourcePath, "", source, { ...reading, root: file.sourceRoot });
  const edits = stillMeant(standing, file.edits);
  const orderCatalog = order !== undefined && "catalog" in order ? order.catalog : standing.catalog;
  const splice = reading.format.splice(standing.catalog, edits, orderCatalog);
  if (edits.length === 0 || splice.outcome === "refused") return false;
  const isAsPlanned = id === file.before;
  if (!isAsPlanned) await writeSegment(target, file.rescue);
  await writeInside(target.repository.root, file.path, standing.encode(splice.bytes));
  return true;
}

function stillMeant({ catalog }: OpenFile, edits: readonly PlannedEdit[]): readonly Edit[] {
  const index = buildKeyIndex(catalog);
  return edits.filter((edit) => {
    const row = findRow(index, edit.key);
    if (edit.kind === "remove") return row >= 0;
    const text = row >= 0 && isMessage(catalog, row) ? textOf(catalog, row) : null;
    return text === edit.was;
  });
}

async function writeSegment(target: WriteTarget, segment: Segment): Promise<void> {
  const path = `${target.ledgerFolder}/${segment.name}`;
  await writeInside(target.repository.root, path, Buffer.from(segment.text));
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return Buffer.compare(a, b) === 0;
}
