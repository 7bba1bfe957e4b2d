import { formatByName } from "../formats/registry.ts";
import { type Edit } from "../formats/format.ts";
import { buildKeyIndex, findRow } from "../catalog/key-index.ts";
import { isMessage, textOf } from "../catalog/catalog.ts";
import { hashContents } from "../git/hash.ts";
import type { Repository } from "../git/repository.ts";
import type { Segment } from "../ledger/segment.ts";
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
 * `finishInterrupted` comes to the same bytes.
 */
export async function writeAll(
  target: WriteTarget,
  segment: Segment | undefined,
  files: readonly FileToWrite[],
): Promise<readonly string[]> {
  await writeJournal(target.privateFolder, { segment, files: files.map((file) => file.planned) });
  if (segment !== undefined) await writeSegment(target, segment);
  const written: string[] = [];
  for (const { planned, bytesBefore, bytes } of files) {
    const now = await readInside(target.repository.root, planned.path);
    if (sameBytes(now, bytesBefore)) {
      await writeInside(target.repository.root, planned.path, bytes);
      written.push(planned.path);
    } else if (await patch(target, planned, now)) {
      written.push(planned.path);
    }
  }
  await dropJournal(target.privateFolder);
  return written;
}

/** Finishes what a killed run had begun to write. Returns the paths that it wrote. */
export async function finishInterrupted(target: WriteTarget): Promise<readonly string[]> {
  const journal = await readJournal(target.privateFolder);
  if (journal === undefined) return [];
  if (journal.segment !== undefined) await writeSegment(target, journal.segment);
  const written: string[] = [];
  for (const file of journal.files) {
    const now = await readInside(target.repository.root, file.path);
    const [id] =
      now === undefined
        ? [""]
        : await hashContents(target.repository, [{ path: file.path, bytes: now }]);
    if (id !== file.after && (await patch(target, file, now, id))) written.push(file.path);
  }
  await dropJournal(target.privateFolder);
  return written;
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
  const reading = { format: formatByName(file.format), root: file.root };
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
