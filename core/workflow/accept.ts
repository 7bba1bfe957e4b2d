import { keyOf } from "../catalog/catalog.ts";
import type { Fact } from "../ledger/fact.ts";
import { makeSegment } from "../ledger/segment.ts";
import { keyTag } from "../ledger/tags.ts";
import { CellState, type Verdict } from "../ledger/verdict.ts";
import { UsageError } from "../model/errors.ts";
import type { Key } from "../model/key.ts";
import { editsOf } from "./edits.ts";
import { type JudgedTarget, judgeAll } from "./judge/judge-all.ts";
import type { Locales } from "./checkout/locales.ts";
import type { JudgedPair } from "./judge/judge.ts";
import { factAsItStands } from "./write/plan-write.ts";
import { knownOrphans } from "./translate/want.ts";
import type { Workspace } from "./checkout/workspace.ts";
import { qualityOf } from "./quality/quality-of.ts";
import { type Selects, selectMessages } from "../model/select-messages.ts";
import { quoted } from "../report/quote.ts";
import { refuseUnknown } from "./survey/nearest-message.ts";
import { isAtHead } from "./write/write-plans.ts";
import { type WriteTarget, writeAll } from "./write/write.ts";

/**
 * Records that translations which stand are valid for their source of today, by a person's word.
 * With `since`, a commit, only those that read otherwise there. Returns how many; writes one segment
 * and no locale file.
 */
export async function accept(
  workspace: Workspace,
  place: WriteTarget,
  glob: string,
  locales: Locales,
  since?: string,
): Promise<number> {
  const selects = selectMessages(glob);
  const facts: Fact[] = [];
  let count = 0;
  for await (const target of judgeAll(workspace, locales)) {
    const accepted = await acceptIn(workspace, target, selects, since);
    if (accepted === undefined) continue;
    const { judged, rows } = accepted;
    const id = workspace.files.get(judged.target.path)?.id;
    if (id === undefined) continue;
    const tagged = (await isAtHead(workspace, target.source)) ? [] : rows;
    const quality = await qualityOf(workspace, judged.target.family);
    const context = { source: target.source.id, target: id, tagged, quality };
    facts.push(withOrphans(factAsItStands(judged, context), knownOrphans(judged)));
    count += rows.length;
  }
  if (count === 0 && since === undefined) {
    await refuseUnknown(workspace, glob);
    throw new UsageError(
      `nothing that is stale or unconfirmed matches ${quoted(glob)}`,
      "`locstep check` lists what is open.",
    );
  }
  if (count > 0) await writeAll(place, makeSegment(facts, []), []);
  return count;
}

/** What a sync is to remove is open as well: without a mark the pair would read settled. */
function withOrphans(fact: Fact, orphans: readonly Key[]): Fact {
  const stale = new Set([...fact.marks.stale, ...orphans.map(keyTag)]);
  return { ...fact, marks: { ...fact.marks, stale } };
}

async function acceptIn(
  workspace: Workspace,
  { outcome, source }: JudgedTarget,
  selects: Selects,
  since: string | undefined,
): Promise<{ readonly judged: JudgedPair; readonly rows: readonly number[] } | undefined> {
  if (outcome.outcome !== "judged") return undefined;
  const { verdict } = outcome;
  const editOf = since === undefined ? isAny : await editsOf(workspace, outcome, since);
  if (editOf === undefined) return undefined;
  const states = verdict.states.slice();
  const person = verdict.person.slice();
  const rows: number[] = [];
  for (const [row, state] of states.entries()) {
    if (state < CellState.Unknown || state === CellState.Translated) continue;
    if (!selects(source.file.namespace, keyOf(outcome.source.catalog, row))) continue;
    if (editOf(row) === undefined) continue;
    states[row] = CellState.Translated;
    person[row] = 1;
    rows.push(row);
  }
  const accepted: Verdict = { ...verdict, states, person };
  // The rest of a file that no fact knows stays as it is: accepting one cell adopts no other.
  return rows.length === 0
    ? undefined
    : { judged: { ...outcome, verdict: accepted, isKnown: true }, rows };
}

function isAny(): object {
  return {};
}
