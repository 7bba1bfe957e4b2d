import { type Catalog, Kind, isMessage, keyOf, textOf } from "../catalog/catalog.ts";
import type { KeyIndex } from "../catalog/key-index.ts";
import { CellState } from "./cell-state.ts";
import { type Comparison, Then } from "./evidence.ts";
import { type Fact, fromRuns } from "./fact.ts";
import { messageOrdinals } from "./ordinals.ts";
import { cellTag, keyTag } from "./tags.ts";

export { CellState } from "./cell-state.ts";

/** A source and a target of today, matched. */
export interface Pair {
  readonly locale: string;
  readonly source: KeyIndex;
  readonly target: Catalog;
  /** By source row: the target's row, or -1 (see `align`). */
  readonly rows: Int32Array;
  /** Whether an empty text counts as missing. */
  readonly emptyIsMissing: boolean;
  /** Tag of the rules that texts are judged by (see `Marks`). */
  readonly rules: string;
}

/** A fact with its two blobs as seen from today; undefined where a blob cannot be read. */
export interface Evidence {
  readonly fact: Fact;
  /** "same" where the blob is today's. */
  readonly source: Comparison | "same" | undefined;
  readonly target: Comparison | "same" | undefined;
}

export interface Verdict {
  /** By source row, a {@link CellState}. */
  readonly states: Uint8Array;
  /** By source row: 1 where the standing text is known to be a person's. */
  readonly person: Uint8Array;
  /** By source row: 1 where a fact vouches for both texts and today's rules found nothing broken. */
  readonly sound: Uint8Array;
}

/** What is known before any fact is asked: missing or unknown. */
export function openVerdict(pair: Pair): Verdict {
  const { catalog, shadowed } = pair.source;
  const states = new Uint8Array(catalog.size);
  for (let row = 1; row < catalog.size; row++) {
    if (shadowed[row] === 1 || !isMessage(catalog, row)) continue;
    states[row] = isPresent(pair, row) ? CellState.Unknown : CellState.Missing;
  }
  const [person, sound] = [new Uint8Array(catalog.size), new Uint8Array(catalog.size)];
  return { states, person, sound };
}

/** Whether the target holds something for a source row that counts as its translation. */
function isPresent(pair: Pair, row: number): boolean {
  const at = pair.rows[row] as number;
  if (at < 0) return false;
  switch (pair.target.kind[at]) {
    case Kind.Text:
    case Kind.Alias:
    case Kind.Other:
      return true;
    case Kind.Empty:
      return !pair.emptyIsMissing;
    default:
      return false;
  }
}

/**
 * Lets one fact speak (design, "The ledger": the table of states). A cell reads *translated* only
 * where the fact names exactly today's source text and today's target text for it and leaves it
 * unmarked. Facts may come in any order and any number: the strongest state stays.
 */
export function applyEvidence(verdict: Verdict, pair: Pair, evidence: Evidence): void {
  const { fact } = evidence;
  if (evidence.target === undefined) return applyCells(verdict, pair, fact);
  const persons = personRows(pair, evidence);
  const { states, person, sound } = verdict;
  const { stale, flagged, unconfirmed, broken } = fact.marks;
  const isSound = broken === 0 && fact.marks.rules === pair.rules;
  const isMarked = stale.size + flagged.size + unconfirmed.size > 0;
  for (let row = 1; row < states.length; row++) {
    if ((states[row] as number) < CellState.Unknown) continue;
    if (thenOf(evidence.target, row) !== Then.Same) continue;
    if (persons?.[row] === 1) person[row] = 1;
    const source = thenOf(evidence.source, row);
    if (source === Then.Absent) continue;
    const marked = isMarked ? markOf(pair, fact, row) : CellState.Translated;
    if (marked === CellState.Unconfirmed) person[row] = 1;
    const state = source === Then.Different ? CellState.Stale : marked;
    if (state > (states[row] as number)) states[row] = state;
    if (state === CellState.Translated && isSound) sound[row] = 1;
  }
  applyCells(verdict, pair, fact);
}

function thenOf(side: Evidence["source"], row: number): number {
  if (side === undefined) return Then.Absent;
  return side === "same" ? Then.Same : (side.outcome[row] as number);
}

/** What the fact says of a cell, for the two texts that it names. */
function markOf(pair: Pair, fact: Fact, row: number): CellState {
  const tag = keyTag(keyOf(pair.source.catalog, row));
  if (fact.marks.unconfirmed.has(tag)) return CellState.Unconfirmed;
  if (fact.marks.flagged.has(tag)) return CellState.Flagged;
  return fact.marks.stale.has(tag) ? CellState.Stale : CellState.Translated;
}

/** Tags vouch for single cells, whether or not the blobs of their fact were ever committed. */
function applyCells(verdict: Verdict, pair: Pair, fact: Fact): void {
  if (fact.marks.cells.size === 0) return;
  for (let row = 1; row < verdict.states.length; row++) {
    const state = verdict.states[row] as number;
    if (state < CellState.Unknown || state === CellState.Translated) continue;
    const at = pair.rows[row] as number;
    if (!isMessage(pair.target, at)) continue;
    const { catalog } = pair.source;
    const texts = [textOf(catalog, row), textOf(pair.target, at)] as const;
    if (fact.marks.cells.has(cellTag(pair.locale, keyOf(catalog, row), ...texts))) {
      verdict.states[row] = CellState.Translated;
    }
  }
}

/** The fact's "by a person" as rows of today's source; undefined when it names nobody. */
function personRows(pair: Pair, { fact, source }: Evidence): Uint8Array | undefined {
  if (fact.marks.person.length < 2 || source === undefined) return undefined;
  const catalog = source === "same" ? pair.source.catalog : source.catalog;
  const ordinals = messageOrdinals(catalog);
  // Another count of messages is another numbering: nothing can be read from it.
  if (ordinals.count !== fact.marks.total) return undefined;
  const set = fromRuns(fact.marks.person, ordinals.count);
  const persons = new Uint8Array(pair.source.catalog.size);
  for (let row = 1; row < persons.length; row++) {
    const then = source === "same" ? row : (source.rows[row] as number);
    const ordinal = then < 0 ? -1 : (ordinals.of[then] as number);
    if (ordinal >= 0) persons[row] = set[ordinal] as number;
  }
  return persons;
}
