import { OutsideError, UsageError } from "../../core/model/errors.ts";
import type { Client } from "../github/client.ts";
import { findPulls } from "../github/pulls.ts";
import type { Git } from "../git/git.ts";
import { fetchCommits } from "../git/remote.ts";
import { changedBelow, inWorktree, stage } from "../git/worktree.ts";
import { type BranchState, branchState } from "./branch-state.ts";
import { sessionIn } from "./build.ts";
import type { EarlierWork } from "./earlier-segments.ts";
import type { Task } from "./translate.ts";

/** What the last pull request held. */
export interface ClosedWork {
  /** Empty where it is merged. */
  readonly body: string;
  /** Undefined: its commits cannot be had. */
  readonly work: EarlierWork | undefined;
}

/**
 * Of the last pull request, whose branch may be gone with it: GitHub keeps its commits. Where a
 * person closed it, nothing of them is paid for again to find that nobody wants it; where it is
 * merged, what people wrote on it last counts as approved, as if a run had seen it.
 */
export async function closedWork(
  task: Task,
  client: Client,
  baseTip: string,
): Promise<ClosedWork | undefined> {
  const { git, base, branch, isUnconfirmed } = task;
  const [latest] = await findPulls(client, { head: branch, base }, "closed");
  if (latest === undefined || (latest.isMerged && !isUnconfirmed)) return undefined;
  const { isMerged, body, headSha } = latest;
  try {
    const state = await branchState(git, { branch, tip: headSha, base: baseTip });
    if (isMerged) return { body: "", work: await approvedWork(task, state) };
    return { body, work: await workOf(git, state) };
  } catch (error) {
    if (!(error instanceof OutsideError || error instanceof UsageError)) throw error;
    return { body: isMerged ? "" : body, work: undefined };
  }
}

async function workOf(git: Git, state: BranchState): Promise<EarlierWork | undefined> {
  if (state.kind === "absent") return undefined;
  await fetchCommits(git, [state.base], 1);
  return { from: state.base, to: state.tip.id };
}

/** Facts of what people wrote, made on their own commit. */
async function approvedWork(
  { git, context, inputs, folder, locales }: Task,
  state: BranchState,
): Promise<EarlierWork | undefined> {
  if (state.kind !== "edited" || state.since === undefined) return undefined;
  const { tip, since } = state;
  return inWorktree(git, tip.id, context.environment["RUNNER_TEMP"], async (work) => {
    const session = await sessionIn(work, { context, inputs, folder });
    await session.accept("**", locales, since);
    const { ledgerFolder } = session.project;
    return { from: tip.id, to: await stage(work, await changedBelow(work, ledgerFolder)) };
  });
}
