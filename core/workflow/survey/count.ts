import { CellState } from "../../ledger/cell-state.ts";
import type { Verdict } from "../../ledger/verdict.ts";
import type { LocaleCounts } from "../../report/report.ts";

type Writable = { -readonly [Name in keyof LocaleCounts]: number };

/** Adds up how each locale stands over all its files. */
export interface Tally {
  addSettled(locale: string, total: number): void;
  /** Of a target that has a text for all messages but the `missing` ones. */
  addBehind(locale: string, counts: Pick<LocaleCounts, "total" | "stale" | "missing">): void;
  /** `inherited`: how many of the missing ones the locale takes from its parents. */
  addVerdict(locale: string, verdict: Verdict, inherited: number): void;
  /** Of a locale's stale and missing messages. */
  add(locale: string, what: "pending" | "rejected", count: number): void;
  /** By locale, sorted. */
  counts(): Readonly<Record<string, LocaleCounts>>;
}

export function startTally(): Tally {
  const locales = new Map<string, Writable>();
  function of(locale: string): Writable {
    let counts = locales.get(locale);
    if (counts === undefined) locales.set(locale, (counts = nothing()));
    return counts;
  }
  return {
    addSettled(locale, total) {
      of(locale).total += total;
      of(locale).translated += total;
    },
    addBehind(locale, { total, stale, missing }) {
      const counts = of(locale);
      counts.total += total;
      counts.stale += stale;
      counts.missing += missing;
      counts.translated += total - stale - missing;
    },
    addVerdict(locale, { states }, inherited) {
      const counts = of(locale);
      const found = new Uint32Array(Object.keys(CellState).length);
      for (const state of states) (found[state] as number)++;
      const number = (state: CellState) => found[state] as number;
      counts.missing += number(CellState.Missing) - inherited;
      counts.stale += number(CellState.Stale);
      counts.unconfirmed += number(CellState.Unconfirmed) + number(CellState.Unknown);
      counts.unconfirmed += number(CellState.Flagged);
      counts.rejected += number(CellState.Flagged);
      counts.translated += number(CellState.Translated) + inherited;
      counts.total += states.length - number(CellState.None);
    },
    add(locale, what, count) {
      of(locale)[what] += count;
    },
    counts: () => Object.fromEntries([...locales].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function nothing(): Writable {
  return {
    total: 0,
    translated: 0,
    unconfirmed: 0,
    stale: 0,
    missing: 0,
    pending: 0,
    rejected: 0,
  };
}
