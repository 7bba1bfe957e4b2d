import { OutsideError } from "../../core/model/errors.ts";
import type { Context } from "../context.ts";
import type { Git } from "../git/git.ts";
import { fetchCommits, forkPoint } from "../git/remote.ts";

/**
 * The commit that a change is compared with, brought here; undefined where nothing tells it: a new
 * branch, a tag, a `before` that a force-push took away.
 */
export async function baseCommit(git: Git, context: Context): Promise<string | undefined> {
  const { pull_request: pull, merge_group: queue, before } = context.payload;
  const merged = await mergedInto(git, pull?.head?.sha);
  const named = merged ?? pull?.base?.sha ?? queue?.base_sha ?? before;
  if (named === undefined || !isCommit(named)) return undefined;
  try {
    await fetchCommits(git, [named], 1);
  } catch (error) {
    if (error instanceof OutsideError) return undefined;
    throw error;
  }
  if (merged !== undefined || pull === undefined) return named;
  // A branch that is checked out itself; the base's tip where it left that too long ago.
  const head = await git.run("find the commit that is checked out", ["rev-parse", "HEAD"]);
  return (await forkPoint(git, named, head)) ?? named;
}

function isCommit(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(text) && !/^0+$/u.test(text);
}

/**
 * GitHub checks out a merge of the pull request into its base: the first parent is the base as it
 * was then, whatever the event says. A shallow clone knows its parents' names alone.
 */
async function mergedInto(git: Git, head: string | undefined): Promise<string | undefined> {
  if (head === undefined) return undefined;
  const commit = await git.run("read the commit that is checked out", [
    "cat-file",
    "commit",
    "HEAD",
  ]);
  const header = commit.slice(0, commit.indexOf("\n\n"));
  const parents = [...header.matchAll(/^parent ([0-9a-f]+)$/gmu)].map(([, id]) => id);
  return parents.length === 2 && parents[1] === head ? parents[0] : undefined;
}
