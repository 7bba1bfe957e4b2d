import { type Catalog, isContainer, isMessage } from "../../catalog/catalog.ts";
import { type KeyIndex, readRows } from "../../catalog/key-index.ts";
import { type Comparison, Then } from "../../ledger/evidence.ts";
import { type Fact, leavesNothingOpen } from "../../ledger/fact.ts";
import type { Evidence } from "../../ledger/verdict.ts";
import type { TargetFile } from "../../project/arrange.ts";
import { fallbacksOf } from "../../project/config.ts";
import type { OpenFile } from "../checkout/catalog-store.ts";
import { lastFacts } from "../checkout/facts-of.ts";
import { type OpenSource, compareSeen, seenBy } from "../checkout/open-source.ts";
import { readingOf } from "../checkout/reading.ts";
import type { Workspace } from "../checkout/workspace.ts";
import { alikeIn } from "../quality/quality.ts";
import { rulesOf } from "../quality/rules-of.ts";

/** A target that was in step with an older source: what changed there since is what is open. */
export interface BehindPair {
  readonly outcome: "behind";
  readonly target: TargetFile;
  /** As the target's locale needs it. */
  readonly source: OpenFile;
  readonly difference: Difference;
  readonly evidence: readonly Evidence[];
}

/** What a target that was in step with an older source has open for today's. */
export interface Difference {
  readonly before: Comparison;
  /** How many messages today's source has. */
  readonly total: number;
  /** Rows of today's source, in its order, that are stale, or missing where `before` has no row. */
  readonly open: readonly number[];
  readonly stale: readonly number[];
  /** Rows of the older source whose key is gone. */
  readonly orphaned: readonly number[];
}

/**
 * Judges targets of a source without a look at them, where facts and the two sources tell all: the
 * usual case of a source that was edited, told in the time of one file for all its locales. The
 * others are to be opened. Both ways come to the same states. What facts name is read before: to
 * wait for it anew would cost more than judging a target does, and there are thousands.
 */
export async function judgeByDifference(
  workspace: Workspace,
  source: OpenSource,
  targets: readonly TargetFile[],
): Promise<ReadonlyMap<TargetFile, BehindPair>> {
  const behind = new Map<TargetFile, BehindPair>();
  if (!isToldByFacts(workspace) || source.id === "") return behind;
  const heard: Heard[] = [];
  for (const target of targets) {
    const facts = await hear(workspace, source, target);
    if (facts.length > 0) heard.push({ target, facts });
  }
  const now = heard.length === 0 ? undefined : await source.open();
  if (now === undefined || !("catalog" in now)) return behind;
  const older = await olderSources(workspace, source, heard);
  const { sourceLocale } = workspace.config;
  for (const { target, facts } of heard) {
    const { locale } = target;
    const evidence = facts.map((fact): Evidence => {
      const before = older.get(fact.source);
      const compared = before && compareSeen(now, before, sourceLocale, locale);
      return { fact, source: fact.source === source.id ? "same" : compared, target: undefined };
    });
    const seen = seenBy(now, sourceLocale, locale);
    const pair = pairBehind(workspace, target, seen, evidence);
    if (pair !== undefined) behind.set(target, pair);
  }
  return behind;
}

function isToldByFacts({ config, ledger }: Workspace): boolean {
  // A first run: without facts there is nothing to ask for each of thousands of targets.
  if (ledger.segments.length === 0) return false;
  // Rules of a project look at the texts themselves; so does who tells of a refused answer.
  if (ledger.refused.length > 0 || !config.emptyIsMissing) return false;
  return config.terms.length + config.locked.length === 0;
}

interface Heard {
  readonly target: TargetFile;
  readonly facts: readonly Fact[];
}

/** What facts say of a target that stands, where none says it of exactly its two blobs. */
async function hear(
  workspace: Workspace,
  source: OpenSource,
  target: TargetFile,
): Promise<readonly Fact[]> {
  const { files, ledger } = workspace;
  const tracked = files.get(target.path);
  if (tracked?.id === undefined || tracked.state === "sparse") return [];
  const { id } = tracked;
  const facts = ledger.related(target.path, target.locale, id);
  if (facts.some((fact) => fact.source === source.id && fact.target === id)) return [];
  return lastFacts(workspace, target, facts);
}

async function olderSources(
  { blobs }: Workspace,
  source: OpenSource,
  heard: readonly Heard[],
): Promise<ReadonlyMap<string, Catalog | undefined>> {
  const reading = readingOf(source.file);
  const older = new Map<string, Catalog | undefined>();
  for (const { facts } of heard) {
    for (const { source: id } of facts) {
      if (id === source.id || older.has(id)) continue;
      older.set(id, await blobs.catalog(id, reading));
    }
  }
  return older;
}

function pairBehind(
  { config, files }: Workspace,
  target: TargetFile,
  source: OpenFile,
  evidence: readonly Evidence[],
): BehindPair | undefined {
  const id = files.get(target.path)?.id;
  const isBase = ({ fact }: Evidence): boolean =>
    fact.target === id && leavesNothingOpen(fact, rulesOf(config, target.family));
  const base = nearest(evidence.filter(isBase));
  if (base === undefined) return undefined;
  const difference = differenceOf(source.index(), base.source);
  if (difference === undefined) return undefined;
  if (isMissingSome(difference) && fallbacksOf(config, target.locale).length > 0) {
    return undefined;
  }
  if (evidence.some((other) => other.fact !== base.fact && mayVouch(other, difference)))
    return undefined;
  return { outcome: "behind", target, source, difference, evidence: [base] };
}

type InStep = Evidence & { readonly source: Comparison };

/** The one whose source is most like today's. */
function nearest(evidence: readonly Evidence[]): InStep | undefined {
  let best: InStep | undefined;
  for (const { fact, source } of evidence) {
    if (source === undefined || source === "same") continue;
    if (source.same > (best?.source.same ?? -1)) best = { fact, source, target: "same" };
  }
  return best;
}

/** Whether another fact may name a changed text's two sides, so that it is in step all the same. */
function mayVouch({ fact, source }: Evidence, { stale }: Difference): boolean {
  if (source === undefined) return fact.marks.cells.size > 0;
  return source === "same" || stale.some((row) => source.outcome[row] === Then.Same);
}

function isMissingSome({ open, stale }: Difference): boolean {
  return open.length > stale.length;
}

const differences = new WeakMap<Comparison, { readonly found: Difference | undefined }>();

/** Found once for all the targets that were in step with one source. */
function differenceOf(now: KeyIndex, before: Comparison): Difference | undefined {
  const known = differences.get(before) ?? { found: findDifference(now, before) };
  differences.set(before, known);
  return known.found;
}

/** Undefined where only the targets themselves tell what became of a row. */
function findDifference(now: KeyIndex, before: Comparison): Difference | undefined {
  const older = before.catalog;
  const isAlike = alikeIn(now.catalog, older);
  const isKept = new Uint8Array(older.size);
  const [open, stale]: [number[], number[]] = [[], []];
  let total = 0;
  for (let row = 1; row < now.catalog.size; row++) {
    const then = before.rows[row] as number;
    if (then >= 0 && !(isMessage(older, then) && isContainer(now.catalog, row))) isKept[then] = 1;
    if (now.shadowed[row] === 1 || !isMessage(now.catalog, row)) continue;
    total++;
    if (then >= 0 && before.outcome[row] === Then.Same) continue;
    open.push(row);
    if (then < 0) continue;
    // Rules may find the old translation wanting for the new text.
    if (!isMessage(older, then) || !isAlike(row, then)) return undefined;
    stale.push(row);
  }
  const gone: number[] = [];
  for (let row = 1; row < older.size; row++) {
    if (isKept[row] === 0 && isMessage(older, row)) gone.push(row);
  }
  return { before, total, open, stale, orphaned: readRows(older, gone) };
}
