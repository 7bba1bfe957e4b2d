import { type Catalog, isMessage } from "../../catalog/catalog.ts";
import { type KeyIndex, buildKeyIndex } from "../../catalog/key-index.ts";
import { type Comparison, Then, compareSource } from "../../ledger/evidence.ts";
import { CellState, type Pair, type Verdict } from "../../ledger/verdict.ts";
import { type HistoryReader, type Introductions, findIntroductions } from "./ask-history.ts";
import type { Reading } from "../checkout/catalog-store.ts";

/** Cells of one target that no fact names. */
export interface OpenCells {
  readonly path: string;
  readonly sourcePath: string;
  /** Blob ids of both files' content today. */
  readonly id: string;
  readonly sourceId: string;
  readonly pair: Pair;
  readonly verdict: Verdict;
  /** Rows of the source in state Unknown. */
  readonly rows: readonly number[];
  readonly reading: Reading;
  readonly sourceReading: Reading;
  /** An older source as this target locale needs it. */
  readonly seen: (older: Catalog) => Catalog;
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
  const { verdict, pair } = cells;
  for (const row of cells.rows) {
    verdict.states[row] = CellState.Unconfirmed;
    verdict.person[row] = 1;
  }
  const suspects = cells.rows.length > FEW ? await changedSources(reader, cells) : cells.rows;
  if (suspects.length === 0) return false;

  const sourceRowOf = new Map(suspects.map((row) => [pair.rows[row] as number, row]));
  const { byRow, isComplete } = await findIntroductions(reader, {
    path: cells.path,
    id: cells.id,
    reading: cells.reading,
    index: buildKeyIndex(pair.target),
    rows: [...sourceRowOf.keys()],
  });
  const sources = new Map<string, Comparison | undefined>();
  for (const [targetRow, { revision }] of byRow) {
    const { commit } = revision;
    if (!sources.has(commit)) sources.set(commit, await sourceAt(reader, cells, commit));
    const row = sourceRowOf.get(targetRow) as number;
    const source = sources.get(commit);
    if (source?.outcome[row] === Then.Different) verdict.states[row] = CellState.Stale;
  }
  return !isComplete;
}

const introductions = new WeakMap<KeyIndex, Promise<Introductions>>();

/**
 * Rows whose source text replaced another one: only they can be younger than their translation. A
 * source's history is walked once for all locales that see it alike: it may hold hundreds of states.
 */
async function changedSources(reader: HistoryReader, cells: OpenCells): Promise<readonly number[]> {
  const { source } = cells.pair;
  const known = introductions.get(source) ?? findSourceIntroductions(reader, cells);
  introductions.set(source, known);
  const { byRow, uncommitted } = await known;
  return cells.rows.filter((row) => byRow.get(row)?.isChange === true || uncommitted.has(row));
}

function findSourceIntroductions(
  reader: HistoryReader,
  { sourcePath: path, sourceId: id, sourceReading: reading, pair: { source }, seen }: OpenCells,
): Promise<Introductions> {
  const { catalog, shadowed } = source;
  const rows = [...shadowed.keys()].filter(
    (row) => row > 0 && shadowed[row] !== 1 && isMessage(catalog, row),
  );
  return findIntroductions(reader, { path, id, reading, index: source, rows, seen });
}

/** Undefined where there is none, and where it is today's. */
async function sourceAt(
  { objects, blobs }: HistoryReader,
  { sourcePath, sourceId, sourceReading, pair, seen }: OpenCells,
  commit: string,
): Promise<Comparison | undefined> {
  const id = await objects.idAt(commit, sourcePath);
  if (id === undefined || id === sourceId) return undefined;
  const before = await blobs.catalog(id, sourceReading);
  return before && compareSource(pair.source, seen(before));
}
