import type { PendingGroup } from "../../ledger/fact.ts";
import { cellTag, messageTag } from "../../ledger/tags.ts";
import { OutsideError } from "../../model/errors.ts";
import type { JobGroup } from "../../model/job-group.ts";
import { type JobState, NOT_SENT, type Provider } from "../../providers/provider.ts";
import { openNews } from "./news.ts";
import { type RunningGroup, submitAgain } from "./submit.ts";

export interface Asking {
  readonly provider: Provider;
  /** Unix milliseconds after which nobody waits any more. */
  readonly until: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
  /** Whether an answer is the one that a person asks to have made anew. */
  readonly isSpent?: (running: RunningGroup, states: readonly JobState[]) => boolean;
}

/** What came of a group's locales. */
export interface GroupResult {
  readonly running: RunningGroup;
  /** Without the locales that were asked for again: they are another result. */
  readonly states: readonly JobState[];
  /** Why the provider could not be asked. */
  readonly fault?: OutsideError;
}

// Pauses grow so that a service with hours of work is not asked thousands of times.
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 10_000;

/** Looks in a row that may fail, each with its own tries and pauses: some ten seconds. */
const MOST_FAULTS = 3;

/** Groups that failed in earlier runs are passed by, and so many of this run asked for again. */
const MOST_ATTEMPTS = 20;
const MOST_FAILURES = 1;

interface Watched {
  readonly running: RunningGroup;
  states: readonly JobState[];
  faults: number;
  fault: OutsideError | undefined;
  /** How many attempts have failed in this run. */
  readonly failures: number;
}

/** Collects until every locale of every group is done or failed, or the deadline is over. */
export async function collect(
  groups: readonly RunningGroup[],
  asking: Asking,
): Promise<readonly GroupResult[]> {
  const watched = groups.map((running) => watch(running, 0));
  const news = openNews(asking);
  try {
    for (let pause = FIRST_PAUSE; watched.some(isOpen);) {
      await Promise.all(watched.filter(isOpen).map((group) => look(group, asking)));
      for (const group of watched.slice()) {
        const next = await nextAttempt(group, asking);
        if (next !== undefined) watched.push(next);
      }
      const states = watched.flatMap((group) => group.states);
      asking.onProgress?.(states.filter(isOver).length, states.length);
      const left = asking.until - Date.now();
      const open = watched.filter(isOpen);
      if (left <= 0 || open.length === 0 || asking.provider.isSlow) break;
      await news.wait(
        open.map(({ running }) => running.handle),
        Math.min(pause, left),
      );
      pause = Math.min(pause * 1.5, LONGEST_PAUSE);
    }
  } finally {
    news.close();
  }
  return watched.map(({ running, states, fault }) => ({
    running,
    states,
    ...(fault && { fault }),
  }));
}

function watch(running: RunningGroup, failures: number): Watched {
  const states = running.group.targetLocales.map(asPending);
  return { running, states, faults: 0, fault: undefined, failures };
}

function asPending(locale: string): JobState {
  return { locale, status: "pending" };
}

function isOpen({ states, faults }: Watched): boolean {
  return faults < MOST_FAULTS && states.some((state) => !isOver(state));
}

export function isOver(state: JobState): boolean {
  return state.status === "done" || hasFailed(state);
}

function hasFailed(state: JobState): boolean {
  return state.status === "failed" && state.fault === undefined;
}

/** One group that cannot be collected must not take the others' results along. */
async function look(watched: Watched, { provider, signal }: Asking): Promise<void> {
  const { group, handle } = watched.running;
  let fault: OutsideError | undefined;
  try {
    watched.states = await provider.collect(group, handle, signal);
    for (const state of watched.states) if (state.status !== "done") fault ??= state.fault;
  } catch (error) {
    if (!(error instanceof OutsideError) || signal.aborted) throw error;
    fault = error;
  }
  watched.fault = fault;
  watched.faults = fault === undefined ? 0 : watched.faults + 1;
}

/** Asks again for what failed, or for what a redo has had already. */
async function nextAttempt(watched: Watched, asking: Asking): Promise<Watched | undefined> {
  const { provider, signal } = asking;
  const { running, states, failures } = watched;
  // Where nothing is remembered of a group, the next run asks again by itself.
  if (provider.endedBefore === undefined || !states.every(isOver)) return undefined;
  if (states.length === 0 || running.attempt >= MOST_ATTEMPTS) return undefined;
  const isOld = provider.endedBefore(running.handle);
  const isSpent = isOld && asking.isSpent?.(running, states) === true;
  const again = isSpent ? states : states.filter(hasFailed);
  if (again.length === 0 || (!isOld && failures >= MOST_FAILURES)) return undefined;
  const locales = again.map(({ locale }) => locale);
  const {
    running: [next],
    fault,
  } = await submitAgain(provider, running, locales, signal);
  if (next === undefined) {
    watched.fault = fault;
    return undefined;
  }
  watched.states = states.filter((state) => !again.includes(state));
  return watch(next, isOld ? failures : failures + 1);
}

/** The ledger's line for what of a group is still in flight; undefined for nothing. */
export function pendingOf(provider: Provider, result: GroupResult): PendingGroup | undefined {
  const { group, attempt, handle, isRedo } = result.running;
  if (handle === NOT_SENT) return undefined;
  if (!result.states.some(({ status }) => status === "pending")) return undefined;
  return {
    contentKey: group.contentKey,
    attempt,
    provider: provider.name,
    handle,
    locales: group.targetLocales,
    messages: group.messages.map(messageTag),
    redo: isRedo ? [...cellsOf(group)] : [],
  };
}

/** Tags of what stood when the group was made. */
function* cellsOf({ previous, messages }: JobGroup): Generator<string> {
  for (const [locale, texts] of Object.entries(previous)) {
    for (const [at, text] of Object.entries(texts)) {
      const message = messages[Number(at)];
      if (message !== undefined) yield cellTag(locale, message.key, message.text, text);
    }
  }
}
