import type { Catalog } from "../../catalog/catalog.ts";
import type { KeyIndex } from "../../catalog/key-index.ts";
import type { FileHistories } from "../../git/file-histories.ts";
import type { Revision } from "../../git/history.ts";
import type { Objects } from "../../git/objects.ts";
import type { Repository } from "../../git/repository.ts";
import { Then, compareSource } from "../../ledger/evidence.ts";
import type { BlobStore, Reading } from "../checkout/catalog-store.ts";

/** How far history is looked into. Evidence, not proof: what lies deeper counts as unknown. */
export interface HistoryLimits {
  /** Commits that touch one file. */
  readonly revisions: number;
  /** Bytes of old content to scan for one file. */
  readonly bytes: number;
}

export const HISTORY_LIMITS: HistoryLimits = { revisions: 500, bytes: 64 * 1024 * 1024 };

/** What history is read through. */
export interface HistoryReader {
  readonly repository: Repository;
  /** The commit checked out; undefined in a repository without commits. */
  head(): Promise<string | undefined>;
  readonly objects: Objects;
  readonly blobs: BlobStore;
  readonly histories: FileHistories;
  readonly limits: HistoryLimits;
}

/** Texts of one file of today, to be traced: `rows` are rows of `index`'s catalog. */
export interface Trace {
  readonly path: string;
  /** Blob id of its content today. */
  readonly id: string;
  readonly reading: Reading;
  readonly index: KeyIndex;
  readonly rows: readonly number[];
  /** How an older state of the file is seen: a source as one target locale needs it. */
  readonly seen?: (older: Catalog) => Catalog;
}

/** The newest commit that gave a row the text it has today. */
export interface Introduction {
  readonly revision: Revision;
  /** It replaced another text; otherwise the key was new. */
  readonly isChange: boolean;
}

export interface Introductions {
  readonly byRow: ReadonlyMap<number, Introduction>;
  /** Rows whose text no commit holds: it stands in the work tree only. */
  readonly uncommitted: ReadonlySet<number>;
  /** False where the limits, or a shallow clone, ended the walk before history did. */
  readonly isComplete: boolean;
}

/** Walks the commits that touch a file, newest first, until each row's text has its commit. */
export async function findIntroductions(
  reader: HistoryReader,
  trace: Trace,
): Promise<Introductions> {
  const byRow = new Map<number, Introduction>();
  const committed = await committedState(reader, trace);
  const uncommitted = new Set(trace.rows.filter((row) => committed.outcome(row) !== Then.Same));
  const open = new Set(trace.rows.filter((row) => !uncommitted.has(row)));
  if (open.size === 0) return { byRow, uncommitted, isComplete: true };

  const { revisions: limit, bytes: budget } = reader.limits;
  let seen = 0;
  let spent = 0;
  for await (const revision of reader.histories.of(trace.path, limit)) {
    seen++;
    // Where a clone was cut, the commit seems to bring all that older ones brought.
    if (revision.boundary) continue;
    const change = revision.changes.find(({ path }) => path === trace.path);
    const [after = NOTHING, ...parents] = await Promise.all(
      [change?.after, ...(change?.before ?? [])].map((id) => stateOf(reader, trace, id)),
    );
    for (const row of open) {
      if (after.outcome(row) !== Then.Same) continue;
      if (parents.some((parent) => parent.outcome(row) === Then.Same)) continue;
      const isChange = parents.some((parent) => parent.outcome(row) === Then.Different);
      byRow.set(row, { revision, isChange });
      open.delete(row);
    }
    for (const state of [after, ...parents]) spent += state.bytes;
    if (open.size === 0 || spent > budget) break;
  }
  const isWhole = seen < limit && spent <= budget && !reader.repository.shallow;
  return { byRow, uncommitted, isComplete: open.size === 0 || isWhole };
}

/** An older state of the file: how each row of today compares with it. */
interface OldState {
  readonly bytes: number;
  outcome(row: number): number;
}

const NOTHING: OldState = { bytes: 0, outcome: () => Then.Absent };
const TODAY: OldState = { bytes: 0, outcome: () => Then.Same };

async function committedState(reader: HistoryReader, trace: Trace): Promise<OldState> {
  const head = await reader.head();
  if (head === undefined) return NOTHING;
  return stateOf(reader, trace, await reader.objects.idAt(head, trace.path));
}

async function stateOf(
  { blobs }: HistoryReader,
  { index, reading, seen, id: today }: Trace,
  id: string | undefined,
): Promise<OldState> {
  if (id === today) return TODAY;
  const catalog = id === undefined ? undefined : await blobs.catalog(id, reading);
  if (catalog === undefined) return NOTHING;
  const { outcome } = compareSource(index, seen?.(catalog) ?? catalog);
  return { bytes: catalog.bytes.length, outcome: (row) => outcome[row] as number };
}
