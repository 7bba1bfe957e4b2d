import type { Report, Usage } from "../report/report.ts";
import { type Annotations, startAnnotations } from "./survey/annotations.ts";
import { cellOf } from "./translate/answers.ts";
import { type SourceChanges, compareSources, reportChanges } from "./judge/changes.ts";
import type { Recall } from "./memory/fill-from-memory.ts";
import { recallWants } from "./memory/recall-wants.ts";
import { judgeGone, removeEmptied } from "./judge/gone-sources.ts";
import { type JudgedTarget, judgeAll, startBaseVote } from "./judge/judge-all.ts";
import { type Locales, targetsOf } from "./checkout/locales.ts";
import type { OpenSource } from "./checkout/open-source.ts";
import { planWrites } from "./write/plan-writes.ts";
import { isTwoWay, takeEdits } from "./store/take-edits.ts";
import { startSurvey } from "./survey/survey.ts";
import { reportTranslations } from "./survey/translations.ts";
import { type Suggestions, withoutSuggested } from "./translate/suggestions.ts";
import { redoNotes } from "./translate/redo.ts";
import { translateAll } from "./translate/translate-all.ts";
import type { TranslateOptions, Translated } from "./translate/translate-wants.ts";
import type { Want } from "./translate/want.ts";
import { withRoom } from "./translate/with-room.ts";
import { warnedFindings } from "./survey/warned.ts";
import type { Workspace } from "./checkout/workspace.ts";
import { writePlans } from "./write/write-plans.ts";
import type { WriteTarget } from "./write/write.ts";

export interface SyncOptions extends TranslateOptions {
  readonly locales?: Locales;
  /** A glob of messages to ask for again although they stand. */
  readonly redo?: string;
  /** Offered before. Where given, suggestions are asked for only along with what is written. */
  readonly suggested?: Suggestions;
  readonly place: WriteTarget;
  /** What was paid for and told in no report yet; undefined for nothing. */
  readonly takeUsage: () => Promise<Usage | undefined>;
  /** The answers of these groups are in the files: a journal need not keep them. */
  readonly onWritten: (contentKeys: readonly string[]) => Promise<void>;
  /** Reads the checkout again, to report on what the run left behind. */
  readonly reopened: <T>(work: (workspace: Workspace) => Promise<T>) => Promise<T>;
}

/**
 * Ledger and ids → what changed → the repository's own memory → what is in flight → groups →
 * submit → collect → write → report. Each step takes what the one before left open.
 */
export async function sync(workspace: Workspace, options: SyncOptions): Promise<Report> {
  const annotations = startAnnotations();
  const underWay = redoneCells(workspace, options);
  const { targets, gone, changes } = await judgeTargets(workspace, options, underWay.size > 0);
  const all = [...targets, ...gone];
  const { wants, recalled } = await recallWants(workspace, all, changes, {
    redo: options.redo,
    underWay,
  });
  for (const [want, { text, score }] of recalled.suggestions) {
    annotations.add(cellOf(want), { suggestion: text, score });
  }
  const unknown = wants.filter((want) => !recalled.filled.has(want) && !isKnown(want, recalled));
  const rest = withRoom(unknown, annotations);
  const isLocal = (locale: string): boolean => options.local?.supports?.(locale) === true;
  const served = targets.filter(({ outcome }) => !isLocal(outcome.target.locale));
  const open = rest.filter(({ locale }) => !isLocal(locale));
  const { suggested } = options;
  const asked =
    suggested === undefined
      ? open
      : withoutSuggested(open, suggested, isWriting(wants, workspace), annotations);
  const about = { targets: served, changes, wants: asked, annotations };
  const edits = await takeEdits(workspace, about, options);
  const local = rest.filter(({ locale }) => isLocal(locale));
  const work = await translateAll(workspace, { local, asked }, options, annotations);
  const fills = new Map([...recalled.filled, ...work.fills, ...edits.fills]);
  const plans = planWrites(all, fills, annotations);

  const isDry = options.isDryRun;
  const wrote = isDry ? [] : await writePlans(workspace, options.place, plans, targets, work);
  const removed = isDry ? [] : await removeEmptied(workspace, gone, plans, wrote);
  const written = [...new Set([...wrote, ...removed])];
  const usage = isDry ? undefined : await options.takeUsage();
  if (!isDry) await options.onWritten(work.groups);
  const report = await surveyAfter(workspace, targets, written, { ...options, annotations });
  return {
    ...report,
    findings: [...report.findings, ...warnedFindings(work, workspace.config)],
    notes: [
      ...report.notes,
      ...edits.notes,
      ...redoNotes(wants, work.fills),
      ...billNotes(options, served, work),
    ],
    changes: reportChanges(changes),
    translations: reportTranslations([...wants, ...edits.fills.keys()], fills, plans, annotations),
    submitted: work.submitted,
    ...(usage && { usage }),
    written,
    ...(work.failure && { failure: work.failure }),
  };
}

/** Cell tags of what a redo asked for and nobody collected. Another redo asks for itself. */
function redoneCells(
  { ledger }: Workspace,
  { redo, provider, locales }: SyncOptions,
): ReadonlySet<string> {
  if (redo !== undefined) return new Set();
  const lines = ledger.pending.filter(
    (line) =>
      line.provider === provider.name &&
      (locales === undefined || line.locales.some((locale) => locales.includes(locale))),
  );
  return new Set(lines.flatMap((line) => line.redo));
}

/** The repository has a text for exactly this source: no better one need be asked for to offer it. */
function isKnown(want: Want, { suggestions }: Recall): boolean {
  return want.purpose === "suggest" && suggestions.get(want)?.score === EXACT;
}

const EXACT = 100;

function isWriting(wants: readonly Want[], { ledger }: Workspace): boolean {
  return ledger.pending.length > 0 || wants.some(({ purpose }) => purpose === "write");
}

/** What the service would bill beside translations, where it keeps them. */
function billNotes(
  { provider, isDryRun }: SyncOptions,
  targets: readonly JudgedTarget[],
  { planned = [] }: Translated,
): readonly string[] {
  if (!isDryRun || provider.store?.bill === undefined) return [];
  return [provider.store.bill(planned, sourcesOf(targets).length + targets.length)];
}

interface Judged {
  readonly targets: readonly JudgedTarget[];
  /** Those whose source file is gone. */
  readonly gone: readonly JudgedTarget[];
  readonly changes: SourceChanges;
}

async function judgeTargets(
  workspace: Workspace,
  options: SyncOptions,
  isAwaited: boolean,
): Promise<Judged> {
  const { locales, onProgress } = options;
  const vote = startBaseVote();
  const targets: JudgedTarget[] = [];
  const total = targetsOf(workspace, locales).length;
  // What stands may read otherwise at a service that keeps translations.
  const look = isAwaited || options.redo !== undefined || isTwoWay(options);
  for await (const judged of judgeAll(workspace, locales, look)) {
    vote.count(judged.source, judged.outcome);
    targets.push(judged);
    onProgress?.("read", targets.length, total);
  }
  const gone = await judgeGone(workspace, locales);
  for (const { source, outcome } of gone) vote.count(source, outcome);
  const sources = sourcesOf([...targets, ...gone]);
  const bases = sources.map((source) => ({ source, base: vote.winner(source) }));
  return { targets, gone, changes: await compareSources(bases) };
}

function sourcesOf(targets: readonly JudgedTarget[]): readonly OpenSource[] {
  return [...new Set(targets.map(({ source }) => source))];
}

async function surveyAfter(
  workspace: Workspace,
  targets: readonly JudgedTarget[],
  written: readonly string[],
  options: SyncOptions & { readonly annotations: Annotations },
): Promise<Report> {
  if (written.length === 0) {
    const survey = startSurvey(workspace, options.annotations);
    for (const judged of targets) await survey.add(judged);
    return survey.report();
  }
  return options.reopened(async (after) => {
    const survey = startSurvey(after, options.annotations);
    const look = options.annotations.isAnyApart();
    for await (const judged of judgeAll(after, options.locales, look)) await survey.add(judged);
    return survey.report();
  });
}
