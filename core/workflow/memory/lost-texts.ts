import { isMessage, textOf } from "../../catalog/catalog.ts";
import { buildKeyIndex, findRow } from "../../catalog/key-index.ts";
import { revisions } from "../../git/history.ts";
import { type Key, keyId } from "../../model/key.ts";
import type { SourceFile, TargetFile } from "../../project/arrange.ts";
import { readingOf } from "../checkout/reading.ts";
import { catalogFor } from "../checkout/source-view.ts";
import type { Workspace } from "../checkout/workspace.ts";

/** A translation that is gone from its file. */
export interface LostText {
  readonly text: string;
  /** What the message read while the translation stood there; undefined where nobody can tell. */
  readonly source: string | undefined;
}

/** Commits of the two files to look into: keys mostly go soon after their texts were written. */
const MOST_REVISIONS = 100;

/**
 * What last stood in a target under keys that are gone from it, by their ids, as far as its history
 * is looked into. A person's text that another tool removed, before any sync, is nowhere else.
 */
export async function lostTexts(
  workspace: Workspace,
  source: SourceFile,
  target: TargetFile,
  keys: readonly Key[],
): Promise<ReadonlyMap<string, LostText>> {
  const lost = new Map<string, LostText>();
  const { history, objects, blobs, repository } = workspace;
  if (history === undefined || keys.length === 0) return lost;
  let spent = 0;

  async function textsIn(file: SourceFile | TargetFile, id: string | undefined): Promise<TextAt> {
    const found = id === undefined ? undefined : await blobs.catalog(id, readingOf(file));
    if (found === undefined) return () => undefined;
    spent += found.bytes.length;
    const isSource = file === source;
    const { sourceLocale } = workspace.config;
    const catalog = isSource ? catalogFor(found, sourceLocale, target.locale) : found;
    const index = buildKeyIndex(catalog);
    return (key) => {
      const row = findRow(index, key);
      return row > 0 && isMessage(catalog, row) ? textOf(catalog, row) : undefined;
    };
  }

  /** Looks at one commit; whether everything is found. */
  async function look(commit: string): Promise<boolean> {
    const open = keys.filter((key) => lost.get(keyId(key))?.source === undefined);
    const texts = await textsIn(target, await objects.idAt(commit, target.path));
    const sources = await textsIn(source, await objects.idAt(commit, source.path));
    for (const key of open) {
      const text = lost.get(keyId(key))?.text ?? texts(key);
      // The message may have gone first: then it reads as it did before that.
      if (text !== undefined) lost.set(keyId(key), { text, source: sources(key) });
    }
    return keys.every((key) => lost.get(keyId(key))?.source !== undefined);
  }

  const head = await history.head();
  if (head === undefined || (await look(head))) return lost;
  const paths = [source.path, target.path];
  for await (const { parents } of revisions(repository, paths, { limit: MOST_REVISIONS })) {
    for (const parent of parents) if (await look(parent)) return lost;
    if (spent > history.limits.bytes) break;
  }
  return lost;
}

type TextAt = (key: Key) => string | undefined;
