import { align } from "../../catalog/align.ts";
import { type Catalog, isMessage, textOf } from "../../catalog/catalog.ts";
import type { KeyIndex } from "../../catalog/key-index.ts";
import type { StoredText } from "../../providers/store.ts";
import type { Reading } from "../checkout/catalog-store.ts";
import type { Workspace } from "../checkout/workspace.ts";

export interface EarlierOptions {
  readonly path: string;
  readonly reading: Reading;
  /** Blobs that facts name, nearest first. */
  readonly blobs: readonly string[];
  /** Today's source: its rows are asked about. */
  readonly index: KeyIndex;
}

/** Commits of one file that are looked into. */
const MAX_REVISIONS = 50;

/** Commits tell whole seconds, and two machines never have quite the same time. */
const CLOCKS_DIFFER_MS = 60_000;

/**
 * Whether a row of a file read so in an earlier state that facts or history hold. A text that a
 * service changed after git last changed the file is none of these, even if it reads the same:
 * somebody has put it back there.
 */
export function earlierTexts(
  workspace: Workspace,
  options: EarlierOptions,
): (row: number, text: StoredText) => Promise<boolean> {
  let known: Promise<Earlier> | undefined;
  return async (row, stored) => {
    known ??= readEarlier(workspace, options);
    const { states, changedAt } = await known;
    const isPutBack = (time = 0): boolean => time > changedAt + CLOCKS_DIFFER_MS;
    if (isPutBack(stored.updatedAt)) return false;
    const isEarlier = states.some(({ catalog, rows }) => {
      const at = rows[row] as number;
      return at >= 0 && isMessage(catalog, at) && textOf(catalog, at) === stored.text;
    });
    return isEarlier && !isPutBack(await stored.findUpdatedAt?.());
  };
}

interface Earlier {
  readonly states: readonly { readonly catalog: Catalog; readonly rows: Int32Array }[];
  /** When git last changed the file, in Unix milliseconds; Infinity for a change in the work tree. */
  readonly changedAt: number;
}

async function readEarlier(workspace: Workspace, options: EarlierOptions): Promise<Earlier> {
  const { path, reading, index } = options;
  const ids = new Set(options.blobs);
  let changedAt = workspace.files.get(path)?.state === "clean" ? 0 : Infinity;
  if (workspace.history !== undefined) {
    const revisions = workspace.history.histories.of(path, MAX_REVISIONS);
    for await (const { time, changes } of revisions) {
      changedAt = Math.max(changedAt, time * 1_000);
      for (const { after } of changes) if (after !== undefined) ids.add(after);
    }
  }
  const states: { readonly catalog: Catalog; readonly rows: Int32Array }[] = [];
  for (const id of ids) {
    const catalog = await workspace.blobs.catalog(id, reading);
    if (catalog === undefined) continue;
    states.push({ catalog, rows: align(index, catalog).rows });
  }
  return { states, changedAt: changedAt === 0 ? Infinity : changedAt };
}
