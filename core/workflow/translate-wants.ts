import { UsageError } from "../model/errors.ts";
import type { PendingGroup } from "../ledger/fact.ts";
import type { JobGroup } from "../model/job-group.ts";
import type { Provider } from "../providers/provider.ts";
import type { Submitted } from "../report/report.ts";
import type { Annotations } from "./annotations.ts";
import { takeAnswers } from "./answers.ts";
import { groupWants } from "./group.ts";
import { partInFlight } from "./in-flight.ts";
import type { Fill } from "./plan-write.ts";
import { type RunningGroup, collect, pendingOf, submit, submittedWork } from "./translate.ts";
import type { Want } from "./want.ts";
import type { Workspace } from "./workspace.ts";

export interface TranslateOptions {
  readonly provider: Provider;
  /** Milliseconds to wait; 0 submits and leaves. */
  readonly wait: number;
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
  const { sourceLocale, locked } = config;
  const groups = groupWants(open, provider, { sourceLocale, lockedKeys: locked });
  const submitted = submittedWork(groups);
  stopAtLimits(submitted, workspace);
  if (isDryRun || running.length + groups.length === 0) {
    return { fills: new Map(), pending: [], submitted };
  }
  const all = [...running, ...(await submitAll(provider, groups, signal))];
  const results = await collect(provider, all, {
    until: Date.now() + options.wait,
    signal,
    onProgress: (done, total) => options.onProgress?.("translate", done, total),
  });
  const pending = results.map((result) => pendingOf(provider, result));
  return {
    fills: takeAnswers(results, asked, annotations),
    pending: pending.filter((line) => line !== undefined),
    submitted,
  };
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
function stopAtLimits(submitted: Submitted, { config }: Workspace): void {
  const { limits } = config;
  for (const unit of ["characters", "messages"] as const) {
    if (submitted[unit] <= limits[unit]) continue;
    throw new UsageError(
      `this run would send ${submitted[unit]} ${unit}, and \`limits.${unit}\` allows ${limits[unit]}`,
      `Raise the limit, or sync fewer locales at once with --locale. Nothing was sent.`,
    );
  }
}
