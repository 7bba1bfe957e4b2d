import type { Client } from "../github/client.ts";
import { upsertComment } from "../github/comments.ts";
import { type Branches, findPulls, updatePull } from "../github/pulls.ts";
import { moveBranch } from "../github/refs.ts";
import type { Git } from "../git/git.ts";
import { push } from "../git/remote.ts";
import type { Inputs } from "../inputs.ts";
import type { PullRequestOutcome } from "../outputs.ts";
import type { BranchState } from "./branch-state.ts";
import { withoutTexts } from "./pull-request.ts";
import type { Host } from "./notice.ts";

export interface Retirement extends Branches {
  readonly inputs: Inputs;
  readonly host: Host;
  readonly state: Exclude<BranchState, { kind: "absent" }>;
}

export interface Retired {
  readonly outcome: "done" | "moved";
  readonly pull: PullRequestOutcome | undefined;
}

const MARKER = "<!-- locstep:nothing-left -->";
const CLOSED = `${MARKER}\nNothing is left to translate here: the base branch says it all. Closed, and its branch removed.`;
const KEPT = `${MARKER}\nNothing is left to translate here. The branch holds commits of people, so it stays: merge or close it as you see fit.`;

/**
 * Nothing is left to translate: the pull request is closed, then its branch goes, unless a person
 * worked on it. A branch whose pull request is merged or was never opened goes as well.
 */
export async function retire(
  git: Git,
  client: Client,
  { head, base, inputs, host, state }: Retirement,
): Promise<Retired> {
  const [open] = await findPulls(client, { head, base }, "open");
  if (state.kind === "edited") {
    if (open !== undefined) {
      await comment(client, open.number, KEPT);
      const { number, url } = open;
      return { outcome: "done", pull: { number, url, operation: "none" } };
    }
    const [latest] = await findPulls(client, { head, base }, "closed");
    if (latest?.isMerged !== true || latest.headSha !== state.tip.id) {
      const text = `The branch ${head} holds commits of people that no pull request carries: it stays.`;
      host.say({ level: "notice", text });
      return { outcome: "done", pull: undefined };
    }
  }
  if (open !== undefined) {
    await comment(client, open.number, CLOSED);
    await updatePull(client, open.number, { state: "closed", body: withoutTexts(open.body) });
  }
  const move = { branch: head, from: state.tip.id, to: undefined };
  const outcome =
    inputs.commitMethod === "git" ? await push(git, move) : await moveBranch(client, git, [move]);
  const pull = open && { number: open.number, url: open.url, operation: "closed" as const };
  return { outcome, pull };
}

function comment(client: Client, number: number, body: string): Promise<void> {
  return upsertComment(client, { number, body, isOurs, isNews: true });
}

function isOurs(body: string): boolean {
  return body.startsWith(MARKER);
}
