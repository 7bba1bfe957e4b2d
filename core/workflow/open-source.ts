import { type Comparison, compareSource } from "../ledger/evidence.ts";
import type { SourceFile } from "../project/arrange.ts";
import { type Introduction, findIntroductions } from "./ask-history.ts";
import { type OpenFile, type Unreadable, openFile } from "./catalog-store.ts";
import { readingOf } from "./reading.ts";
import type { Workspace } from "./workspace.ts";

/** A source file of today and what older states of it were compared with. */
export interface OpenSource {
  readonly file: SourceFile;
  /** Blob id of its content. */
  readonly id: string;
  /** Scanned at the first call: a source whose targets are all settled is never opened. */
  open(): Promise<OpenFile | Unreadable>;
  /** Today's source against the blob of a fact; undefined when that cannot be read. */
  compare(id: string): Promise<Comparison | undefined>;
  /** The commits that gave rows their text, as far as history is asked and tells. */
  changes(rows: readonly number[]): Promise<ReadonlyMap<number, Introduction>>;
}

const opened = new WeakMap<SourceFile, OpenSource>();

/** Everything that is computed for one target is kept for the next ninety-nine. */
export function openSource(workspace: Workspace, file: SourceFile): OpenSource {
  const source = opened.get(file) ?? newSource(workspace, file);
  opened.set(file, source);
  return source;
}

function newSource(workspace: Workspace, file: SourceFile): OpenSource {
  const tracked = workspace.files.get(file.path);
  if (tracked === undefined) throw new Error(`${file.path} was arranged and is not listed`);
  const { repository, objects, blobs, history } = workspace;
  const reading = readingOf(file);
  const comparisons = new Map<string, Promise<Comparison | undefined>>();
  const introductions = new Map<number, Introduction>();
  const traced = new Set<number>();
  let content: Promise<OpenFile | Unreadable> | undefined;

  function open(): Promise<OpenFile | Unreadable> {
    content ??= openFile(repository.root, tracked!, reading, objects);
    return content;
  }
  async function compareWith(id: string): Promise<Comparison | undefined> {
    const now = await open();
    const before = await blobs.catalog(id, reading);
    if (before === undefined || !("catalog" in now)) return undefined;
    return compareSource(now.index(), before);
  }
  return {
    file,
    id: tracked.id ?? "",
    open,
    compare(id) {
      let comparison = comparisons.get(id);
      if (comparison === undefined) comparisons.set(id, (comparison = compareWith(id)));
      return comparison;
    },
    async changes(rows) {
      const now = await open();
      const untraced = rows.filter((row) => !traced.has(row));
      if (untraced.length === 0 || history === undefined || !("catalog" in now)) {
        return introductions;
      }
      for (const row of untraced) traced.add(row);
      const trace = { path: file.path, reading, index: now.index(), rows: untraced };
      const { byRow } = await findIntroductions(history, trace);
      for (const [row, introduction] of byRow) introductions.set(row, introduction);
      return introductions;
    },
  };
}
