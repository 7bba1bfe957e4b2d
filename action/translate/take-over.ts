import type { Client } from "../github/client.ts";
import { upsertComment } from "../github/comments.ts";
import { type PullRequest, findPulls } from "../github/pulls.ts";
import { moveBranch } from "../github/refs.ts";
import { type Tips, fetchCommits, push, tipsOf } from "../git/remote.ts";
import { code } from "../text/markdown.ts";
import { markerOf, scopeOf } from "../text/marker.ts";
import { otherBase } from "./base-branch.ts";
import type { Task } from "./translate.ts";

const MARKER = "<!-- locstep:renamed -->";

/**
 * A base that was renamed: GitHub brings its pull request along, whose branch is called after the
 * old name. It gets the new name with all that people wrote on it, and the run goes on from there.
 * GitHub closes a pull request whose branch goes, so another one follows.
 */
export async function takeOver(task: Task, client: Client, tips: Tips): Promise<Tips | "moved"> {
  const { host, base, branch } = task;
  if (tips.has(branch)) return tips;
  for (const [former, tip] of tips) {
    const name = otherBase(former, task);
    if (name === undefined) continue;
    const pull = await pullOfRenamed(task, client, { former, name });
    if (pull === undefined) continue;
    const body = `${MARKER}\nThe base branch is called ${code(base)} now: this goes on from ${code(branch)}, with every commit.`;
    const isOurs = (text: string) => text.startsWith(MARKER);
    await upsertComment(client, { number: pull.number, body, isOurs, isNews: true });
    if ((await rename(task, client, { former, tip })) === "moved") return "moved";
    const text = `${name} is called ${base} now, so another pull request follows #${pull.number}, with all that was on it.`;
    host.say({ level: "notice", text });
    return new Map([...tips, [branch, tip]]);
  }
  return tips;
}

/** The open pull request of this project's that GitHub brought along from a base that is gone. */
async function pullOfRenamed(
  { git, base, project }: Task,
  client: Client,
  { former, name }: { readonly former: string; readonly name: string },
): Promise<PullRequest | undefined> {
  if ((await tipsOf(git, [name])).has(name)) return undefined;
  const [pull] = await findPulls(client, { head: former, base }, "open");
  const marker = markerOf(pull?.body ?? "");
  return marker === undefined || marker.scope === scopeOf(project) ? pull : undefined;
}

async function rename(
  { git, inputs, branch }: Task,
  client: Client,
  { former, tip }: { readonly former: string; readonly tip: string },
): Promise<"done" | "moved"> {
  const made = { branch, from: undefined, to: tip };
  const gone = { branch: former, from: tip, to: undefined };
  if (inputs.commitMethod === "api") return moveBranch(client, git, [made, gone]);
  await fetchCommits(git, [tip], 1);
  return push(git, made, gone);
}
