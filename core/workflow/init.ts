import { makeSegment } from "../ledger/segment.ts";
import type { Fact } from "../ledger/fact.ts";
import { CellState } from "../ledger/verdict.ts";
import { targetsOf } from "./checkout/locales.ts";
import { judgeAll } from "./judge/judge-all.ts";
import { adopt } from "./write/plan-write.ts";
import type { Workspace } from "./checkout/workspace.ts";
import { standingFact } from "./write/write-plans.ts";
import { type WriteTarget, writeAll } from "./write/write.ts";

/** What adoption found, in cells. */
export interface Adoption {
  /** Files that the ledger did not know. */
  readonly files: number;
  readonly accepted: number;
  /** Older than their source, by history. */
  readonly stale: number;
  /** All files that translations stand or belong in. */
  readonly targets: number;
}

/**
 * Takes what stands in files that no fact knows as valid, except what history shows to be older
 * than its source. Writes one segment: no locale file is touched, no text is sent.
 */
export async function adoptAll(
  workspace: Workspace,
  place: WriteTarget,
  onProgress?: (done: number, total: number) => void,
): Promise<Adoption> {
  const facts: Fact[] = [];
  let accepted = 0;
  let stale = 0;
  const targets = targetsOf(workspace, undefined).length;
  let done = 0;
  for await (const { source, outcome } of judgeAll(workspace, undefined)) {
    onProgress?.(++done, targets);
    if (outcome.outcome !== "judged" || outcome.isKnown) continue;
    const fact = await standingFact(workspace, source, outcome);
    if (fact === undefined) continue;
    facts.push(fact);
    for (const state of adopt(outcome.verdict).states) {
      if (state === CellState.Translated) accepted++;
      if (state === CellState.Stale) stale++;
    }
  }
  if (facts.length > 0) await writeAll(place, makeSegment(facts, []), []);
  return { files: facts.length, accepted, stale, targets };
}
