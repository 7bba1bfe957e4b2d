import type { PendingGroup, RefusedMessage } from "../../ledger/fact.ts";
import type { JobGroup } from "../../model/job-group.ts";
import { type JobState, NOT_SENT, type Provider } from "../../providers/provider.ts";
import type { Failure, Submitted } from "../../report/report.ts";
import type { Annotations } from "../survey/annotations.ts";
import { takeAnswers } from "./answers.ts";
import { askAgain } from "./ask-again.ts";
import { type Asking, type GroupResult, collect, isOver, pendingOf } from "./collect.ts";
import { groupWants, questionOf } from "./group.ts";
import { partInFlight } from "./in-flight.ts";
import type { Fill } from "../write/plan-write.ts";
import { REDO_ATTEMPT, standsAlready } from "./redo.ts";
import { withoutRefused } from "./refused.ts";
import { FIRST_ATTEMPT, type Submission, submitAll } from "./submit.ts";
import type { Want } from "./want.ts";
import { isWithinLimits, limitsOf, stopAtLimits, workIn } from "./work.ts";
import type { Workspace } from "../checkout/workspace.ts";

export interface TranslateOptions {
  readonly provider: Provider;
  /** Makes what it supports in this process: the provider is neither asked for it nor told of it. */
  readonly local: Provider | undefined;
  /** Milliseconds to wait; 0 submits and leaves. */
  readonly wait: number;
  /** What whoever starts the run allows it to send, whatever the configuration says. */
  readonly mostCharacters?: number;
  /** Tells what would be submitted, and submits nothing. */
  readonly isDryRun: boolean;
  readonly signal: AbortSignal;
  readonly onProgress?: (step: "read" | "translate", done: number, total: number) => void;
}

/** What a provider made of the wants. */
export interface Translated {
  readonly fills: ReadonlyMap<Want, Fill>;
  /** What other machines have to know and the ledger does not. */
  readonly pending: readonly PendingGroup[];
  readonly refused: readonly RefusedMessage[];
  readonly submitted: Submitted;
  /** What a dry run would submit. */
  readonly planned?: readonly JobGroup[];
  /** Content keys of the groups that are over, and whose answers are all in the files. */
  readonly groups: readonly string[];
  /** By target, what the provider says is doubtful about its texts. */
  readonly warnings: ReadonlyMap<Want["judged"], string>;
  /** Why something could not be asked for or collected. */
  readonly failure?: Failure;
}

/**
 * Collects what is in flight, asks for what nobody was asked for yet, and once more, alone and with
 * the reason as context, for what our rules refused.
 */
export async function translateWants(
  workspace: Workspace,
  wants: readonly Want[],
  options: TranslateOptions,
  annotations: Annotations,
): Promise<Translated> {
  const { provider, signal, onProgress } = options;
  const { config, ledger } = workspace;
  const supported = wants.filter(({ locale }) => provider.supports?.(locale) ?? true);
  const asked = withoutRefused(supported, ledger, provider, annotations);
  const sent = {
    sourceLocale: config.sourceLocale,
    lockedKeys: config.locked,
    terms: config.terms,
  };
  const inFlight = partInFlight(asked, ledger.pending, provider, sent);
  const limits = limitsOf(config, options.mostCharacters);
  if (options.isDryRun) {
    const planned = [...groupsOf(inFlight.open, false), ...groupsOf(inFlight.open, true)];
    stopAtLimits(workIn(planned), limits);
    return { ...nothing(workIn(planned)), planned };
  }

  const offers = asked.filter(({ purpose }) => purpose === "suggest");
  const offeredQuestions = new Set(offers.map(({ message }) => questionOf(message)));
  const asking: Asking = {
    provider,
    signal,
    until: Date.now() + options.wait,
    onProgress: (done, total) => onProgress?.("translate", done, total),
    isSpent: standsAlready(asked),
  };
  const rules = { sourceLocale: config.sourceLocale, terms: config.terms };
  const take = (results: readonly GroupResult[], from: readonly Want[]) =>
    takeAnswers(results, from, { provider: provider.name, rules, annotations });

  const early = await collect(inFlight.running, { ...asking, until: Date.now() });
  const waiting = early.filter(({ states }) => !states.every(isOver));
  const over = early.filter((result) => !waiting.includes(result));
  const known = take(over, asked);
  const open = [...inFlight.open, ...known.unanswered];
  const fresh = groupsOf(open, false);
  const redone = groupsOf(open, true);
  const work = workIn([...fresh, ...redone]);
  stopAtLimits(work, limits);
  const first = await submitAll(provider, fresh, FIRST_ATTEMPT, signal);
  const second = await submitAll(
    provider,
    first.fault === undefined ? redone : [],
    REDO_ATTEMPT,
    signal,
  );
  const started = [
    ...first.running,
    ...second.running.map((running) => ({ ...running, isRedo: true })),
  ];
  const collected = await collect([...waiting.map(({ running }) => running), ...started], asking);
  const results = [...collected, ...declinedResults(first, second)];
  const answers = take(results, asked);

  const rejected = new Map([...known.rejected, ...answers.rejected]);
  const again = await askAgain(rejected, {
    asking,
    sent,
    take,
    annotations,
    review: config.review,
    isAllowed: (groups) => isWithinLimits(work, workIn(groups), limits),
  });
  const taken = collected.filter(({ running }) => started.includes(running)).filter(wasTaken);
  const all = [...over, ...results, ...again.results];
  const failure = failureOf([first, second, again.submission, ...all]);
  return {
    fills: new Map([...known.fills, ...answers.fills, ...again.fills]),
    pending: all.flatMap((result) => pendingOf(provider, result) ?? []).filter(isNews),
    refused: again.refused,
    submitted: workIn(taken.map(({ running }) => running.group)),
    groups: all
      .filter(({ running, states }) => states.every(isOver) && !isOffered(running.group))
      .map(({ running }) => running.group.contentKey),
    warnings: new Map([...known.warnings, ...answers.warnings, ...again.warnings]),
    ...(failure && { failure }),
  };

  /** What is only offered is asked for apart, so that it is the same question in the next run. */
  function groupsOf(open: readonly Want[], isRedo: boolean): readonly JobGroup[] {
    const own = open.filter((want) => want.isRedo === isRedo);
    const written = own.filter(({ purpose }) => purpose === "write");
    const answered = new Set(written.map(askedBy));
    const offered = own.filter(
      (want) => want.purpose === "suggest" && !answered.has(askedBy(want)),
    );
    return [...groupWants(written, provider, sent), ...groupWants(offered, provider, sent)];
  }

  /** No file has the answer: what remembers it must not forget. */
  function isOffered({ messages }: JobGroup): boolean {
    return messages.some((message) => offeredQuestions.has(questionOf(message)));
  }

  /** A line that the ledger has is not written again. */
  function isNews({ contentKey, attempt, handle }: PendingGroup): boolean {
    return !ledger.pending.some(
      (line) =>
        line.contentKey === contentKey && line.attempt === attempt && line.handle === handle,
    );
  }
}

function askedBy({ locale, message }: Want): string {
  return `${locale} ${questionOf(message)}`;
}

function nothing(submitted: Submitted): Translated {
  return {
    fills: new Map(),
    pending: [],
    refused: [],
    submitted,
    groups: [],
    warnings: new Map(),
  };
}

/** Not where the key may not hand it over, or nobody could be asked for any of it. */
function wasTaken({ running, states }: GroupResult): boolean {
  const isRefused = states.length > 0 && states.every(isUnasked);
  return running.handle !== NOT_SENT && !isRefused;
}

function isUnasked(state: JobState): boolean {
  return state.status === "failed" && state.fault !== undefined && !state.texts?.size;
}

/** What a provider does not take has failed in each of its locales. */
function declinedResults(...submissions: readonly Submission[]): readonly GroupResult[] {
  return submissions
    .flatMap(({ declined }) => declined)
    .map(({ group, reason }) => ({
      running: { group, attempt: FIRST_ATTEMPT, handle: "" },
      states: group.targetLocales.map((locale) => ({ locale, status: "failed", reason })),
    }));
}

function failureOf(parts: readonly (Submission | GroupResult)[]): Failure | undefined {
  const fault = parts.find((part) => part.fault !== undefined)?.fault;
  if (fault === undefined) return undefined;
  const { message, hint = "Run `locstep sync` again; what was sent is not sent twice." } = fault;
  return { message, hint };
}
