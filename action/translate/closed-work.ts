import { OutsideError, UsageError } from "../../core/model/errors.ts";
import type { PullRequest } from "../github/pulls.ts";
import type { Git } from "../git/git.ts";
import { fetchCommits } from "../git/remote.ts";
import { changedBelow, inWorktree, stage } from "../git/worktree.ts";
import { type BranchState, branchState } from "./branch-state.ts";
import { sessionIn } from "./build.ts";
import type { EarlierWork } from "./earlier-segments.ts";
import type { Task } from "./translate.ts";

/**
 * What the last pull request held, whose branch may be gone with it: GitHub keeps its commits. Where
 * a person closed it, or reverted it since, nothing of it is paid for again to find that nobody
 * wants it; where it is merged, what people wrote on it last counts as approved, as if a run had
 * seen it. Undefined: its commits cannot be had.
 */
export async function closedWork(
  task: Task,
  { isMerged, headSha }: PullRequest,
  baseTip: string,
): Promise<EarlierWork | undefined> {
  const { git, branch, isUnconfirmed } = task;
  try {
    const state = await branchState(git, { branch, tip: headSha, base: baseTip });
    const approved = isMerged && isUnconfirmed ? await approvedWork(task, state) : undefined;
    return approved ?? (await workOf(git, state));
  } catch (error) {
    if (!(error instanceof OutsideError || error instanceof UsageError)) throw error;
    return undefined;
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
