import type { Fact } from "../../ledger/fact.ts";
import type { SourceFile, TargetFile } from "../../project/arrange.ts";
import { settledTotal } from "./settled.ts";
import type { Checkout } from "./read-checkout.ts";
import type { Workspace } from "./workspace.ts";

// A target that many branches synced has as many facts; those of its last states nearly always suffice.
const MOST_FACTS = 64;

type Known = Pick<Checkout, "config" | "files" | "ledger">;

/**
 * What the ledger says of a target: first of its content today, then of what stood at its path. Of
 * more than `most` facts those that git's history met last.
 */
export async function relatedFacts(
  workspace: Workspace,
  target: TargetFile,
  most: number = MOST_FACTS,
): Promise<readonly Fact[]> {
  const { path, locale } = target;
  const id = workspace.files.get(path)?.id ?? "";
  return lastFacts(workspace, target, workspace.ledger.related(path, locale, id), most);
}

/** At most `most` of a target's facts. */
export async function lastFacts(
  { files, history }: Workspace,
  { path }: TargetFile,
  facts: readonly Fact[],
  most: number = MOST_FACTS,
): Promise<readonly Fact[]> {
  if (facts.length <= most || history === undefined) return facts.slice(0, most);
  const id = files.get(path)?.id ?? "";
  const ranks = new Map([[id, 0]]);
  for await (const { changes } of history.histories.of(path, most)) {
    for (const { after = id } of changes) if (!ranks.has(after)) ranks.set(after, ranks.size);
  }
  const rankOf = ({ target }: Fact): number => ranks.get(target) ?? ranks.size;
  return facts.toSorted((a, b) => rankOf(a) - rankOf(b)).slice(0, most);
}

/** The same, without the facts of exactly its two blobs. */
export async function otherFacts(
  workspace: Workspace,
  source: SourceFile,
  target: TargetFile,
): Promise<readonly Fact[]> {
  return (await relatedFacts(workspace, target)).filter(isOther(workspace, source, target));
}

function isOther(
  { files }: Known,
  source: SourceFile,
  target: TargetFile,
): (fact: Fact) => boolean {
  const [sourceId, targetId] = [source, target].map(({ path }) => files.get(path)?.id ?? "");
  return (fact) => fact.source !== sourceId || fact.target !== targetId;
}

/** Blob ids that judging the targets which are not settled may ask for. */
export function* blobsOfFacts(
  known: Known & Pick<Checkout, "arrangement">,
): Generator<string, void, undefined> {
  const { files, ledger } = known;
  for (const source of known.arrangement.sources) {
    for (const target of source.targets) {
      if (settledTotal(known, source, target) !== undefined) continue;
      const { path, locale } = target;
      const related = ledger.related(path, locale, files.get(path)?.id ?? "");
      const others = related.filter(isOther(known, source, target));
      for (const fact of others.slice(0, MOST_FACTS)) yield* [fact.source, fact.target];
    }
  }
}
