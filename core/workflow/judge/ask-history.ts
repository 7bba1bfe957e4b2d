import type { FileHistories } from "../../git/file-histories.ts";
import type { Revision } from "../../git/history.ts";
import type { Objects } from "../../git/objects.ts";
import type { Repository } from "../../git/repository.ts";
import { Then } from "../../ledger/evidence.ts";
import type { BlobStore } from "../checkout/catalog-store.ts";
import type { OldState, PastStates } from "./past-states.ts";

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

/** Texts of one file of today, to be traced: `rows` are rows of its catalog. */
export interface Trace {
  readonly path: string;
  readonly states: PastStates;
  readonly rows: readonly number[];
}

export interface Introductions {
  /** The newest commit that gave a row the text it has today. */
  readonly byRow: ReadonlyMap<number, Revision>;
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
  const { path, states, rows } = trace;
  const byRow = new Map<number, Revision>();
  const committed = await committedState(reader, trace);
  const uncommitted = new Set(rows.filter((row) => committed.outcome(row) !== Then.Same));
  const open = new Set(rows.filter((row) => !uncommitted.has(row)));
  if (open.size === 0) return { byRow, uncommitted, isComplete: true };

  const { revisions: limit, bytes: budget } = reader.limits;
  let seen = 0;
  let spent = 0;
  for await (const revision of reader.histories.of(path, limit)) {
    seen++;
    // Where a clone was cut, the commit seems to bring all that older ones brought.
    if (revision.boundary) continue;
    const change = revision.changes.find((of) => of.path === path);
    const [after, ...parents] = (await Promise.all(
      [change?.after, ...(change?.before ?? [])].map((id) => states.of(id, open)),
    )) as [OldState, ...OldState[]];
    for (const row of open) {
      if (after.outcome(row) !== Then.Same) continue;
      if (parents.some((parent) => parent.outcome(row) === Then.Same)) continue;
      byRow.set(row, revision);
      open.delete(row);
    }
    for (const state of [after, ...parents]) spent += state.bytes;
    if (open.size === 0 || spent > budget) break;
  }
  const isWhole = seen < limit && spent <= budget && !reader.repository.shallow;
  return { byRow, uncommitted, isComplete: open.size === 0 || isWhole };
}

async function committedState(
  { head: readHead, objects }: HistoryReader,
  { path, states, rows }: Trace,
): Promise<OldState> {
  const head = await readHead();
  return states.of(head === undefined ? undefined : await objects.idAt(head, path), rows);
}
