import { rm } from "node:fs/promises";
import { join } from "node:path";
import { OutsideError } from "../../core/model/errors.ts";
import type { Git } from "../git/git.ts";
import { AUTHOR } from "./author.ts";

export interface MergeSides {
  /** The base that our branch was last built on. */
  readonly from: string;
  readonly branch: string;
  readonly base: string;
}

/** A merge of the base into the branch; `conflicted`: paths where both changed the same lines. */
export interface Merged {
  readonly tree: string;
  readonly conflicted: readonly string[];
}

/**
 * Merges trees, not histories: a shallow clone has no merge base, but the commit that our branch
 * was built on is one. Where both changed the same lines of a file, the base's stands.
 */
export async function mergeBase(git: Git, { from, branch, base }: MergeSides): Promise<Merged> {
  const root = await bareCommit(git, from, []);
  const sides = [await bareCommit(git, branch, [root]), await bareCommit(git, base, [root])];
  const { output, exitCode, complaint } = await git.attempt("merge", [
    "merge-tree",
    "--write-tree",
    "-z",
    "--name-only",
    "--no-messages",
    ...sides,
  ]);
  const [tree = "", ...names] = output.toString("utf8").split("\0");
  if (exitCode > 1 || tree === "") {
    throw new OutsideError(`git could not merge ${base} into the branch: ${complaint.trim()}`, {
      hint: "People worked on the branch of translations: to merge it, git 2.38 or newer is needed.",
    });
  }
  const conflicted = [...new Set(names.filter((name) => name !== ""))];
  if (conflicted.length === 0) return { tree, conflicted };
  return { tree: await withFilesOf(git, tree, base, conflicted), conflicted };
}

function bareCommit(git: Git, tree: string, parents: readonly string[]): Promise<string> {
  const args = [
    "commit-tree",
    `${tree}^{tree}`,
    ...parents.flatMap((id) => ["-p", id]),
    "-m",
    "merge",
  ];
  return git.run("merge", args, { env: AUTHOR });
}

/** The tree with some of its files as another commit has them. */
async function withFilesOf(
  git: Git,
  tree: string,
  commit: string,
  paths: readonly string[],
): Promise<string> {
  const index = join(
    await git.run("find the index", ["rev-parse", "--absolute-git-dir"]),
    "locstep-index",
  );
  const env = { GIT_INDEX_FILE: index };
  try {
    await git.run("merge", ["read-tree", tree], { env });
    const listing = await git.run("merge", [
      "--literal-pathspecs",
      "ls-tree",
      "-r",
      "-z",
      "--full-tree",
      commit,
      "--",
      ...paths,
    ]);
    const gone = paths.map((path) => `0 ${"0".repeat(40)}\t${path}\0`);
    const theirs = listing
      .split("\0")
      .filter((line) => line !== "")
      .map((line) => `${line}\0`);
    await git.run("merge", ["update-index", "-z", "--index-info"], {
      env,
      input: [...gone, ...theirs].join(""),
    });
    return await git.run("merge", ["write-tree"], { env });
  } finally {
    await rm(index, { force: true });
  }
}
