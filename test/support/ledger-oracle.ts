import { readFileSync } from "node:fs";
import { join } from "node:path";
import { keyOf } from "../../core/catalog/catalog.ts";
import { CellState } from "../../core/ledger/verdict.ts";
import { keyId } from "../../core/model/key.ts";
import { type JudgedPair, judgePair } from "../../core/workflow/judge/judge.ts";
import { openSource } from "../../core/workflow/checkout/open-source.ts";
import { closeWorkspace, openWorkspace } from "../../core/workflow/checkout/open-workspace.ts";
import { readCheckout } from "../../core/workflow/checkout/read-checkout.ts";
import { openProject } from "../../core/workflow/checkout/project.ts";
import type { Workspace } from "../../core/workflow/checkout/workspace.ts";

/**
 * Every translation in these tests tells by its own text who made it and from what, so that an
 * oracle needs no ledger and no history: `de by machine qb: Home`.
 */
export type Author = "machine" | "person";

export function translation(
  locale: string,
  author: Author,
  serial: number,
  source: string,
): string {
  // Letters, since rules of quality compare the numbers of two texts.
  const word = [...serial.toString(10)].map((digit) => "qbcdfghjkl"[Number(digit)]).join("");
  return `${locale} by ${author} ${word}: ${source}`;
}

/** The source text that a translation was made from, and by whom. */
export function madeFrom(text: string): { readonly author: Author; readonly source: string } {
  const [, author, source] = /^\w+ by (machine|person) \w+: (.*)$/su.exec(text) ?? [];
  if (source === undefined) throw new Error(`not a translation of these tests: ${text}`);
  return { author: author as Author, source };
}

/** One message in one locale, as plain parsing reads the files and as locstep judges it. */
export interface Cell {
  readonly path: string;
  readonly locale: string;
  readonly key: string;
  readonly source: string;
  readonly target: string | undefined;
  readonly state: CellState;
}

/** The cells of a checkout. */
export interface Reading {
  readonly cells: readonly Cell[];
  /** Texts in targets whose message is gone, as `path key`. */
  readonly orphans: readonly string[];
  /** Targets that the two ids alone settled. */
  readonly settled: number;
  /** Targets that no line of the ledger names: the next sync would adopt them. */
  readonly unknown: readonly string[];
}

export type Texts = Readonly<Record<string, string>>;

/** A flat JSON file as `JSON.parse` reads it; undefined where none stands. */
export function readTexts(root: string, path: string): Texts | undefined {
  let content: string;
  try {
    content = readFileSync(join(root, path), "utf8");
  } catch {
    return undefined;
  }
  return JSON.parse(content) as Texts;
}

/** Reads the state of every cell of the checkout at `root`. */
export async function readCells(root: string): Promise<Reading> {
  const project = await openProject({ cwd: root });
  const workspace = openWorkspace(await readCheckout(project), { isHistoryAsked: true });
  try {
    return await readWorkspace(workspace);
  } finally {
    await closeWorkspace(workspace);
  }
}

async function readWorkspace(workspace: Workspace): Promise<Reading> {
  const { root } = workspace.repository;
  const cells: Cell[] = [];
  const orphans: string[] = [];
  const unknown: string[] = [];
  let settled = 0;
  for (const file of workspace.arrangement.sources) {
    const source = openSource(workspace, file);
    const sources = readTexts(root, file.path) ?? {};
    for (const target of file.targets) {
      const first = await judgePair(workspace, source, target);
      const judged =
        first.outcome === "settled" ? await judgePair(workspace, source, target, true) : first;
      if (judged.outcome !== "judged") throw new Error(`${target.path} could not be read`);
      if (first.outcome === "settled") settled++;
      else if (!judged.isKnown && target.exists) unknown.push(target.path);
      const states = statesByKey(judged);
      const targets = readTexts(root, target.path) ?? {};
      const gone = Object.keys(targets).filter((key) => !(key in sources));
      orphans.push(...gone.map((key) => `${target.path} ${key}`));
      for (const [key, text] of Object.entries(sources)) {
        const seen = states.get(key) ?? CellState.None;
        cells.push({
          path: target.path,
          locale: target.locale,
          key,
          source: text,
          target: targets[key],
          // What nobody looked at is reported as translated.
          state: first.outcome === "settled" ? CellState.Translated : seen,
        });
        if (first.outcome === "settled" && seen !== CellState.Translated) {
          throw new Error(`${target.path} reads settled, and ${key} is in state ${seen}`);
        }
      }
    }
  }
  return { cells, orphans, settled, unknown };
}

function statesByKey({ source, verdict }: JudgedPair): ReadonlyMap<string, CellState> {
  const states = new Map<string, CellState>();
  for (const [row, state] of verdict.states.entries()) {
    if (state === CellState.None) continue;
    const key = keyOf(source.catalog, row);
    if (key.length !== 1) throw new Error(`not a flat key: ${keyId(key)}`);
    states.set(key[0] as string, state as CellState);
  }
  return states;
}

/** What people accepted: pairs of texts, whatever their key. */
export type Accepted = ReadonlySet<string>;

export function pairId(locale: string, source: string, target: string): string {
  return JSON.stringify([locale, source, target]);
}

/** The law: cells that read *translated* though nobody made or accepted this text for this source. */
export function wronglyTranslated({ cells }: Reading, accepted: Accepted): readonly Cell[] {
  return cells.filter(({ state, locale, source, target }) => {
    if (state !== CellState.Translated) return false;
    if (target === undefined) return true;
    return madeFrom(target).source !== source && !accepted.has(pairId(locale, source, target));
  });
}
