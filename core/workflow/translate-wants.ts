import { UsageError } from "../model/errors.ts";
import type { PendingGroup } from "../ledger/fact.ts";
import type { JobGroup } from "../model/job-group.ts";
import { MOST_CHARACTERS } from "./most-characters.ts";
import type { Provider } from "../providers/provider.ts";
import type { Submitted } from "../report/report.ts";
import type { Annotations } from "./annotations.ts";
import { type RejectedAnswer, cellOf, fillForReview, takeAnswers } from "./answers.ts";
import { groupWants } from "./group.ts";
import { partInFlight } from "./in-flight.ts";
import type { Fill } from "./plan-write.ts";
import {
  type GroupResult,
  type RunningGroup,
  collect,
  pendingOf,
  submit,
  submittedWork,
} from "./translate.ts";
import type { Want } from "./want.ts";
import type { Workspace } from "./workspace.ts";

export interface TranslateOptions {
  readonly provider: Provider;
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
  readonly pending: readonly PendingGroup[];
  readonly submitted: Submitted;
  /** Content keys of all groups that were collected from. */
  readonly groups: readonly string[];
}

/** Asks the provider for what nobody was asked for yet, and collects that and what is in flight. */
export async function translateWants(
  workspace: Workspace,
  wants: readonly Want[],
  options: TranslateOptions,
  annotations: Annotations,
): Promise<Translated> {
  const { provider, signal, isDryRun } = options;
  const { config, ledger } = workspace;
  const asked = wants.filter(({ locale }) => provider.supports?.(locale) ?? true);
  const { running, open } = partInFlight(asked, ledger.pending, provider, config.sourceLocale);
  const { sourceLocale, locked, terms } = config;
  const sent = { sourceLocale, lockedKeys: locked, terms };
  const groups = groupWants(open, provider, sent);
  const submitted = submittedWork(groups);
  stopAtLimits(submitted, workspace, options.mostCharacters);
  if (isDryRun || running.length + groups.length === 0) {
    return { fills: new Map(), pending: [], submitted, groups: [] };
  }
  const rules = { sourceLocale, terms };
  const until = Date.now() + options.wait;
  const all = [...running, ...(await submitAll(provider, groups, signal))];
  const results = await collectAll(all, until, options);
  const first = takeAnswers(results, asked, rules, annotations);
  const pending = results.map((result) => pendingOf(provider, result));

  // What our rules refused is asked for once more, alone, with the reason as context.
  const again = groupWants([...first.rejected].map(withReason), provider, sent);
  const retried = await collectAll(await submitAll(provider, again, signal), until, options);
  const second = takeAnswers(retried, [...first.rejected.keys()], rules, annotations);
  const flagged = new Map<Want, Fill>();
  for (const [want, answer] of first.rejected) {
    if (second.fills.has(want)) continue;
    const last = second.rejected.get(want) ?? answer;
    const fill = fillForReview(want, last, config.review);
    if (fill !== undefined) flagged.set(want, fill);
    else annotations.add(cellOf(want), { status: "rejected", reason: last.reason });
  }
  return {
    fills: new Map([...first.fills, ...second.fills, ...flagged]),
    pending: pending.filter((line) => line !== undefined),
    submitted,
    groups: [...all, ...retried.map((result) => result.running)].map(
      ({ group }) => group.contentKey,
    ),
  };
}

function withReason([want, { reason }]: readonly [Want, RejectedAnswer]): Want {
  const { message } = want;
  const told = `A translation was refused: ${reason}.`;
  const description = message.description === undefined ? told : `${message.description}\n${told}`;
  return { ...want, message: { ...message, description } };
}

async function collectAll(
  groups: readonly RunningGroup[],
  until: number,
  { provider, signal, onProgress }: TranslateOptions,
): Promise<readonly GroupResult[]> {
  if (groups.length === 0) return [];
  return collect(provider, groups, {
    until,
    signal,
    onProgress: (done, total) => onProgress?.("translate", done, total),
  });
}

async function submitAll(
  provider: Provider,
  groups: readonly JobGroup[],
  signal: AbortSignal,
): Promise<readonly RunningGroup[]> {
  const running: RunningGroup[] = [];
  for (const group of groups) running.push(await submit(provider, group, signal));
  return running;
}

/** Before anything is sent: what it may cost is the user's to say. */
function stopAtLimits(
  submitted: Submitted,
  { config }: Workspace,
  mostCharacters: number = Infinity,
): void {
  const { characters, messages } = config.limits;
  const limits = [
    ["characters", "`limits.characters` allows", characters],
    ["characters", `${MOST_CHARACTERS} allows`, mostCharacters],
    ["messages", "`limits.messages` allows", messages],
  ] as const;
  for (const [unit, allows, most] of limits) {
    if (submitted[unit] <= most) continue;
    throw new UsageError(
      `this run would send ${submitted[unit]} ${unit}, and ${allows} ${most}`,
      `Raise the limit, or sync fewer locales at once with --locale. Nothing was sent.`,
    );
  }
}
