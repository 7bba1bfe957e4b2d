import { isMessage, keyOf, textOf } from "../catalog/catalog.ts";
import { Then, compareTarget } from "../ledger/evidence.ts";
import type { Key } from "../model/key.ts";
import { type JudgedPair, judgePair } from "./judge/judge.ts";
import { type Locales, targetsOf } from "./checkout/locales.ts";
import { openSource } from "./checkout/open-source.ts";
import { readingOf } from "./checkout/reading.ts";
import type { Workspace } from "./checkout/workspace.ts";

/** A translation that reads otherwise than in an earlier commit, or is new since. */
export interface Edit {
  readonly locale: string;
  readonly namespace: string;
  readonly key: Key;
  /** Of the target file, from the repository's root. */
  readonly path: string;
  readonly source: string;
  readonly before: string | undefined;
  readonly after: string;
}

/**
 * Tells of a row of the source whether its translation reads otherwise than in a commit, and how it
 * read; undefined: the commit has the same blob. What the commit lacks counts as edited.
 */
export async function editsOf(
  workspace: Workspace,
  { target, pair }: JudgedPair,
  commit: string,
): Promise<((row: number) => { readonly before: string | undefined } | undefined) | undefined> {
  const { files, objects, blobs } = workspace;
  const then = await objects.idAt(commit, target.path);
  if (then !== undefined && then === files.get(target.path)?.id) return undefined;
  const earlier = then === undefined ? undefined : await blobs.catalog(then, readingOf(target));
  if (then !== undefined && earlier === undefined) return undefined;
  const old = earlier && compareTarget(pair.source, pair.target, pair.rows, earlier);
  return (row) => {
    const now = pair.rows[row] as number;
    if (now < 0 || !isMessage(pair.target, now) || old?.outcome[row] === Then.Same) {
      return undefined;
    }
    const at = old?.rows[row] ?? -1;
    const wasText = earlier !== undefined && at >= 0 && isMessage(earlier, at);
    return { before: wasText ? textOf(earlier, at) : undefined };
  };
}

/** Every translation that differs from the one of a commit, file by file in document order. */
export async function editsSince(
  workspace: Workspace,
  commit: string,
  locales: Locales,
): Promise<readonly Edit[]> {
  const edits: Edit[] = [];
  const { files, objects } = workspace;
  for (const { source: file, target: known } of targetsOf(workspace, locales)) {
    const id = files.get(known.path)?.id;
    if (id === undefined || id === (await objects.idAt(commit, known.path))) continue;
    const source = openSource(workspace, file);
    const outcome = await judgePair(workspace, source, known, true);
    if (outcome.outcome !== "judged") continue;
    const editOf = await editsOf(workspace, outcome, commit);
    if (editOf === undefined) continue;
    const { target, pair } = outcome;
    const { catalog } = pair.source;
    for (let row = 1; row < catalog.size; row++) {
      const edit = isMessage(catalog, row) ? editOf(row) : undefined;
      if (edit === undefined) continue;
      edits.push({
        locale: target.locale,
        namespace: source.file.namespace,
        key: keyOf(catalog, row),
        path: target.path,
        source: textOf(catalog, row),
        before: edit.before,
        after: textOf(pair.target, pair.rows[row] as number),
      });
    }
  }
  return edits;
}
