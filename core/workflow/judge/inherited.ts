import { align } from "../../catalog/align.ts";
import { CellState, type Verdict } from "../../ledger/verdict.ts";
import type { TargetFile } from "../../project/arrange.ts";
import { fallbacksOf } from "../../project/config.ts";
import { isMessage } from "../../catalog/catalog.ts";
import { openFile } from "../checkout/catalog-store.ts";
import type { OpenSource } from "../checkout/open-source.ts";
import { readingOf } from "../checkout/reading.ts";
import type { Workspace } from "../checkout/workspace.ts";

const NONE: ReadonlySet<number> = new Set();

/**
 * Missing rows that a regional locale takes from its parents, where `fallbacks` says that it does.
 * No fact records this: it is true of several files together, and a fact speaks of two.
 */
export async function inheritedRows(
  workspace: Workspace,
  source: OpenSource,
  target: TargetFile,
  { states }: Verdict,
): Promise<ReadonlySet<number>> {
  const parents = fallbacksOf(workspace.config, target.locale);
  if (parents.length === 0 || !states.includes(CellState.Missing)) return NONE;
  const rows = new Set<number>();
  for (const parent of parents) {
    const has = await textsOf(workspace, source, target, parent);
    for (const [row, state] of states.entries()) {
      if (state === CellState.Missing && has(row)) rows.add(row);
    }
  }
  return rows;
}

/** Which rows of the source a parent has a text for; the source's own locale has them all. */
async function textsOf(
  workspace: Workspace,
  source: OpenSource,
  { locale }: TargetFile,
  parent: string,
): Promise<(row: number) => boolean> {
  if (parent === workspace.config.sourceLocale) return () => true;
  const file = source.file.targets.find((other) => other.locale === parent);
  const tracked = file && workspace.files.get(file.path);
  const now = await source.openFor(locale);
  if (file === undefined || tracked === undefined || !("catalog" in now)) return () => false;
  const { repository, objects } = workspace;
  const opened = await openFile(repository.root, tracked, readingOf(file), objects);
  if (!("catalog" in opened)) return () => false;
  const { rows } = align(now.index(), opened.catalog);
  return (row) => (rows[row] as number) >= 0 && isMessage(opened.catalog, rows[row] as number);
}
