import { align } from "../../catalog/align.ts";
import { type Catalog, isMessage, keyOf, textOf } from "../../catalog/catalog.ts";
import { buildKeyIndex } from "../../catalog/key-index.ts";
import { type Fact, fromRuns } from "../../ledger/fact.ts";
import { messageOrdinals } from "../../ledger/ordinals.ts";
import { keyTag } from "../../ledger/tags.ts";
import { CellState } from "../../ledger/verdict.ts";
import type { Unit } from "../../memory/memory.ts";
import type { SourceFile, TargetFile } from "../../project/arrange.ts";
import type { JudgedPair } from "../judge/judge.ts";
import { relatedFacts } from "../checkout/facts-of.ts";
import { readingOf } from "../checkout/reading.ts";
import { catalogFor } from "../checkout/source-view.ts";
import type { Workspace } from "../checkout/workspace.ts";

/** A translation, and what is known of it where it stood. */
export interface RecalledUnit extends Unit {
  readonly state:
    | typeof CellState.Translated
    | typeof CellState.Unconfirmed
    | typeof CellState.Stale;
  readonly isByPerson: boolean;
}

/** Whether a source text is worth remembering in this run. */
export type IsWanted = (text: string) => boolean;

// Units that stand today outrank those of facts alone.
export const TODAY = 1;
const EARLIER = 0;

/** Translations that stand in a target today and are neither stale nor unknown. */
export function* standingUnits(judged: JudgedPair, isWanted: IsWanted): Generator<RecalledUnit> {
  const { source, file, pair, verdict, target } = judged;
  for (let row = 1; row < verdict.states.length; row++) {
    if ((verdict.states[row] as number) < CellState.Unconfirmed) continue;
    const at = pair.rows[row] as number;
    if (!isMessage(file.catalog, at)) continue;
    if (!isWanted(textOf(source.catalog, row))) continue;
    yield {
      ...unitAt(source.catalog, row, target.namespace),
      target: textOf(file.catalog, at),
      rank: TODAY,
      state: verdict.states[row] as RecalledUnit["state"],
      isByPerson: verdict.person[row] === 1,
    };
  }
}

/** Facts of one target that are worth reading for what the source no longer holds. */
const MOST_FACTS = 32;

/**
 * Translations that facts vouch for and that may be gone from today's files: what a renamed key
 * was called, what a message read before it was deleted.
 */
export async function* rememberedUnits(
  workspace: Workspace,
  source: SourceFile,
  target: TargetFile,
  isWanted: IsWanted,
): AsyncGenerator<RecalledUnit> {
  for (const fact of await relatedFacts(workspace, target, MOST_FACTS)) {
    const before = await workspace.blobs.catalog(fact.source, readingOf(source));
    const then = await workspace.blobs.catalog(fact.target, readingOf(target));
    if (before === undefined || then === undefined) continue;
    const seen = catalogFor(before, workspace.config.sourceLocale, target.locale);
    yield* unitsOfFact(fact, seen, then, target.namespace, isWanted);
  }
}

function* unitsOfFact(
  { marks }: Fact,
  source: Catalog,
  target: Catalog,
  namespace: string,
  isWanted: IsWanted,
): Generator<RecalledUnit> {
  const index = buildKeyIndex(source);
  const { rows } = align(index, target);
  const ordinals = messageOrdinals(source);
  const persons = fromRuns(marks.person, ordinals.count);
  for (let row = 1; row < source.size; row++) {
    const at = rows[row] as number;
    if (at < 0 || index.shadowed[row] === 1 || !isMessage(source, row) || !isMessage(target, at)) {
      continue;
    }
    if (!isWanted(textOf(source, row))) continue;
    const tag = keyTag(keyOf(source, row));
    const isUnconfirmed = marks.unconfirmed.has(tag);
    // What our rules refused is as little to be used again as what is stale.
    const isUnfit = marks.stale.has(tag) || marks.flagged.has(tag);
    const confirmed = isUnfit ? CellState.Stale : CellState.Translated;
    yield {
      ...unitAt(source, row, namespace),
      target: textOf(target, at),
      rank: EARLIER,
      state: isUnconfirmed ? CellState.Unconfirmed : confirmed,
      isByPerson: isUnconfirmed || persons[ordinals.of[row] as number] === 1,
    };
  }
}

function unitAt(
  catalog: Catalog,
  row: number,
  namespace: string,
): Pick<Unit, "source" | "namespace" | "key" | "description"> {
  const description = catalog.reader.description?.(catalog, row);
  return { source: textOf(catalog, row), namespace, key: keyOf(catalog, row), description };
}
