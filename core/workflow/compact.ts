import { blobsAt } from "../git/history.ts";
import { type BlobPair, compact } from "../ledger/compact.ts";
import { messageTag } from "../ledger/tags.ts";
import { removeInside, writeInside } from "../project/files.ts";
import { judgePair } from "./judge/judge.ts";
import { targetsOf } from "./checkout/locales.ts";
import { openSource } from "./checkout/open-source.ts";
import { readSegments } from "./checkout/segments.ts";
import { wantsOf } from "./translate/want.ts";
import type { Workspace } from "./checkout/workspace.ts";
import type { WriteTarget } from "./write/write.ts";

/** Files of the ledger that changed, from the repository's root. */
export interface CompactedLedger {
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Makes one segment of many. For the run that owns the base branch, and only along with other
 * changes: two branches that did it at once would merge, but leave both segments. After a kill in
 * between all lines stand twice, which says nothing else.
 */
export async function compactLedger(
  workspace: Workspace,
  { repository, ledgerFolder }: WriteTarget,
  few?: number,
): Promise<CompactedLedger> {
  const segments = await readSegments(repository, ledgerFolder);
  const { pairs, live, awaited } = await lookAtTargets(workspace);
  const rules = {
    current: (path: string, locale: string) => pairs.get(fileId(path, locale)) ?? [],
    isLive: (target: string) => live.has(target),
    isAwaited: (locale: string, message: string) => awaited.has(`${locale} ${message}`),
  };
  const compaction = compact(segments, rules, few);
  if (compaction === undefined) return { written: [], removed: [] };
  const { segment, replaced } = compaction;
  const pathOf = (name: string): string => `${ledgerFolder}/${name}`;
  const written: string[] = [];
  // The last run's segment may be all that is needed.
  if (segment !== undefined && !segments.some(({ text }) => text === segment.text)) {
    written.push(pathOf(segment.name));
    await writeInside(repository.root, pathOf(segment.name), Buffer.from(segment.text));
  }
  for (const name of replaced) await removeInside(repository.root, pathOf(name));
  return { written, removed: replaced.map(pathOf) };
}

interface Seen {
  /** By target: the blobs of HEAD, then those of the work tree where they are others. */
  readonly pairs: ReadonlyMap<string, readonly BlobPair[]>;
  /** Blobs of all locale files, of HEAD and of the work tree. */
  readonly live: ReadonlySet<string | undefined>;
  /** What is missing or stale, or stands and was asked for again, as locale and message tag. */
  readonly awaited: ReadonlySet<string>;
}

function fileId(path: string, locale: string): string {
  return `${locale} ${path}`;
}

async function lookAtTargets(workspace: Workspace): Promise<Seen> {
  const { repository, files, ledger } = workspace;
  const pairs = new Map<string, readonly BlobPair[]>();
  const awaited = new Set<string>();
  const redone = new Set(ledger.pending.flatMap(({ redo }) => redo));
  const all = targetsOf(workspace, undefined);
  const paths = new Set(all.flatMap(({ source, target }) => [source.path, target.path]));
  const head = await workspace.head();
  const atHead: ReadonlyMap<string, string> =
    head === undefined ? new Map() : await blobsAt(repository, head, [...paths]);
  const live = new Set([...atHead.values(), ...[...files.values()].map(({ id }) => id)]);
  for (const { source: file, target } of all) {
    const then = pairOf(atHead.get(file.path), atHead.get(target.path));
    const now = pairOf(files.get(file.path)?.id, files.get(target.path)?.id);
    const source = openSource(workspace, file);
    const hasOlder = ledger.related(target.path, target.locale, "").length > 1;
    const look = hasOlder || redone.size > 0;
    const outcome = await judgePair(workspace, source, target, look);
    if (outcome.outcome === "unreadable") continue;
    if (outcome.outcome === "judged") {
      for (const { message, locale } of wantsOf(source, outcome, undefined, redone)) {
        awaited.add(`${locale} ${messageTag(message)}`);
      }
      // An older line may be all that knows an orphan's message (law 7).
      if (outcome.alignment.orphans.length > 0) continue;
    }
    if (then === undefined) continue;
    const isOther = now !== undefined && (now.source !== then.source || now.target !== then.target);
    pairs.set(fileId(target.path, target.locale), isOther ? [then, now] : [then]);
  }
  return { pairs, live, awaited };
}

function pairOf(source: string | undefined, target: string | undefined): BlobPair | undefined {
  return source === undefined || target === undefined ? undefined : { source, target };
}
