import { align } from "../../catalog/align.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import type { KeyIndex } from "../../catalog/key-index.ts";
import { Then, knownComparison, thenOf } from "../../ledger/evidence.ts";
import type { BlobStore, Reading } from "../checkout/catalog-store.ts";

/** An older state of a file: how each row of today compares with it, as one of {@link Then}. */
export interface OldState {
  readonly bytes: number;
  outcome(row: number): number;
}

/** The older states of one file, seen from its rows of today. */
export interface PastStates {
  /** Undefined: there was no file. Of other rows than `rows` the outcome says nothing. */
  of(id: string | undefined, rows: Iterable<number>): Promise<OldState>;
  /** Whether a row reads otherwise in any state asked for so far. */
  hasDiffered(row: number): boolean;
}

/** The file of today. */
export interface PresentFile {
  readonly index: KeyIndex;
  readonly id: string;
  readonly reading: Reading;
}

/** Bytes of outcomes to keep, a byte a row: a long history of a large file is read again in part. */
const MOST_KEPT = 32 * 1024 * 1024;

const NOTHING: OldState = { bytes: 0, outcome: () => Then.Absent };
const TODAY: OldState = { bytes: 0, outcome: () => Then.Same };

/** Stands in the place of an outcome that nobody has asked for yet. */
const UNASKED = 0xff;

interface Kept extends OldState {
  readonly outcomes: Uint8Array;
}

/**
 * Keeps what was found out and lets go of the catalogs: a state is one commit's new text and the
 * next one's old, and a source is asked about by each of its targets.
 */
export function openPastStates(
  blobs: BlobStore,
  { index, id: today, reading }: PresentFile,
): PastStates {
  const kept = new Map<string, Kept>();
  const differed = new Set<number>();
  let size = 0;

  function keep(id: string, bytes: number): Kept {
    const outcomes = new Uint8Array(index.catalog.size).fill(UNASKED);
    const state = { bytes, outcomes, outcome: (row: number) => outcomes[row] as number };
    kept.set(id, state);
    size += outcomes.length;
    for (const [oldest, dropped] of kept) {
      if (size <= MOST_KEPT || oldest === id) break;
      kept.delete(oldest);
      size -= dropped.outcomes.length;
    }
    return state;
  }

  return {
    async of(id, rows) {
      if (id === today) return TODAY;
      if (id === undefined) return NOTHING;
      const known = kept.get(id);
      const asked = known === undefined ? [...rows] : unaskedOf(known, rows);
      if (known !== undefined && asked.length === 0) return known;
      const catalog = await blobs.catalog(id, reading);
      if (catalog === undefined) return NOTHING;
      // Asked for twice at once, it may be kept by now.
      const state = kept.get(id) ?? keep(id, catalog.bytes.length);
      compareRows(index, catalog, asked, state.outcomes);
      for (const row of asked) if (state.outcomes[row] === Then.Different) differed.add(row);
      return state;
    },
    hasDiffered: (row) => differed.has(row),
  };
}

function unaskedOf({ outcomes }: Kept, rows: Iterable<number>): readonly number[] {
  const unasked: number[] = [];
  for (const row of rows) if (outcomes[row] === UNASKED) unasked.push(row);
  return unasked;
}

function compareRows(
  index: KeyIndex,
  before: Catalog,
  rows: readonly number[],
  outcomes: Uint8Array,
): void {
  const compared = knownComparison(index, before);
  if (compared !== undefined) {
    for (const row of rows) outcomes[row] = compared.outcome[row] as number;
    return;
  }
  const older = align(index, before).rows;
  for (const row of rows) outcomes[row] = thenOf(before, older[row] as number, index.catalog, row);
}
