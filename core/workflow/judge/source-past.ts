import { isMessage } from "../../catalog/catalog.ts";
import type { Revision } from "../../git/history.ts";
import { type HistoryReader, type Introductions, findIntroductions } from "./ask-history.ts";
import { type OldState, type PresentFile, openPastStates } from "./past-states.ts";

/** What git tells of a source file: asked by all of its targets, and read once. */
export interface SourcePast extends PresentSource {
  /** The blob that stood at its path in a commit. */
  idAt(commit: string): Promise<string | undefined>;
  of(id: string | undefined): Promise<OldState>;
  /** Whether a row reads otherwise in any state asked for so far, by whomever. */
  hasDiffered(row: number): boolean;
  /** The commits that gave rows their text, and perhaps more rows than those. */
  changes(rows: readonly number[]): Promise<ReadonlyMap<number, Revision>>;
  /** The same of all messages. */
  introductions(): Promise<Introductions>;
}

export interface PresentSource extends PresentFile {
  readonly path: string;
}

export function openSourcePast(reader: HistoryReader, source: PresentSource): SourcePast {
  const { path, index } = source;
  const { catalog, shadowed } = index;
  const messages = [...shadowed.keys()].filter(
    (row) => row > 0 && shadowed[row] !== 1 && isMessage(catalog, row),
  );
  const past = openPastStates(reader.blobs, source);
  // One target asks for one row, the next for others: a state is compared once, as a whole.
  const states = {
    of: (id: string | undefined) => past.of(id, messages),
    hasDiffered: past.hasDiffered,
  };
  const ids = new Map<string, Promise<string | undefined>>();
  const byRow = new Map<number, Revision>();
  const traced = new Set<number>();
  let whole: Promise<Introductions> | undefined;

  return {
    ...source,
    ...states,
    idAt(commit) {
      const id = ids.get(commit) ?? reader.objects.idAt(commit, path);
      ids.set(commit, id);
      return id;
    },
    async changes(rows) {
      if (whole !== undefined) return (await whole).byRow;
      const untraced = rows.filter((row) => !traced.has(row));
      if (untraced.length === 0) return byRow;
      for (const row of untraced) traced.add(row);
      const found = await findIntroductions(reader, { path, states, rows: untraced });
      for (const [row, revision] of found.byRow) byRow.set(row, revision);
      return byRow;
    },
    introductions: () => (whole ??= findIntroductions(reader, { path, states, rows: messages })),
  };
}
