import { isMessage, textOf } from "../../catalog/catalog.ts";
import { type KeyIndex, findRow } from "../../catalog/key-index.ts";
import { formatByName } from "../../formats/registry.ts";
import { hashContents } from "../../git/hash.ts";
import type { Repository } from "../../git/repository.ts";
import type { Fact } from "../../ledger/fact.ts";
import { readLedger } from "../../ledger/ledger.ts";
import { cellTag } from "../../ledger/tags.ts";
import { readInside } from "../../project/files.ts";
import { type OpenFile, scanFile } from "../checkout/catalog-store.ts";
import type { JournalFile } from "./journal.ts";
import type { PlannedEdit } from "./plan-write.ts";

/** What is left of a planned write, now that other bytes stand than it was planned on. */
export interface Replanned {
  /** Undefined: nothing is left to be written. */
  readonly bytes: Uint8Array | undefined;
  /** The planned blobs are not those that will stand: the cells have to be vouched for singly. */
  readonly isRescued: boolean;
}

const NOTHING: Replanned = { bytes: undefined, isRescued: false };

/**
 * Makes the edits on whatever stands in the file now: those whose value is still the one that they
 * were planned for, in the target and in the source. The rest is for the next sync to plan.
 * `id` is the blob id of `now`, "" where there is no file, undefined where it is not known.
 */
export async function replan(
  repository: Repository,
  file: JournalFile,
  now: Uint8Array | undefined,
  id?: string,
): Promise<Replanned> {
  const format = formatByName(file.format);
  const bytes = now ?? Buffer.from(format.blank);
  const target = scanFile(file.path, "", bytes, { format, root: file.root, path: file.path });
  const source = await readSource(repository, file);
  const [fact] = readLedger([file.rescue]).facts();
  if (!("catalog" in target) || source === undefined || fact === undefined) return NOTHING;

  const isSameSource = source.id === fact.source;
  const index = target.index();
  const edits = file.edits.filter(
    (edit) => isOpen(index, edit) && (isSameSource || isStillMeant(source.index(), edit, fact)),
  );
  const isRescued = id !== file.before || !isSameSource;
  if (edits.length === 0) return { bytes: undefined, isRescued };
  const splice = format.splice(target.catalog, edits, source.catalog);
  if (splice.outcome === "refused") return { bytes: undefined, isRescued };
  return { bytes: target.encode(splice.bytes), isRescued };
}

async function readSource(
  repository: Repository,
  { sourcePath, sourceRoot, format }: JournalFile,
): Promise<OpenFile | undefined> {
  const bytes = await readInside(repository.root, sourcePath);
  if (bytes === undefined) return undefined;
  const [id = ""] = await hashContents(repository, [{ path: sourcePath, bytes }]);
  const reading = { format: formatByName(format), root: sourceRoot, path: sourcePath };
  const source = scanFile(sourcePath, id, bytes, reading);
  return "catalog" in source ? source : undefined;
}

function isOpen(target: KeyIndex, edit: PlannedEdit): boolean {
  const row = findRow(target, edit.key);
  if (edit.kind === "remove") return row >= 0;
  const text = row >= 0 && isMessage(target.catalog, row) ? textOf(target.catalog, row) : null;
  return text === edit.was;
}

/** The source is another than the edit was planned for; does it still hold the text, or lack the key? */
function isStillMeant(source: KeyIndex, edit: PlannedEdit, { locale, marks }: Fact): boolean {
  const row = findRow(source, edit.key);
  if (edit.kind === "remove") return row < 0;
  if (row < 0 || !isMessage(source.catalog, row)) return false;
  return marks.cells.has(cellTag(locale, edit.key, textOf(source.catalog, row), edit.text));
}
