import { join } from "node:path";
import { CellState } from "../../core/ledger/verdict.ts";
import { type Damage, applyDamage } from "./ledger-damage.ts";
import { type Figures, noFigures } from "./ledger-figures.ts";
import { type History, type SyncSeen, type Watcher, startHistory } from "./ledger-history.ts";
import {
  type Cell,
  type Reading,
  madeFrom,
  readCells,
  wronglyTranslated,
} from "./ledger-oracle.ts";
import type { Step } from "./ledger-steps.ts";

/** Plays a history and holds it to the laws at every step. Throws with the story of a failure. */
export async function checkHistory(steps: readonly Step[], figures: Figures): Promise<void> {
  await playHistory(steps, figures, { state: checkState, synced: checkSync });
}

/** The same for a history without merges, in which only locstep translates: nothing stays open. */
export async function checkLinearHistory(steps: readonly Step[], figures: Figures): Promise<void> {
  const arrivals = startArrivals();
  await playHistory(steps, figures, {
    state(reading, history) {
      checkState(reading, history);
      arrivals.note(reading.cells);
      refuse(
        "made for its source, and not translated",
        reading.cells.filter((cell) => {
          const { state, source, target } = cell;
          if (target === undefined || state === CellState.Translated) return false;
          return madeFrom(target).source === source && !arrivals.wasStale(cell);
        }),
      );
    },
    synced(seen, history) {
      checkSync(seen, history);
      arrivals.note(seen.after.cells);
      const { cells, orphans } = seen.after;
      const open = cells.filter(
        ({ locale, state }) => seen.locales.includes(locale) && state !== CellState.Translated,
      );
      refuse(
        "open after a sync",
        open.filter((cell) => !isPersons(cell)),
      );
      const left = orphans.filter((path) =>
        seen.locales.some((locale) => path.startsWith(`locales/${locale}/`)),
      );
      if (left.length > 0) throw new Error(`left after a sync without a message: ${left.join()}`);
    },
  });
}

/** A person's text that became stale waits for a person. */
function isPersons({ target = "" }: Cell): boolean {
  return / by person /u.test(target);
}

/**
 * Remembers how each text was first seen in its place. A person's that is stale goes along when its
 * key is renamed; no fact names it under the new key, so it stays stale even if the source becomes
 * again what it was made from (law 1).
 */
function startArrivals(): {
  note(cells: readonly Cell[]): void;
  wasStale(cell: Cell): boolean;
} {
  const wereStale = new Map<string, boolean>();
  const idOf = ({ path, key, target }: Cell): string => JSON.stringify([path, key, target]);
  return {
    note(cells) {
      for (const cell of cells.filter(isPersons)) {
        const isStale = madeFrom(cell.target as string).source !== cell.source;
        if (!wereStale.has(idOf(cell))) wereStale.set(idOf(cell), isStale);
      }
    },
    wasStale: (cell) => wereStale.get(idOf(cell)) === true,
  };
}

/**
 * Damages the ledger that a history leaves: no cell may read translated that did not before.
 * Answers how many cells did before, and how many still do in all readings of damaged ledgers.
 */
export async function checkDamages(
  steps: readonly Step[],
  damages: readonly Damage[],
): Promise<{ readonly before: number; readonly after: number }> {
  const translated = async (root: string): Promise<ReadonlySet<string>> => {
    const { cells } = await readCells(root);
    const those = cells.filter(({ state }) => state === CellState.Translated);
    return new Set(those.map(({ path, key }) => `${path} ${key}`));
  };
  const counts = { before: 0, after: 0 };
  await playHistory(steps, noFigures(), { state: checkState }, async ({ repository: { root } }) => {
    const before = await translated(root);
    for (const damage of damages) {
      const restore = applyDamage(join(root, ".locstep/ledger"), damage);
      const after = await translated(root);
      restore();
      const news = [...after].filter((cell) => !before.has(cell));
      if (news.length > 0) throw new Error(`${news.join()} by ${JSON.stringify(damage)}`);
      counts.before += before.size;
      counts.after += after.size;
    }
  });
  return counts;
}

async function playHistory(
  steps: readonly Step[],
  figures: Figures,
  watcher: Watcher,
  last?: (history: History) => Promise<void>,
): Promise<void> {
  let history: History | undefined;
  try {
    history = await startHistory(figures, watcher);
    for (const step of steps) await history.play(step);
    await history.end();
    await last?.(history);
  } catch (error) {
    const story = history?.told.join("\n") ?? "";
    throw new Error(`${(error as Error).message}\n\n${story}\n`, { cause: error });
  } finally {
    history?.repository.dispose();
  }
}

function checkState(reading: Reading, { accepted }: History): void {
  refuse("translated, and made for another source", wronglyTranslated(reading, accepted));
  if (reading.unknown.length > 0) throw new Error(`no fact names ${reading.unknown.join()}`);
}

/** What a sync must leave alone, and what it must have made. */
function checkSync({ before, after, locales, made, policyOf }: SyncSeen, _history: History): void {
  const left = new Map(after.cells.map((cell) => [`${cell.path} ${cell.key}`, cell]));
  const touched = before.cells.filter(
    (cell) =>
      cell.target !== undefined && left.get(`${cell.path} ${cell.key}`)?.target !== cell.target,
  );
  const byPeople = touched.filter(({ target }) => madeFrom(target as string).author === "person");
  refuse(
    "a person's text, replaced while its source stands",
    byPeople.filter(({ source, target }) => madeFrom(target as string).source === source),
  );
  refuse(
    "a person's text, replaced although nobody said retranslate",
    byPeople.filter(({ locale }) => policyOf(locale) !== "retranslate"),
  );
  refuse(
    "replaced against the policy",
    touched.filter(({ locale }) => ["keep", "suggest"].includes(policyOf(locale) ?? "")),
  );
  refuse(
    "of a locale that was not synced",
    touched.filter(({ locale }) => !locales.includes(locale)),
  );
  refuse(
    "missing after a sync",
    after.cells.filter((cell) => cell.target === undefined && locales.includes(cell.locale)),
  );
  refuse(
    "just made, and not translated",
    after.cells.filter(
      ({ target = "", state }) => made.has(target) && state !== CellState.Translated,
    ),
  );
}

function refuse(law: string, cells: readonly Cell[]): void {
  if (cells.length === 0) return;
  throw new Error(`${law}:\n${cells.map((cell) => JSON.stringify(cell)).join("\n")}`);
}
