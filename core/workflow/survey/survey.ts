import { findRow } from "../../catalog/key-index.ts";
import { CellState } from "../../ledger/verdict.ts";
import type { Finding } from "../../model/finding.ts";
import type { Key } from "../../model/key.ts";
import { describe } from "../../report/describe.ts";
import { type Part, reportOf } from "../../report/retold.ts";
import type { Family } from "../../project/config.ts";
import { NOTHING_SUBMITTED, type Observation, type Report } from "../../report/report.ts";
import { type Annotation, type Annotations, annotate } from "./annotations.ts";
import type { OpenFile } from "../checkout/catalog-store.ts";
import { compareSources, reportChanges } from "../judge/changes.ts";
import { startTally } from "./count.ts";
import { startBaseVote } from "../judge/judge-all.ts";
import type { BehindPair, Difference } from "../judge/judge-by-difference.ts";
import { type JudgedPair, type PairOutcome, rowsIn } from "../judge/judge.ts";
import { fallbackNotes } from "./fallback-notes.ts";
import { observeBehind } from "./observe-behind.ts";
import { observeQuality } from "./observe-quality.ts";
import {
  type SourceView,
  observeApart,
  observePair,
  observeSource,
  observeUnreadable,
} from "./observe.ts";
import type { OpenSource } from "../checkout/open-source.ts";
import { suspectRows } from "../quality/quality.ts";
import { qualityOf, sourceSide, suspicionOf } from "../quality/quality-of.ts";
import { refusedIn } from "../translate/refused.ts";
import { detectionOf } from "../quality/syntaxes.ts";
import type { Workspace } from "../checkout/workspace.ts";

/** Collects what a report says while targets are judged one after the other. */
export interface Survey {
  add(surveyed: SurveyedTarget): Promise<void>;
  report(): Promise<Report>;
}

export interface SurveyedTarget {
  readonly source: OpenSource;
  readonly outcome: PairOutcome | BehindPair;
}

/** What all targets with one difference are told. */
interface ToldOnce {
  readonly view: SourceView;
  /** Of the first of them. */
  readonly first: readonly Finding[];
}

/** `annotations`: what a run that just ended learned of the cells that are still open. */
export function startSurvey(workspace: Workspace, annotations?: Annotations): Survey {
  const tally = startTally();
  const vote = startBaseVote();
  const parts: Part[] = [];
  const toldOf = new Map<Difference, ToldOnce>();
  const sources = new Set<OpenSource>();
  const faulty = new Set<Family>();
  const unadopted: string[] = [];
  let isShallow = false;

  const reasonOf = refusedIn(workspace.ledger.refused);
  const severities = Object.fromEntries(workspace.config.checks);

  function tell(observations: Iterable<Observation>): void {
    for (const observation of observations) {
      const finding = describe(withAnnotation(observation), severities);
      if (finding !== undefined) parts.push(finding);
    }
  }

  function withAnnotation(seen: Observation): Observation {
    if (annotations === undefined && workspace.ledger.refused.length === 0) return seen;
    const { code, locale, namespace, key } = seen;
    if (code !== "missing" && code !== "stale" && code !== "orphaned") return seen;
    if (locale === undefined || namespace === undefined || key === undefined) return seen;
    const annotation =
      annotations?.get({ locale, namespace, key }) ?? refusedBefore(seen, locale, namespace, key);
    if (annotation === undefined) return seen;
    const { status } = annotation;
    if (status === "pending" || status === "rejected") tally.add(locale, status, 1);
    return annotate(seen, annotation);
  }

  /** Answered against our rules in an earlier run, for the text that stands. */
  function refusedBefore(
    { detail }: Observation,
    locale: string,
    namespace: string,
    key: Key,
  ): Annotation | undefined {
    const reason = reasonOf(locale, { namespace, key, text: detail?.source ?? "" });
    return reason === undefined ? undefined : { status: "rejected", reason };
  }

  async function addSource(source: OpenSource): Promise<void> {
    sources.add(source);
    const opened = await source.open();
    if (!("catalog" in opened)) return tell([observeUnreadable(opened)]);
    tell(observeSource(opened, source.file.namespace));
    const rowOf = (key: Key) => findRow(opened.index(), key);
    tellApart(opened, workspace.config.sourceLocale, source.file.namespace, rowOf);
  }

  /** What a service has otherwise. */
  function tellApart(
    file: OpenFile,
    locale: string,
    namespace: string,
    rowOf: (key: Key) => number,
  ): void {
    for (const [key, apart] of annotations?.apart(locale, namespace) ?? []) {
      const row = rowOf(key);
      if (row > 0) tell([observeApart(file, row, { locale, namespace, key }, apart)]);
    }
  }

  /** `stale`: rows of the source as a target's locale sees it. */
  async function viewOf(
    source: OpenSource,
    { view }: OpenFile,
    stale: readonly number[],
  ): Promise<SourceView> {
    const past = stale.length === 0 ? undefined : await source.past();
    const changes = await past?.changes(stale.map((row) => view?.origin[row] ?? row));
    return { locale: workspace.config.sourceLocale, changes };
  }

  async function addJudged(source: OpenSource, judged: JudgedPair): Promise<void> {
    const { target, verdict } = judged;
    tally.addVerdict(target.locale, verdict, judged.inherited.size);
    if (!judged.isKnown && target.exists) unadopted.push(target.path);
    isShallow ||= judged.isShallow;
    tellApart(
      judged.file,
      target.locale,
      target.namespace,
      (key) => judged.pair.rows[findRow(judged.source.index(), key)] ?? -1,
    );
    const view = await viewOf(source, judged.source, rowsIn(verdict, CellState.Stale));
    await addQuality(judged);
    tell(observePair(judged, view));
  }

  async function addQuality(judged: JudgedPair): Promise<void> {
    const { pair, verdict, target } = judged;
    const suspicion = suspicionOf(workspace.config);
    const suspects = suspectRows(pair, verdict, suspicion, sourceSide(judged));
    if (suspects.length === 0 && !verdict.states.includes(CellState.Flagged)) return;
    const before = parts.length;
    tell(observeQuality(judged, suspects, await qualityOf(workspace, target.family)));
    if (parts.length > before) faulty.add(target.family);
  }

  async function addBehind(source: OpenSource, behind: BehindPair): Promise<void> {
    const { target, difference } = behind;
    const { total, open, stale } = difference;
    const missing = open.length - stale.length;
    tally.addBehind(target.locale, { total, stale: stale.length, missing });
    let told = toldOf.get(difference);
    if (told === undefined) {
      const view = await viewOf(source, behind.source, stale);
      told = { view, first: findingsOf(behind, view) };
      toldOf.set(difference, told);
    }
    const { view, first } = told;
    if (first.length === 0) return;
    let all: readonly Finding[] | undefined;
    const findings = () => (all ??= findingsOf(behind, view));
    parts.push({ first, locale: target.locale, findings });
  }

  function findingsOf(behind: BehindPair, view: SourceView): readonly Finding[] {
    const seen = observeBehind(behind, workspace.repository.root, view);
    return seen.flatMap((observation) => describe(observation, severities) ?? []);
  }

  return {
    async add({ source, outcome }) {
      vote.count(source, outcome);
      if (outcome.outcome === "settled") {
        tally.addSettled(outcome.target.locale, outcome.total);
        return;
      }
      if (!sources.has(source)) await addSource(source);
      if (outcome.outcome === "behind") await addBehind(source, outcome);
      else if (outcome.outcome === "judged") await addJudged(source, outcome);
      else if (outcome.file.path !== source.file.path) tell([observeUnreadable(outcome.file)]);
    },
    async report() {
      for (const { path, locale, namespace } of workspace.arrangement.withoutSource) {
        const detail = { reason: "it has no source file" };
        tell([{ code: "orphaned", path, line: 1, column: 1, locale, namespace, detail }]);
      }
      const bases = [...sources].map((source) => ({ source, base: vote.winner(source) }));
      const locales = tally.counts();
      return reportOf(parts, {
        version: 1,
        sourceLocale: workspace.config.sourceLocale,
        locales,
        changes: reportChanges(await compareSources(bases)),
        translations: [],
        submitted: NOTHING_SUBMITTED,
        written: [],
        notes: [
          ...workspace.notes,
          ...remarks(unadopted, isShallow, workspace.repository.shallow),
          ...fallbackNotes(workspace.config, locales),
          ...(await syntaxNotes(workspace, faulty)),
        ],
      });
    },
  };
}

function remarks(
  unadopted: readonly string[],
  isShallow: boolean,
  isCut: boolean,
): readonly string[] {
  const notes: string[] = [];
  if (unadopted.length > 0) {
    const files = unadopted.length === 1 ? unadopted[0] : `${unadopted.length} locale files`;
    notes.push(
      `The ledger does not know ${files} yet, so what stands there counts as unconfirmed; \`locstep init\` adopts it.`,
    );
  }
  if (isShallow) {
    const remedy = isCut ? " `git fetch --unshallow` brings the rest of it." : "";
    notes.push(
      `History was too short to tell who wrote some translations; they count as a person's and are kept.${remedy}`,
    );
  }
  return notes;
}

/** By which syntax texts were judged, where some were found wanting: it may be the wrong one. */
async function syntaxNotes(
  workspace: Workspace,
  families: ReadonlySet<Family>,
): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const family of families) {
    const { syntax, reason } = await detectionOf(workspace, family);
    notes.push(
      `${family.template.text} is judged as ${syntax} (${reason}); \`syntax\` sets another.`,
    );
  }
  return notes;
}
