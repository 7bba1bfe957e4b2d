import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../../core/model/errors.ts";
import type { Git } from "./git.ts";

const POINTER = "version https://git-lfs.github.com/spec/";
const OUT_OF_LFS = "take locale files out of LFS (`.gitattributes`)";

/** Those of some paths that Git LFS keeps, be there a file or not. */
async function lfsPaths(git: Git, paths: readonly string[]): Promise<readonly string[]> {
  const output = await git.run("read the attributes", ["check-attr", "-z", "--stdin", "filter"], {
    input: paths.map((path) => `${path}\0`).join(""),
  });
  const fields = output.split("\0");
  return paths.filter((_, at) => fields[at * 3 + 2] === "lfs");
}

/**
 * Puts these files in the place of their pointers, which is all that a work tree of ours has: the
 * rest of LFS, pictures and films, stays away. Answers the paths that LFS keeps.
 */
export async function bringLfsFiles(
  git: Git,
  paths: readonly string[],
): Promise<readonly string[]> {
  const kept = await lfsPaths(git, paths);
  const pointers = kept.filter((path) => isPointer(join(git.root, path)));
  if (pointers.length === 0) return kept;
  // What looks unchanged is not checked out again.
  for (const path of pointers) await rm(join(git.root, path));
  const args = ["checkout-index", "--index", "--quiet", "-z", "--stdin"];
  const input = pointers.map((path) => `${path}\0`).join("");
  const env = { GIT_LFS_SKIP_SMUDGE: "0" };
  const { exitCode } = await git.attempt("check out", args, { input, env });
  if (exitCode !== 0) await git.run("check out", args, { input });
  return kept;
}

/** Before anything is sent: what cannot be committed is not paid for. Throws UsageError. */
export async function requireLfs(
  git: Git,
  paths: readonly string[],
  method: "api" | "git",
): Promise<void> {
  const kept = await lfsPaths(git, paths);
  const [first] = kept;
  if (first === undefined) return;
  if (method === "api") {
    throw new UsageError(
      `${first} is kept in Git LFS, where a commit through GitHub's API cannot put it`,
      `Set \`commit-method: git\` here and \`lfs: true\` for actions/checkout, or ${OUT_OF_LFS}.`,
    );
  }
  await bringLfsFiles(git, kept);
  const absent = kept.find((path) => isPointer(join(git.root, path)));
  if (absent === undefined) return;
  throw new UsageError(
    `${absent} is kept in Git LFS, and this checkout has only a pointer to it`,
    `Set \`lfs: true\` for actions/checkout, or ${OUT_OF_LFS}.`,
  );
}

/** One that is to be made is none. */
function isPointer(path: string): boolean {
  return existsSync(path) && readFileSync(path).toString("latin1", 0, POINTER.length) === POINTER;
}
