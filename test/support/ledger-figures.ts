import { CellState } from "../../core/ledger/verdict.ts";
import { type Reading, madeFrom } from "./ledger-oracle.ts";

/** Counts of what was seen, for the test to print. */
export interface Figures {
  states: number;
  syncs: number;
  merges: number;
  conflicts: number;
  /** Segments that git took for renamed ones, and asked. */
  renamedSegments: number;
  cherryPicks: number;
  reverts: number;
  /** Read at commits, by name of the state. */
  cells: Record<string, number>;
  /** Standing texts at commits that were made for today's source, and how many read translated. */
  right: number;
  rightTranslated: number;
  /** Machine texts that a sync replaced although they were made for today's source. */
  needless: number;
  /** Texts without a message that syncs left standing. */
  orphans: number;
}

export function noFigures(): Figures {
  return {
    states: 0,
    syncs: 0,
    merges: 0,
    conflicts: 0,
    renamedSegments: 0,
    cherryPicks: 0,
    reverts: 0,
    cells: {},
    right: 0,
    rightTranslated: 0,
    needless: 0,
    orphans: 0,
  };
}

const NAMES = new Map(Object.entries(CellState).map(([name, state]) => [state, name]));

/** Adds what a checkout of a commit showed. */
export function countReading(figures: Figures, { cells }: Reading): void {
  figures.states++;
  for (const { state, source, target } of cells) {
    const name = NAMES.get(state) as string;
    figures.cells[name] = (figures.cells[name] ?? 0) + 1;
    if (target === undefined || madeFrom(target).source !== source) continue;
    figures.right++;
    if (state === CellState.Translated) figures.rightTranslated++;
  }
}

/** Adds what a sync replaced or left without need. */
export function countSync(figures: Figures, before: Reading, after: Reading): void {
  const left = new Map(after.cells.map((cell) => [`${cell.path} ${cell.key}`, cell]));
  figures.syncs++;
  figures.orphans += after.orphans.length;
  for (const { path, key, source, target } of before.cells) {
    if (target === undefined || madeFrom(target).source !== source) continue;
    if (left.get(`${path} ${key}`)?.target !== target) figures.needless++;
  }
}
