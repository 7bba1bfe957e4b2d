import { type Catalog, Kind, keyOf, textOf } from "../../catalog/catalog.ts";
import { sameText } from "../../catalog/compare.ts";
import { CellState, type Pair, type Verdict } from "../../ledger/verdict.ts";
import type { Category } from "../../model/plural.ts";
import { type Marks, type WrittenTexts, marksOf } from "../../quality/same-marks.ts";
import type { Violation } from "../../quality/violation.ts";
import type { SyntaxName } from "../../syntax/syntaxes.ts";
import { type GateRules, judgeText } from "./gate.ts";
import { mayBeBlank } from "./blank.ts";
import type { Selects } from "../../model/select-messages.ts";

/** A standing translation that breaks a rule. */
export interface BrokenCell {
  /** Of the source's catalog. */
  readonly row: number;
  readonly violation: Violation;
}

/** What is known of a pair's source beside its catalog. */
export interface SourceSide {
  readonly namespace: string;
  /** By row, for the forms of plurals that several keys spell. */
  readonly categories: ReadonlyMap<number, Category> | undefined;
}

const LOCKED: Violation = { code: "locked", reject: true, offset: 0, length: 0 };

/** What decides whether two texts are read at all, whatever their syntax. */
export interface Suspicion {
  readonly rules: GateRules;
  /** Messages whose translation is their source text. */
  readonly isLocked?: Selects | undefined;
  /** Whether doubts about a cell are told, beside what would break the program. */
  readonly isDoubted: (state: CellState) => boolean;
}

export interface QualityOptions extends Suspicion {
  readonly syntax: SyntaxName;
}

/**
 * Rows of the source whose translations are to be read. Of the others the bytes tell that no rule is
 * broken: nine of ten texts, and of most files all, so that their syntax need not be known. What a
 * fact calls sound was judged when the fact was made: two texts that nobody touched are not read
 * again.
 */
export function suspectRows(
  pair: Pair,
  { states, sound }: Verdict,
  { rules, isDoubted, isLocked }: Suspicion,
  { namespace }: SourceSide,
): readonly number[] {
  const { catalog } = pair.source;
  const isAlike = alikeIn(catalog, pair.target);
  const isJudged = rules.terms.length > 0;
  const suspects: number[] = [];
  for (let row = 1; row < states.length; row++) {
    const state = states[row] as CellState;
    if (state < CellState.Unknown || sound[row] === 1) continue;
    const at = pair.rows[row] as number;
    const kind = pair.target.kind[at];
    if (kind !== Kind.Text && kind !== Kind.Alias) continue;
    const isRead = isJudged || isDoubted(state) || isLocked?.(namespace, keyOf(catalog, row));
    if (isRead === true || !isAlike(row, at)) suspects.push(row);
  }
  return suspects;
}

/**
 * What our rules say of the translations of these rows. A text that a person or the gate confirmed is
 * no longer doubted: told at every check, doubts would drown what is new.
 */
export function* brokenCells(
  pair: Pair,
  { states }: Verdict,
  suspects: readonly number[],
  { rules, syntax, isDoubted, isLocked }: QualityOptions,
  { categories, namespace }: SourceSide,
): Generator<BrokenCell> {
  const { catalog } = pair.source;
  for (const row of suspects) {
    const at = pair.rows[row] as number;
    if (isLocked?.(namespace, keyOf(catalog, row)) === true) {
      const isKept = sameText(catalog, row, pair.target, at);
      if (!isKept) yield { row, violation: LOCKED };
      continue;
    }
    const texts = { source: textOf(catalog, row), target: textOf(pair.target, at) };
    const offered = { ...texts, locale: pair.locale, syntax, category: categories?.get(row) };
    const wantsDoubts = isDoubted(states[row] as CellState);
    for (const violation of judgeText(rules, offered, wantsDoubts)) yield { row, violation };
  }
}

export function countRejects(
  pair: Pair,
  verdict: Verdict,
  options: QualityOptions,
  source: SourceSide,
): number {
  let rejects = 0;
  const suspects = suspectRows(pair, verdict, options, source);
  for (const { violation } of brokenCells(pair, verdict, suspects, options, source)) {
    if (violation.reject) rejects++;
  }
  return rejects;
}

/** Whether two texts are such that no rule about structure can tell them apart. */
export function alikeIn(source: Catalog, target: Catalog): (row: number, at: number) => boolean {
  const marks = marksIn(source);
  const written = writtenTexts(target);
  return (row, at) => {
    if (mayBeBlank(target, at)) return false;
    const isUnmarked = source.unmarked[row] === 1 && target.unmarked[at] === 1;
    return isUnmarked || marks.sameIn(row, written, at);
  };
}

const marksOfCatalogs = new WeakMap<Catalog, Marks>();

/** A source's marks are found once for all its targets. */
function marksIn(catalog: Catalog): Marks {
  let marks = marksOfCatalogs.get(catalog);
  if (marks === undefined) marksOfCatalogs.set(catalog, (marks = marksOf(writtenTexts(catalog))));
  return marks;
}

function writtenTexts({ bytes, view, valueStart, valueEnd }: Catalog): WrittenTexts {
  return { bytes, view, starts: valueStart, ends: valueEnd };
}
