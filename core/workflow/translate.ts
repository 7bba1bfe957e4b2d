import { setTimeout as sleep } from "node:timers/promises";
import { messageTag } from "../ledger/tags.ts";
import type { PendingGroup } from "../ledger/fact.ts";
import type { JobGroup } from "../model/job-group.ts";
import { OutsideError } from "../model/errors.ts";
import type { JobState, Provider } from "../providers/provider.ts";
import type { Submitted } from "../report/report.ts";

/** A group that a provider has, whether this run submitted it or an earlier one. */
export interface RunningGroup {
  readonly group: JobGroup;
  readonly attempt: number;
  readonly handle: string;
}

/** What came of a group's locales. */
export interface GroupResult {
  readonly running: RunningGroup;
  readonly states: readonly JobState[];
}

export interface Deadline {
  /** Unix milliseconds after which nobody waits any more. */
  readonly until: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

// Pauses grow so that a service with hours of work is not asked thousands of times.
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 10_000;

/** Submits a group. The same group again is the same group: its content key says so. */
export async function submit(
  provider: Provider,
  group: JobGroup,
  signal: AbortSignal,
): Promise<RunningGroup> {
  const attempt = 1;
  return { group, attempt, handle: await provider.submit(group, attempt, signal) };
}

/** Collects until every locale of every group is done or failed, or the deadline is over. */
export async function collect(
  provider: Provider,
  groups: readonly RunningGroup[],
  deadline: Deadline,
): Promise<readonly GroupResult[]> {
  const results = new Map<RunningGroup, readonly JobState[]>();
  const total = groups.reduce((sum, { group }) => sum + group.targetLocales.length, 0);
  let pause = FIRST_PAUSE;
  for (;;) {
    for (const running of groups) {
      const known = results.get(running);
      if (known !== undefined && known.every(isOver)) continue;
      results.set(running, await statesOf(provider, running, deadline.signal));
    }
    const states = [...results.values()].flat();
    deadline.onProgress?.(states.filter(isOver).length, total);
    const left = deadline.until - Date.now();
    if (states.every(isOver) || left <= 0) break;
    await sleep(Math.min(pause, left), undefined, { signal: deadline.signal });
    pause = Math.min(pause * 1.5, LONGEST_PAUSE);
  }
  return groups.map((running) => ({ running, states: results.get(running) ?? [] }));
}

function isOver({ status }: JobState): boolean {
  return status !== "pending";
}

/** One group that cannot be collected must not take the others' results along. */
async function statesOf(
  provider: Provider,
  { group, handle }: RunningGroup,
  signal: AbortSignal,
): Promise<readonly JobState[]> {
  try {
    return await provider.collect(group, handle, signal);
  } catch (error) {
    if (!(error instanceof OutsideError) || signal.aborted) throw error;
    const reason = error.message;
    return group.targetLocales.map((locale) => ({ locale, status: "failed", reason }));
  }
}

/** The ledger's line for what of a group is still in flight; undefined for nothing. */
export function pendingOf(provider: Provider, result: GroupResult): PendingGroup | undefined {
  const { group, attempt, handle } = result.running;
  if (result.states.every(isOver)) return undefined;
  return {
    contentKey: group.contentKey,
    attempt,
    provider: provider.name,
    handle,
    locales: group.targetLocales,
    messages: group.messages.map(messageTag),
  };
}

export function submittedWork(groups: readonly JobGroup[]): Submitted {
  let jobs = 0;
  let messages = 0;
  let characters = 0;
  for (const group of groups) {
    jobs += group.targetLocales.length;
    messages += group.messages.length;
    for (const { text } of group.messages) characters += text.length * group.targetLocales.length;
  }
  return { groups: groups.length, jobs, messages, characters };
}
