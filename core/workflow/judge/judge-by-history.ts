import { buildKeyIndex, sameName } from "../../catalog/key-index.ts";
import { type Comparison, Then } from "../../ledger/evidence.ts";
import { CellState, type Pair, type Verdict } from "../../ledger/verdict.ts";
import type { Reading } from "../checkout/catalog-store.ts";
import { type HistoryReader, findIntroductions } from "./ask-history.ts";
import { openPastStates } from "./past-states.ts";
import type { SourcePast } from "./source-past.ts";

/** Cells of one target that no fact names. */
export interface OpenCells {
  readonly path: string;
  /** Blob id of the target's content today. */
  readonly id: string;
  readonly source: SourcePast;
  readonly pair: Pair;
  /** The row of the source file whose text a row of the pair's source has. */
  readonly originOf: (row: number) => number;
  /** An older source as the target's locale needs it. */
  readonly compareAs: (sourceId: string) => Promise<Comparison | undefined>;
  readonly verdict: Verdict;
  /** Rows of the source in state Unknown. */
  readonly rows: readonly number[];
  readonly reading: Reading;
}

// Beyond this many cells it is cheaper to ask first which sources changed at all.
const FEW = 100;

/**
 * Decides open cells by the commit that brought their text: where the source read then as it reads
 * today, a person translated it; where it read otherwise, the translation is stale. What history
 * does not reach counts as a person's. History is evidence, not proof: no cell becomes translated.
 * Returns whether something was out of reach.
 */
export async function judgeByHistory(reader: HistoryReader, cells: OpenCells): Promise<boolean> {
  const { verdict, pair, source } = cells;
  for (const row of cells.rows) {
    verdict.states[row] = CellState.Unconfirmed;
    verdict.person[row] = 1;
  }
  const isMany = cells.rows.length > FEW;
  const { suspects, isCut } = isMany ? await changedSources(cells) : allOf(cells);
  if (suspects.length === 0) return isCut;

  const sourceRowOf = new Map(suspects.map((row) => [pair.rows[row] as number, row]));
  const { path, id, reading } = cells;
  const index = buildKeyIndex(pair.target);
  const states = openPastStates(reader.blobs, { index, id, reading });
  const rows = [...sourceRowOf.keys()];
  const { byRow, isComplete } = await findIntroductions(reader, { path, states, rows });
  for (const [targetRow, revision] of byRow) {
    const row = sourceRowOf.get(targetRow) as number;
    const sourceId = await source.idAt(revision.commit);
    const then = await outcomeAt(cells, sourceId, row);
    if (then === Then.Different) verdict.states[row] = CellState.Stale;
  }
  return isCut || !isComplete;
}

interface Suspects {
  readonly suspects: readonly number[];
  /** History ends before some row's source text came. */
  readonly isCut: boolean;
}

function allOf({ rows }: OpenCells): Suspects {
  return { suspects: rows, isCut: false };
}

/** A form that the source leaves to its locales stands under no key of its own, but may have once. */
function isOwn({ pair, source, originOf }: OpenCells, row: number): boolean {
  return sameName(source.index.catalog, originOf(row), pair.source.catalog, row);
}

async function outcomeAt(
  cells: OpenCells,
  id: string | undefined,
  row: number,
): Promise<number | undefined> {
  const { source, originOf, compareAs } = cells;
  if (id !== undefined && id !== source.id && !isOwn(cells, row)) {
    return (await compareAs(id))?.outcome[row];
  }
  return (await source.of(id)).outcome(originOf(row));
}

/**
 * Rows whose source ever read otherwise: only they can be younger than their translation. A message
 * that went and came back is one of them, where its translation stayed. A source's history is
 * walked once for all locales: it may hold hundreds of states.
 */
async function changedSources(cells: OpenCells): Promise<Suspects> {
  const { source, rows, originOf } = cells;
  const { byRow, uncommitted, isComplete } = await source.introductions();
  const suspects: number[] = [];
  let isCut = false;
  for (const row of rows) {
    const origin = originOf(row);
    const isUncommitted = uncommitted.has(origin);
    const isSuspect = isUncommitted || source.hasDiffered(origin) || !isOwn(cells, row);
    if (isSuspect) suspects.push(row);
    else if (!byRow.has(origin) && !isComplete) isCut = true;
  }
  return { suspects, isCut };
}
