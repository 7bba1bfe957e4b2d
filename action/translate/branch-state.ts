import { UsageError } from "../../core/model/errors.ts";
import { type Commit, firstParents } from "../git/commits.ts";
import type { Git } from "../git/git.ts";
import { fetchCommits } from "../git/remote.ts";
import { mergeBase } from "./merge.ts";
import { builtOn } from "./own-commit.ts";

/** Our branch as it stands at the remote. */
export type BranchState =
  | { readonly kind: "absent" }
  /** Only commits of ours. */
  | { readonly kind: "own"; readonly tip: Commit; readonly base: string }
  /** People worked on it: their commits stay. */
  | {
      readonly kind: "edited";
      readonly tip: Commit;
      /** The newest of ours, and the base that it was built on. */
      readonly last: Commit;
      readonly base: string;
      /** Commits of people. */
      readonly kept: number;
    };

/** Commits looked through for the place where the branch begins. */
const MOST_COMMITS = 500;
const FIRST_DEPTH = 20;

/**
 * Walks down from the branch's tip to where our first commit stands on a base: a shallow clone knows
 * no merge base, but our commits tell theirs. Throws UsageError for a branch that is not ours.
 */
export async function branchState(
  git: Git,
  branch: string,
  tip: string | undefined,
): Promise<BranchState> {
  if (tip === undefined) return { kind: "absent" };
  for (let depth = FIRST_DEPTH; ; depth *= 5) {
    await fetchCommits(git, [tip], depth);
    const state = await stateOf(git, await firstParents(git, tip, MOST_COMMITS));
    if (state !== undefined) return state;
    if (depth > MOST_COMMITS) throw notOurs(branch);
  }
}

/** Undefined where the beginning is not among the commits. */
async function stateOf(git: Git, commits: readonly Commit[]): Promise<BranchState | undefined> {
  const [tip] = commits;
  let last: { readonly commit: Commit; readonly base: string } | undefined;
  let kept = 0;
  const merges: Commit[] = [];
  for (const commit of commits) {
    const base = builtOn(commit);
    if (base === undefined) {
      if (commit.parents.length === 2) merges.push(commit);
      else kept++;
      continue;
    }
    last ??= { commit, base };
    if (commit.parents[0] !== base) continue;
    for (const merge of merges) if (!(await isUpdate(git, merge, base))) kept++;
    return kept === 0
      ? { kind: "own", tip: tip as Commit, base: last.base }
      : { kind: "edited", tip: tip as Commit, last: last.commit, base: last.base, kept };
  }
  return undefined;
}

/** What the button "Update branch" does: a merge of the base in which nobody wrote anything. */
async function isUpdate(git: Git, { parents, tree }: Commit, from: string): Promise<boolean> {
  const [branch, base] = parents as [string, string];
  await fetchCommits(git, [from, base], 1);
  const merged = await mergeBase(git, { from, branch, base });
  return merged.conflicted.length === 0 && merged.tree === tree;
}

function notOurs(branch: string): UsageError {
  return new UsageError(
    `the branch ${branch} holds no commit of the action's, and is left alone`,
    "Rename or delete it: the action keeps its translations under that name.",
  );
}
