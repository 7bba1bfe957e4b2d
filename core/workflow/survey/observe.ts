import { type Catalog, Kind, keyOf, textOf } from "../../catalog/catalog.ts";
import type { Revision } from "../../git/history.ts";
import { type ByteOffset, positionsIn } from "../../model/bytes.ts";
import type { Place } from "../../model/finding.ts";
import type { Key } from "../../model/key.ts";
import { Then } from "../../ledger/evidence.ts";
import { CellState } from "../../ledger/verdict.ts";
import type { Observation, ObservationDetail } from "../../report/report.ts";
import type { Apart, Cell } from "./annotations.ts";
import type { OpenFile, Unreadable } from "../checkout/catalog-store.ts";
import type { JudgedPair } from "../judge/judge.ts";

/** What observing needs to know of a pair's source. */
export interface SourceView {
  readonly locale: string;
  /** The commits that gave stale rows their source text, where known. */
  readonly changes: ReadonlyMap<number, Revision> | undefined;
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
    if (judged.inherited.has(row)) continue;
    const { key, text, place: origin } = sourceMessage(source, row);
    const shared = { locale, namespace, key };
    if (state === CellState.Missing) {
      const detail = { sourceLocale: view.locale, source: text };
      seen.push({ code: "missing", ...origin, ...shared, detail });
      continue;
    }
    const at = pair.rows[row] as number;
    const place = { path: file.path, ...inTarget(startOf(file, at)) };
    if (state === CellState.Stale) {
      seen.push({ code: "stale", ...place, ...shared, detail: staleDetail(judged, row, view) });
    } else {
      const detail = { sourceLocale: view.locale, origin };
      seen.push({ code: "by-person", ...place, ...shared, detail });
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

/** What a service has otherwise, at the row of the file where git has it. */
export function observeApart(
  file: OpenFile,
  row: number,
  cell: Cell,
  { code, theirs, reason }: Apart,
): Observation {
  return {
    code,
    path: file.path,
    ...positionsIn(file.catalog.bytes)(startOf(file, row)),
    ...cell,
    severity: "warning",
    detail: {
      target: code === "rejected" ? theirs : textOf(file.catalog, row),
      found: [theirs],
      ...(reason !== undefined && { reason }),
    },
  };
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
export function startOf({ catalog }: Pick<OpenFile, "catalog">, row: number): ByteOffset {
  const name = catalog.nameStart[row] as number;
  const value = catalog.valueStart[row] as number;
  return name < 0 || name > value ? value : name;
}

export interface SourceMessage {
  readonly key: Key;
  readonly text: string;
  readonly place: Place;
}

/** What all locales are told of one message is made once: a change shows in each of them. */
const sourceMessages = new WeakMap<Catalog, Map<number, SourceMessage>>();

export function sourceMessage(source: OpenFile, row: number): SourceMessage {
  const { catalog, path } = source;
  let messages = sourceMessages.get(catalog);
  if (messages === undefined) sourceMessages.set(catalog, (messages = new Map()));
  let message = messages.get(row);
  if (message === undefined) {
    const place = { path, ...positionsIn(catalog.bytes)(startOf(source, row)) };
    message = { key: keyOf(catalog, row), text: textOf(catalog, row), place };
    messages.set(row, message);
  }
  return message;
}

/** The commit that gave a row of a source its text, where known. */
export function revisionOf(
  source: OpenFile,
  row: number,
  view: SourceView,
): Pick<ObservationDetail, "commit" | "time"> {
  const revision = view.changes?.get(source.view?.origin[row] ?? row);
  return revision === undefined ? {} : { commit: revision.commit.slice(0, 7), time: revision.time };
}

function staleDetail(judged: JudgedPair, row: number, view: SourceView): ObservationDetail {
  const { source, file, pair, evidence } = judged;
  const { text, place } = sourceMessage(source, row);
  const texts = {
    sourceLocale: view.locale,
    origin: place,
    source: text,
    target: textOf(file.catalog, pair.rows[row] as number),
    ...revisionOf(source, row, view),
  };
  for (const { source: then } of evidence) {
    if (then === undefined || then === "same" || then.outcome[row] !== Then.Different) continue;
    return { ...texts, previousSource: textOf(then.catalog, then.rows[row] as number) };
  }
  return texts;
}
