import { isMessage, keyOf } from "../../catalog/catalog.ts";
import { OutsideError } from "../../model/errors.ts";
import { keyId } from "../../model/key.ts";
import type { MessageId } from "../../model/message.ts";
import type { Store, StoredText } from "../../providers/store.ts";
import type { OpenSource } from "../checkout/open-source.ts";
import type { Workspace } from "../checkout/workspace.ts";
import type { JudgedPair } from "../judge/judge.ts";
import { formerNamespace } from "./former-namespace.ts";

/** What a service has of one namespace in one locale, by key. */
export type Theirs = ReadonlyMap<string, StoredText>;

/** What a service is read through. What it cannot tell is noted, in whole sentences. */
export interface Reader {
  readonly workspace: Workspace;
  readonly store: Store;
  readonly signal: AbortSignal;
  readonly notes: string[];
  /** Files that could not be compared, by the reason. */
  readonly unread: Map<string, string[]>;
}

/**
 * The source texts that a service has. Where files got another name, so do the texts there, if it may
 * delete the old ones.
 */
export async function readSources(
  reader: Reader,
  source: OpenSource,
  pairs: readonly JudgedPair[],
  ids: readonly MessageId[],
): Promise<Theirs | undefined> {
  const { store, workspace, signal } = reader;
  const { path, namespace } = source.file;
  const ask = (from: string) => {
    const named = ids.map((id) => ({ ...id, namespace: from }));
    return readTexts(reader, workspace.config.sourceLocale, named, path);
  };
  const sources = await ask(namespace);
  if (sources?.size !== 0 || !store.deletes || store.rename === undefined) return sources;
  const former = formerNamespace(workspace, source, pairs);
  if (former === undefined || !(await ask(former))?.size) return sources;
  try {
    await store.rename(former, namespace, signal);
  } catch (error) {
    if (!(error instanceof OutsideError) || signal.aborted) throw error;
    reader.notes.push(`${former} could not be renamed at the service: ${error.message}.`);
    return sources;
  }
  return ask(namespace);
}

/** Undefined where the service cannot tell. */
export async function readTexts(
  reader: Reader,
  locale: string,
  ids: readonly MessageId[],
  path: string,
): Promise<Theirs | undefined> {
  const byIndex = await ifTold(reader, path, reader.store.read(locale, ids, reader.signal));
  if (byIndex === undefined) return undefined;
  return new Map([...byIndex].map(([at, text]) => [keyId((ids[at] as MessageId).key), text]));
}

/** What the work comes to; undefined where the service does not answer: one file's failure is no other's. */
export async function ifTold<T>(
  { signal, unread }: Reader,
  path: string,
  work: Promise<T>,
): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof OutsideError) || signal.aborted) throw error;
    const paths = unread.get(error.message) ?? [];
    unread.set(error.message, paths);
    if (!paths.includes(path)) paths.push(path);
    return undefined;
  }
}

/** A sentence a reason. */
export function unreadNotes({ unread }: Reader): readonly string[] {
  return [...unread].map(([reason, [first = "", ...others]]) => {
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    return `${first}${more} could not be compared with the service: ${reason}.`;
  });
}

/** All messages, with the plural forms that any of the targets needs. */
export function idsOf({ file }: OpenSource, pairs: readonly JudgedPair[]): readonly MessageId[] {
  const ids = new Map<string, MessageId>();
  for (const { catalog } of new Set(pairs.map(({ source }) => source))) {
    for (let row = 1; row < catalog.size; row++) {
      if (!isMessage(catalog, row)) continue;
      const key = keyOf(catalog, row);
      ids.set(keyId(key), { namespace: file.namespace, key });
    }
  }
  return [...ids.values()];
}
