import type { BehindPair } from "./judge-by-difference.ts";
import { type PairOutcome, judgePair } from "./judge.ts";
import { type Locales, targetsOf } from "../checkout/locales.ts";
import { type OpenSource, openSource } from "../checkout/open-source.ts";
import type { Workspace } from "../checkout/workspace.ts";

export interface JudgedTarget {
  readonly source: OpenSource;
  readonly outcome: PairOutcome;
}

/**
 * Judges every target, source by source, and lets go of each before the next: whoever needs one
 * longer keeps it. `look` opens also what the ledger says is in step.
 */
export async function* judgeAll(
  workspace: Workspace,
  locales: Locales,
  look: boolean = false,
): AsyncGenerator<JudgedTarget, void, undefined> {
  for (const { source: file, target } of targetsOf(workspace, locales)) {
    const source = openSource(workspace, file);
    yield { source, outcome: await judgePair(workspace, source, target, look) };
  }
}

/**
 * The state of a source that most of its targets were last synced with; undefined when no fact
 * tells. Of equals the smaller id, so that every machine reports the same changes.
 */
export interface BaseVote {
  count(source: OpenSource, outcome: PairOutcome | BehindPair): void;
  winner(source: OpenSource): string | undefined;
}

export function startBaseVote(): BaseVote {
  const votes = new Map<OpenSource, Map<string, number>>();
  return {
    count(source, outcome) {
      const of = votes.get(source) ?? new Map<string, number>();
      votes.set(source, of);
      const base = baseOf(source, outcome);
      if (base !== undefined) of.set(base, (of.get(base) ?? 0) + 1);
    },
    winner(source) {
      const of = [...(votes.get(source) ?? [])];
      of.sort(([idA, a], [idB, b]) => b - a || (idA < idB ? -1 : 1));
      return of[0]?.[0];
    },
  };
}

/** Each target votes once: for the nearest state among those its facts name. */
function baseOf(source: OpenSource, outcome: PairOutcome | BehindPair): string | undefined {
  if (outcome.outcome === "settled") return source.id;
  if (outcome.outcome === "unreadable") return undefined;
  let nearest: { readonly id: string; readonly same: number } | undefined;
  for (const evidence of outcome.evidence) {
    if (evidence.source === "same") return source.id;
    if (evidence.source === undefined) continue;
    // Of equals the one that the target was last synced with.
    const same = evidence.source.same + (evidence.target === "same" ? 0.5 : 0);
    if (same > (nearest?.same ?? -1)) nearest = { id: evidence.fact.source, same };
  }
  return nearest?.id;
}
