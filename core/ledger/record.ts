import { Kind, isContainer, keyOf, textOf } from "../catalog/catalog.ts";
import { type Fact, toRuns } from "./fact.ts";
import { cellTag, keyTag } from "./tags.ts";
import { messageOrdinals } from "./ordinals.ts";
import { CellState, type Pair, type Verdict } from "./verdict.ts";

export interface RecordOptions {
  readonly path: string;
  /** Blob ids of the pair's two files. */
  readonly source: string;
  readonly target: string;
  /** How many of the target's texts our rules would refuse. */
  readonly broken: number;
  /** Rows whose cells are to be vouched for even if neither blob is ever committed. */
  readonly tagged: readonly number[];
}

/**
 * The fact that a verdict amounts to. What is present and not translated is marked stale or
 * unconfirmed: an unmarked cell is a claim, so there is none without a reason.
 */
export function recordFact(verdict: Verdict, pair: Pair, options: RecordOptions): Fact {
  const { catalog } = pair.source;
  const ordinals = messageOrdinals(catalog);
  const person = new Uint8Array(ordinals.count);
  const stale = new Set<string>();
  const flagged = new Set<string>();
  const unconfirmed = new Set<string>();
  let missing = 0;
  for (let row = 1; row < verdict.states.length; row++) {
    const state = verdict.states[row] as number;
    if (state === CellState.Missing) missing++;
    if (state < CellState.Unknown) continue;
    if (state === CellState.Stale) stale.add(keyTag(keyOf(catalog, row)));
    if (state === CellState.Flagged) flagged.add(keyTag(keyOf(catalog, row)));
    if (state === CellState.Unconfirmed || state === CellState.Unknown) {
      unconfirmed.add(keyTag(keyOf(catalog, row)));
    }
    if (verdict.person[row] === 1) person[ordinals.of[row] as number] = 1;
  }
  // A tag is a claim: what was moved or copied unconfirmed gets none.
  const certain = options.tagged.filter((row) => verdict.states[row] === CellState.Translated);
  const cells = certain.map((row) => tagOf(pair, row));
  const marks = {
    total: ordinals.count,
    missing,
    broken: options.broken,
    rules: pair.rules,
    extra: countExtra(pair),
    person: toRuns(person),
    stale,
    flagged,
    unconfirmed,
    cells: new Set(cells),
  };
  const { path, source, target } = options;
  return { path, locale: pair.locale, source, target, marks };
}

function countExtra({ source: { catalog }, target, rows }: Pair): number {
  let extra = 0;
  for (let row = 1; row < target.size; row++) {
    if (target.kind[row] === Kind.Alias || isValue(target.kind[row])) extra++;
  }
  for (const [row, at] of rows.entries()) {
    if (at > 0 && isValue(target.kind[at]) && !isContainer(catalog, row)) extra--;
  }
  return extra;
}

/** What counts as a translation and is written where it is read. */
function isValue(kind: number | undefined): boolean {
  return kind === Kind.Text || kind === Kind.Other;
}

function tagOf(pair: Pair, row: number): string {
  const { catalog } = pair.source;
  const text = textOf(pair.target, pair.rows[row] as number);
  return cellTag(pair.locale, keyOf(catalog, row), textOf(catalog, row), text);
}
