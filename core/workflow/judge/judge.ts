import { type Alignment, align } from "../../catalog/align.ts";
import { type Comparison, compareTarget } from "../../ledger/evidence.ts";
import {
  CellState,
  type Evidence,
  type Pair,
  type Verdict,
  applyEvidence,
  openVerdict,
} from "../../ledger/verdict.ts";
import type { PluralView } from "../../plurals/plural-view.ts";
import type { TargetFile } from "../../project/arrange.ts";
import {
  type OpenFile,
  type Reading,
  type Unreadable,
  openAbsent,
  openFile,
} from "../checkout/catalog-store.ts";
import { otherFacts } from "../checkout/facts-of.ts";
import type { OpenSource } from "../checkout/open-source.ts";
import { readingOf } from "../checkout/reading.ts";
import { settledTotal } from "../checkout/settled.ts";
import type { Workspace } from "../checkout/workspace.ts";
import { rulesOf } from "../quality/rules-of.ts";
import { inheritedRows } from "./inherited.ts";
import { judgeByHistory } from "./judge-by-history.ts";

/** A target whose facts say, without a look at either file, that nothing is open. */
export interface SettledPair {
  readonly outcome: "settled";
  readonly target: TargetFile;
  readonly total: number;
}

export interface JudgedPair {
  readonly outcome: "judged";
  readonly target: TargetFile;
  readonly source: OpenFile;
  readonly file: OpenFile;
  readonly pair: Pair;
  readonly alignment: Alignment;
  readonly verdict: Verdict;
  /** Missing rows that the locale takes from its parents. */
  readonly inherited: ReadonlySet<number>;
  /** What the facts of this target had to say, those that could be read. */
  readonly evidence: readonly Evidence[];
  /** Some line of the ledger names this target: else it is to be adopted. */
  readonly isKnown: boolean;
  /** Some cells could not be told for want of history. */
  readonly isShallow: boolean;
}

export interface UnreadablePair {
  readonly outcome: "unreadable";
  readonly target: TargetFile;
  readonly file: Unreadable;
}

export type PairOutcome = SettledPair | JudgedPair | UnreadablePair;

/**
 * Judges one target of a readable source: the table of states of the design, then history.
 * `look` opens the files even if the ledger says that nothing is open.
 */
export async function judgePair(
  workspace: Workspace,
  source: OpenSource,
  target: TargetFile,
  look: boolean = false,
): Promise<PairOutcome> {
  const { repository, objects, room } = workspace;
  const tracked = workspace.files.get(target.path);
  const targetId = tracked?.id ?? "";
  const total = settledTotal(workspace, source.file, target);
  if (total !== undefined && !look) return { outcome: "settled", target, total };

  const reading = readingOf(target);
  const now = await source.openFor(target.locale);
  if (!("catalog" in now)) return { outcome: "unreadable", target, file: now };
  const file =
    tracked === undefined
      ? openAbsent(repository.root, target.path, reading)
      : await openFile(repository.root, tracked, reading, objects, room);
  if (!("catalog" in file)) return { outcome: "unreadable", target, file };

  const alignment = align(now.index(), file.catalog);
  const { emptyIsMissing } = workspace.config;
  const pair = {
    locale: target.locale,
    source: now.index(),
    target: file.catalog,
    rows: alignment.rows,
    emptyIsMissing,
    rules: rulesOf(workspace.config, target.family),
  };
  const verdict = openVerdict(pair);
  const hearing = { workspace, source, target, pair, alignment, targetId, reading, view: now.view };
  const { evidence, isKnown } = await hearFacts(hearing, verdict);
  const isShallow = await askHistory(hearing, verdict);
  const inherited = await inheritedRows(workspace, source, target, verdict);
  return {
    inherited,
    outcome: "judged",
    target,
    source: now,
    file,
    pair,
    alignment,
    verdict,
    evidence,
    isKnown,
    isShallow,
  };
}

interface Hearing {
  readonly workspace: Workspace;
  readonly source: OpenSource;
  readonly target: TargetFile;
  readonly pair: Pair;
  readonly alignment: Alignment;
  readonly targetId: string;
  readonly reading: Reading;
  readonly view: PluralView | undefined;
}

async function hearFacts(
  hearing: Hearing,
  verdict: Verdict,
): Promise<Pick<JudgedPair, "evidence" | "isKnown">> {
  const { workspace, source, target, pair, alignment, targetId } = hearing;
  const exact = workspace.ledger.exact(target.locale, source.id, targetId);
  const heard: Evidence[] = [];
  for (const fact of exact) hear({ fact, source: "same", target: "same" });
  if (exact.length > 0 && isHeardOut()) return { evidence: heard, isKnown: true };
  const others = await otherFacts(workspace, source.file, target);
  for (const fact of others) {
    hear({
      fact,
      source: fact.source === source.id ? "same" : await source.compare(fact.source, target.locale),
      target: fact.target === targetId ? "same" : await compareOldTarget(hearing, fact.target),
    });
    if (isHeardOut()) break;
  }
  return { evidence: heard, isKnown: exact.length + others.length > 0 };

  /** Any of the older sources may be the one that had an orphan's message. */
  function isHeardOut(): boolean {
    return alignment.orphans.length === 0 && isResolved(verdict);
  }
  function hear(evidence: Evidence): void {
    applyEvidence(verdict, pair, evidence);
    heard.push(evidence);
  }
}

/** Whether some cells stay untold because history was cut or not asked deep enough. */
async function askHistory(hearing: Hearing, verdict: Verdict): Promise<boolean> {
  const { workspace, source, target, targetId, pair, reading, view } = hearing;
  const rows = workspace.history === undefined ? [] : rowsIn(verdict, CellState.Unknown);
  const past = rows.length === 0 ? undefined : await source.past();
  if (workspace.history === undefined || past === undefined) return false;
  const originOf = (row: number): number => view?.origin[row] ?? row;
  const compareAs = (id: string): Promise<Comparison | undefined> =>
    source.compare(id, target.locale);
  const file = { path: target.path, id: targetId, reading };
  const cells = { ...file, source: past, pair, originOf, compareAs, verdict, rows };
  return judgeByHistory(workspace.history, cells);
}

async function compareOldTarget(
  { workspace, pair, reading }: Hearing,
  id: string,
): Promise<Comparison | undefined> {
  const before = await workspace.blobs.catalog(id, reading);
  return before && compareTarget(pair.source, pair.target, pair.rows, before);
}

function isResolved({ states }: Verdict): boolean {
  return states.every((state) => state < CellState.Unknown || state === CellState.Translated);
}

export function rowsIn({ states }: Verdict, state: CellState): readonly number[] {
  const rows: number[] = [];
  for (let row = states.indexOf(state, 1); row > 0; row = states.indexOf(state, row + 1)) {
    rows.push(row);
  }
  return rows;
}
