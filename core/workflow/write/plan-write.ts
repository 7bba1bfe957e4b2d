import { align } from "../../catalog/align.ts";
import { isMessage, keyOf, textOf } from "../../catalog/catalog.ts";
import type { Edit } from "../../formats/format.ts";
import type { Fact } from "../../ledger/fact.ts";
import { recordFact } from "../../ledger/record.ts";
import { CellState, type Pair, type Verdict } from "../../ledger/verdict.ts";
import { type Key, keyId } from "../../model/key.ts";
import type { Origin } from "../../report/report.ts";
import type { Reading } from "../checkout/catalog-store.ts";
import type { JudgedPair } from "../judge/judge.ts";
import { type QualityOptions, countRejects } from "../quality/quality.ts";
import { sourceSide } from "../quality/quality-of.ts";
import { spliceInTurn } from "./splice-in-turn.ts";
import type { RefusedEdit } from "./splice-what-goes.ts";

/** A translation to be written. */
export interface Fill {
  /** Of the source's catalog. */
  readonly row: number;
  readonly text: string;
  /** What the cell is afterwards: a moved translation keeps the state that it had. */
  readonly state: Exclude<CellState, typeof CellState.None | typeof CellState.Missing>;
  readonly isByPerson: boolean;
  readonly origin: Origin;
  /** Of a remembered one. */
  readonly score?: number;
  /** Why our rules refuse it, where it is written all the same, for review. */
  readonly reason?: string;
}

/** An edit, and what stood there when it was planned; null for nothing. */
export type PlannedEdit = Edit & { readonly was: string | null };

/** A target's new content, proven, and what it makes true. */
export interface PlannedWrite {
  readonly judged: JudgedPair;
  readonly edits: readonly PlannedEdit[];
  /** In the file's own encoding. */
  readonly bytes: Uint8Array;
  /** The new content, judged. */
  readonly pair: Pair;
  readonly verdict: Verdict;
  /** Rows of the source that were filled. */
  readonly filled: readonly number[];
  readonly refused: readonly RefusedEdit[];
}

/** Splices a target; undefined when nothing is to be changed, or nothing can be. */
export function planWrite(
  judged: JudgedPair,
  reading: Reading,
  fills: readonly Fill[],
  removals: readonly Key[],
): PlannedWrite | { readonly refused: readonly RefusedEdit[] } {
  const { source, file } = judged;
  const wanted = [...headingOf(judged, reading, fills), ...editsOf(judged, fills, removals)];
  const { edits, after, refused } = spliceInTurn(file, reading, wanted, source);
  if (after === undefined) return { refused };

  const { bytes, file: next } = after;
  const pair = {
    ...judged.pair,
    target: next.catalog,
    rows: align(source.index(), next.catalog).rows,
  };
  const made = new Set(edits.map((edit) => keyId(edit.key)));
  const done = fills.filter((fill) => made.has(keyId(keyOf(source.catalog, fill.row))));
  const filled = done.map((fill) => fill.row);
  return { judged, edits, bytes, pair, verdict: verdictAfter(judged, done), filled, refused };
}

/** Of a file that is made for the first translations. */
function headingOf(
  { source, target }: JudgedPair,
  { format, root }: Reading,
  fills: readonly Fill[],
): readonly PlannedEdit[] {
  if (target.exists || fills.length === 0) return [];
  const heading = format.heading?.(source.catalog, root) ?? [];
  return heading.map((edit) => ({ ...edit, was: null }));
}

function editsOf(
  { source, file, pair }: JudgedPair,
  fills: readonly Fill[],
  removals: readonly Key[],
): readonly PlannedEdit[] {
  const sets = fills.map(({ row, text }): PlannedEdit => {
    const at = pair.rows[row] as number;
    const was = at >= 0 && isMessage(file.catalog, at) ? textOf(file.catalog, at) : null;
    return { kind: "set", key: keyOf(source.catalog, row), text, was };
  });
  return [...sets, ...removals.map((key): PlannedEdit => ({ kind: "remove", key, was: null }))];
}

/**
 * Adoption: what stands in a file that no fact knows is accepted as a person's, except what
 * history showed to be older than its source. Then the fills are put in.
 */
function verdictAfter(judged: JudgedPair, fills: readonly Fill[]): Verdict {
  const verdict = judged.isKnown ? copy(judged.verdict) : adopt(judged.verdict);
  for (const { row, state, isByPerson } of fills) {
    verdict.states[row] = state;
    verdict.person[row] = isByPerson ? 1 : 0;
    verdict.sound[row] = 0;
  }
  return verdict;
}

function copy({ states, person, sound }: Verdict): Verdict {
  return { states: states.slice(), person: person.slice(), sound: sound.slice() };
}

export function adopt(verdict: Verdict): Verdict {
  const { states, person, sound } = copy(verdict);
  for (const [row, state] of states.entries()) {
    if (state < CellState.Unknown) continue;
    person[row] = 1;
    if (state !== CellState.Stale) states[row] = CellState.Translated;
  }
  return { states, person, sound };
}

/** What a fact needs beside the verdict. */
export interface FactContext {
  /** Blob ids of the two files. */
  readonly source: string;
  readonly target: string;
  /** Rows to be vouched for even if neither blob is ever committed. */
  readonly tagged: readonly number[];
  readonly quality: QualityOptions;
}

export function factOfWrite({ judged, pair, verdict }: PlannedWrite, context: FactContext): Fact {
  const broken = countRejects(pair, verdict, context.quality, sourceSide(judged));
  return recordFact(verdict, pair, { path: judged.target.path, broken, ...context });
}

/** The fact for a target that this run leaves as it is. */
export function factAsItStands(judged: JudgedPair, context: FactContext): Fact {
  const verdict = judged.isKnown ? judged.verdict : adopt(judged.verdict);
  const broken = countRejects(judged.pair, verdict, context.quality, sourceSide(judged));
  return recordFact(verdict, judged.pair, { path: judged.target.path, broken, ...context });
}
