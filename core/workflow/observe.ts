import { Kind, keyOf, textOf } from "../catalog/catalog.ts";
import { type ByteOffset, type Position, positionsIn } from "../model/bytes.ts";
import { Then } from "../ledger/evidence.ts";
import { CellState } from "../ledger/verdict.ts";
import type { Observation, ObservationDetail } from "../report/report.ts";
import type { Introduction } from "./ask-history.ts";
import type { OpenFile, Unreadable } from "./catalog-store.ts";
import type { JudgedPair } from "./judge.ts";

type Positions = (offset: ByteOffset) => Position;

/** What observing needs to know of a pair's source. */
export interface SourceView {
  readonly locale: string;
  readonly positions: Positions;
  /** The commits that gave stale rows their source text, where known. */
  readonly changes: ReadonlyMap<number, Introduction>;
}

/** What a judged pair gives a person to look at. Missing messages are shown at their source. */
export function observePair(judged: JudgedPair, view: SourceView): readonly Observation[] {
  const { source, file, target, pair, verdict, alignment } = judged;
  const { locale, namespace } = target;
  const inTarget = positionsIn(file.catalog.bytes);
  const seen: Observation[] = [];
  for (let row = 1; row < verdict.states.length; row++) {
    const state = verdict.states[row] as number;
    if (state === CellState.None || state === CellState.Translated) continue;
    if (state === CellState.Flagged) continue;
    // An unadopted file is told as a whole, not cell by cell.
    const isOpen = state === CellState.Missing || state === CellState.Stale;
    if (!isOpen && !judged.isKnown) continue;
    const key = keyOf(source.catalog, row);
    const shared = { locale, namespace, key };
    if (judged.inherited.has(row)) continue;
    if (state === CellState.Missing) {
      const position = view.positions(startOf(source, row));
      const detail = { sourceLocale: view.locale, source: textOf(source.catalog, row) };
      seen.push({ code: "missing", path: source.path, ...position, ...shared, detail });
      continue;
    }
    const at = pair.rows[row] as number;
    const place = { path: file.path, ...inTarget(startOf(file, at)) };
    if (state === CellState.Stale) {
      seen.push({ code: "stale", ...place, ...shared, detail: staleDetail(judged, row, view) });
    } else {
      seen.push({
        code: "by-person",
        ...place,
        ...shared,
        detail: originDetail(judged, row, view),
      });
    }
    if (file.catalog.kind[at] === Kind.Alias && state === CellState.Stale) {
      seen.push({ code: "alias", ...place, ...shared });
    }
  }
  for (const row of alignment.orphans) {
    const place = { path: file.path, ...inTarget(startOf(file, row)) };
    seen.push({
      code: "orphaned",
      ...place,
      locale,
      namespace,
      key: keyOf(file.catalog, row),
      detail: { sourceLocale: view.locale },
    });
  }
  for (const row of alignment.duplicates) {
    const place = { path: file.path, ...inTarget(startOf(file, row)) };
    seen.push({
      code: "duplicate-key",
      ...place,
      locale,
      namespace,
      key: keyOf(file.catalog, row),
    });
  }
  return seen;
}

/** Twins in a source file: all but the last are never read. */
export function observeSource(file: OpenFile, namespace: string): readonly Observation[] {
  const inSource = positionsIn(file.catalog.bytes);
  return file.index().duplicates.map((row) => ({
    code: "duplicate-key",
    path: file.path,
    ...inSource(startOf(file, row)),
    namespace,
    key: keyOf(file.catalog, row),
  }));
}

export function observeUnreadable({ path, problem, bytes }: Unreadable): Observation {
  const position = positionsIn(bytes)(problem.offset);
  return { code: "unreadable", path, ...position, detail: { reason: problem.detail } };
}

/** Where a person looks for a row: its name; its value where it has none or is a view's form. */
function startOf({ catalog }: OpenFile, row: number): ByteOffset {
  const name = catalog.nameStart[row] as number;
  const value = catalog.valueStart[row] as number;
  return name < 0 || name > value ? value : name;
}

function originDetail({ source }: JudgedPair, row: number, view: SourceView): ObservationDetail {
  const origin = { path: source.path, ...view.positions(startOf(source, row)) };
  return { sourceLocale: view.locale, origin };
}

function staleDetail(judged: JudgedPair, row: number, view: SourceView): ObservationDetail {
  const { source, file, pair, evidence } = judged;
  const revision = view.changes.get(source.view?.origin[row] ?? row)?.revision;
  const texts = {
    ...originDetail(judged, row, view),
    source: textOf(source.catalog, row),
    target: textOf(file.catalog, pair.rows[row] as number),
    ...(revision && { commit: revision.commit.slice(0, 7), time: revision.time }),
  };
  for (const { source: then } of evidence) {
    if (then === undefined || then === "same" || then.outcome[row] !== Then.Different) continue;
    return { ...texts, previousSource: textOf(then.catalog, then.rows[row] as number) };
  }
  return texts;
}
