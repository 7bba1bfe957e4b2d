import { OutsideError, UsageError } from "../../core/model/errors.ts";
import type { Client } from "../github/client.ts";
import { type PullRequest, findPulls } from "../github/pulls.ts";
import type { Git } from "../git/git.ts";
import { fetchCommits } from "../git/remote.ts";
import { branchState } from "./branch-state.ts";
import type { EarlierWork } from "./earlier-segments.ts";
import type { Task } from "./translate.ts";

/** What a pull request held that a person closed. */
export interface ClosedWork {
  readonly body: string;
  /** Undefined: its commits cannot be had. */
  readonly work: EarlierWork | undefined;
}

/**
 * Of the last pull request, whose branch is gone with it: GitHub keeps its commits, and nothing of
 * them is paid for again to find that a person does not want it.
 */
export async function closedWork(
  { git, base, branch }: Task,
  client: Client,
): Promise<ClosedWork | undefined> {
  const [latest] = await findPulls(client, { head: branch, base }, "closed");
  if (latest === undefined || latest.isMerged) return undefined;
  return { body: latest.body, work: await workOf(git, branch, latest) };
}

async function workOf(
  git: Git,
  branch: string,
  { headSha }: PullRequest,
): Promise<EarlierWork | undefined> {
  try {
    const state = await branchState(git, branch, headSha);
    if (state.kind === "absent") return undefined;
    await fetchCommits(git, [state.base], 1);
    return { from: state.base, to: headSha };
  } catch (error) {
    if (error instanceof OutsideError || error instanceof UsageError) return undefined;
    throw error;
  }
}
