import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Git } from "./git.ts";

/** Hooks are a person's, for a person's work tree. */
const WITHOUT_HOOKS = ["-c", "core.hooksPath=/dev/null", "-c", "advice.detachedHead=false"];

/**
 * Works in a work tree of its own, at a commit: the checkout that the workflow made stays as it is.
 * `parent`: where it is made; a runner empties its own temporary folder.
 */
export async function inWorktree<T>(
  git: Git,
  commit: string,
  parent: string | undefined,
  work: (git: Git) => Promise<T>,
): Promise<T> {
  const folder = await realpath(await mkdtemp(join(parent ?? tmpdir(), "locstep-")));
  const root = join(folder, "work");
  try {
    await git.run("make a work tree", [
      ...WITHOUT_HOOKS,
      "worktree",
      "add",
      "--quiet",
      "--detach",
      "--end-of-options",
      root,
      commit,
    ]);
    return await work(git.at(root));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    await git.attempt("forget a work tree", ["worktree", "prune"]);
  }
}

/** Moves the work tree's HEAD and files to a commit. */
export async function checkOut(git: Git, commit: string): Promise<void> {
  await git.run("check out", [...WITHOUT_HOOKS, "checkout", "--quiet", "--detach", commit]);
}

/** What a sparse checkout leaves out is translated all the same. Older versions of git know no such word. */
const SPARSE = ["--sparse"];

async function isSparse(git: Git): Promise<boolean> {
  const args = ["config", "--type=bool", "--get", "core.sparseCheckout"];
  return (await git.attempt("read the configuration", args)).output.toString().trim() === "true";
}

/** Stages exactly these paths, through git's filters, and answers the tree. */
export async function stage(git: Git, paths: readonly string[]): Promise<string> {
  if (paths.length > 0) {
    await git.run(
      "stage what was written",
      [
        "--literal-pathspecs",
        "add",
        "--all",
        ...((await isSparse(git)) ? SPARSE : []),
        "--pathspec-from-file=-",
        "--pathspec-file-nul",
      ],
      { input: paths.map((path) => `${path}\0`).join("") },
    );
  }
  return git.run("write a tree", ["write-tree"]);
}

/** Paths below a folder that are new, changed or gone in the work tree. */
export async function changedBelow(git: Git, folder: string): Promise<readonly string[]> {
  const output = await git.run("look at the ledger", [
    "--literal-pathspecs",
    "status",
    "--porcelain",
    "-z",
    "--no-renames",
    "--untracked-files=all",
    "--",
    folder,
  ]);
  return output
    .split("\0")
    .filter((entry) => entry !== "")
    .map((entry) => entry.slice(3));
}
