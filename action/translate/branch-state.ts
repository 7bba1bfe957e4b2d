import { OutsideError, UsageError } from "../../core/model/errors.ts";
import { type Commit, firstParents } from "../git/commits.ts";
import type { Git } from "../git/git.ts";
import { fetchCommits, forkPoint } from "../git/remote.ts";
import { mergeBase } from "./merge.ts";
import { type Built, builtBefore, builtOn } from "./own-commit.ts";

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
      /** What reads otherwise than there is a person's; undefined: nobody can tell. */
      readonly since: string | undefined;
      /** Commits of people. */
      readonly kept: number;
    };

/** A branch of ours and the one that it is for. */
export interface BranchPair {
  readonly branch: string;
  /** Where it stands; undefined: nowhere. */
  readonly tip: string | undefined;
  /** The base's commit. */
  readonly base: string;
  /** Whether something else than its commits says that it is ours. */
  readonly isClaimed?: () => Promise<boolean>;
}

/** Commits looked through for the place where the branch begins. */
const MOST_COMMITS = 500;
const FIRST_DEPTH = 20;

/**
 * Walks down from the branch's tip to where our first commit stands on a base: a shallow clone knows
 * no merge base, but our commits tell theirs. Throws UsageError for a branch that is not ours.
 */
export async function branchState(git: Git, pair: BranchPair): Promise<BranchState> {
  const { tip } = pair;
  if (tip === undefined) return { kind: "absent" };
  for (let depth = FIRST_DEPTH; depth <= MOST_COMMITS; depth *= 5) {
    await fetchCommits(git, [tip], depth);
    const state = await stateOf(git, await firstParents(git, tip, MOST_COMMITS), pair.base);
    if (state === "rewritten") break;
    if (state !== undefined) return state;
  }
  return rewrittenState(git, pair, tip);
}

/** Undefined where the beginning is not among the commits. */
async function stateOf(
  git: Git,
  commits: readonly Commit[],
  mainTip: string,
): Promise<BranchState | "rewritten" | undefined> {
  const [tip] = commits;
  let last: { readonly commit: Commit; readonly base: string } | undefined;
  let kept = 0;
  const merges: Commit[] = [];
  for (const commit of commits) {
    const base = builtOn(commit);
    if (base === undefined) {
      // What the base holds is no part of the branch, though a merged commit of ours lies below.
      const isOfBase = commit.id === mainTip;
      if (isOfBase || builtBefore(commit) !== undefined) return "rewritten";
      if (commit.parents.length === 2) merges.push(commit);
      else kept++;
      continue;
    }
    last ??= { commit, base };
    if (commit.parents[0] !== base) continue;
    for (const merge of merges) if (!(await isUpdate(git, merge, base))) kept++;
    if (kept === 0) return { kind: "own", tip: tip as Commit, base: last.base };
    const ours = { last: last.commit, since: last.commit.id, base: last.base };
    return { kind: "edited", tip: tip as Commit, ...ours, kept };
  }
  return undefined;
}

/**
 * A person rebased, amended or squashed what is ours, or set the branch back, and pushed with force:
 * then only the history of the base tells where the branch begins.
 */
async function rewrittenState(
  git: Git,
  { branch, base, isClaimed }: BranchPair,
  tip: string,
): Promise<BranchState> {
  await fetchCommits(git, [base], 1);
  const fork = await forkPoint(git, base, tip);
  if (fork === undefined) throw notOurs(branch);
  const commits = await firstParents(git, tip, MOST_COMMITS, fork);
  const [top] = commits;
  if (top === undefined) {
    const [commit] = await firstParents(git, tip, 1);
    return { kind: "own", tip: commit as Commit, base: fork };
  }
  const kept = commits.filter((commit) => builtOn(commit) === undefined).length;
  const whole = commits.find((commit) => builtOn(commit) !== undefined);
  const last = whole ?? commits.find((commit) => builtBefore(commit) !== undefined);
  if (last === undefined) {
    if ((await isClaimed?.()) !== true) throw notOurs(branch);
    return { kind: "edited", tip: top, last: top, base: fork, since: undefined, kept };
  }
  if (commits.length === 1 && (await isRebased(git, last, fork))) {
    return { kind: "own", tip: top, base: fork };
  }
  // On another base the source may be another than the one that people translated.
  const since = whole?.id ?? (builtBefore(last)?.base === fork ? fork : undefined);
  return { kind: "edited", tip: top, last, base: fork, since, kept };
}

/** What the button "Update with rebase" does: our commit on a newer base, and nobody wrote anything. */
async function isRebased(git: Git, commit: Commit, fork: string): Promise<boolean> {
  const { base, tree } = builtBefore(commit) as Built;
  try {
    await fetchCommits(git, [base, tree], 1);
  } catch (error) {
    // What a push took away may be gone for good.
    if (error instanceof OutsideError) return false;
    throw error;
  }
  const merged = await mergeBase(git, { from: base, branch: tree, base: fork });
  return merged.conflicted.length === 0 && merged.tree === commit.tree;
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
