import { OutsideError } from "../../model/errors.ts";
import { type JobGroup, contentKey } from "../../model/job-group.ts";
import type { Provider } from "../../providers/provider.ts";
import { Declined } from "../../providers/refusal.ts";

export const FIRST_ATTEMPT = 1;

/** A group that a provider has, whether this run submitted it or an earlier one. */
export interface RunningGroup {
  readonly group: JobGroup;
  readonly attempt: number;
  readonly handle: string;
  /** What stands was asked for again. */
  readonly isRedo?: boolean;
}

/** What came of submitting groups. */
export interface Submission {
  readonly running: readonly RunningGroup[];
  /** Groups that the provider does not take, and why. */
  readonly declined: readonly { readonly group: JobGroup; readonly reason: string }[];
  /** Why the rest was not submitted. */
  readonly fault?: OutsideError;
}

/**
 * Submits groups, one after the other. The same group again is the same group: its content key says
 * so. What a provider declines leaves the others be; where it cannot be reached, the rest waits for
 * another run.
 */
export async function submitAll(
  provider: Provider,
  groups: readonly JobGroup[],
  attempt: number,
  signal: AbortSignal,
): Promise<Submission> {
  const running: RunningGroup[] = [];
  const declined: { group: JobGroup; reason: string }[] = [];
  for (const group of groups) {
    try {
      running.push({ group, attempt, handle: await provider.submit(group, attempt, signal) });
    } catch (error) {
      if (!(error instanceof OutsideError) || signal.aborted) throw error;
      if (!(error instanceof Declined)) return { running, declined, fault: error };
      declined.push({ group, reason: error.message });
    }
  }
  return { running, declined };
}

/**
 * Asks again for some locales of a group. All of them are the same group under the next attempt, so
 * that any machine walks the same numbers; some are a group of their own.
 */
export async function submitAgain(
  provider: Provider,
  { group, attempt }: RunningGroup,
  locales: readonly string[],
  signal: AbortSignal,
): Promise<Submission> {
  const isWhole = group.messages.every(({ text }) => text !== "");
  const part = {
    ...group,
    targetLocales: locales,
    // By index: of no use where the messages are others.
    previous: isWhole ? group.previous : {},
    neighbours: (isWhole && group.neighbours) || {},
    messages: group.messages.filter(({ text }) => text !== ""),
  };
  const key = contentKey(part, provider.fingerprint);
  const next = key === group.contentKey ? attempt + 1 : FIRST_ATTEMPT;
  return submitAll(provider, [{ ...part, contentKey: key }], next, signal);
}
