import { lstatSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { OutsideError, UsageError } from "../model/errors.ts";
import { gitFailure } from "./failure.ts";
import { gitSync } from "./run.ts";

/** A checkout of a repository. All paths are real (no symbolic links) and absolute. */
export interface Repository {
  /** The work tree's top folder. */
  readonly root: string;
  /** This checkout's own folder; of a linked worktree `…/.git/worktrees/<name>`. */
  readonly gitDir: string;
  /** What all worktrees share: objects, refs, configuration. */
  readonly commonDir: string;
  /** Whether the history was cut when cloning. */
  readonly shallow: boolean;
  /** Variables for a git that asks the remote, where its own configuration does not let it in. */
  readonly access?: Readonly<Record<string, string>>;
}

/** With one of these set, where the repository is, is git's own question. */
const DISCOVERY_VARIABLES = [
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_COMMON_DIR",
  "GIT_CEILING_DIRECTORIES",
];

/**
 * The repository whose work tree holds `cwd`, or undefined when there is none. Reads a few small
 * files and starts no process, unless the place is an unusual one; then git is asked.
 * Throws {@link UsageError} when `cwd` is no folder, {@link OutsideError} for a repository without
 * a work tree and for one that git cannot read.
 */
export function openRepository(cwd: string): Repository | undefined {
  const start = realFolder(cwd);
  if (DISCOVERY_VARIABLES.some((name) => process.env[name] !== undefined)) return askGit(start);
  for (let folder = start; ; folder = dirname(folder)) {
    const gitDir = gitDirOf(folder);
    if (gitDir !== undefined) {
      const commonDir = commonDirOf(gitDir);
      const usual = has(gitDir, "HEAD") && isWorkTreeOf(folder, gitDir);
      return usual ? repository(folder, gitDir, commonDir) : askGit(start);
    }
    if (looksBare(folder)) return askGit(start);
    if (dirname(folder) === folder) return undefined;
  }
}

/**
 * Where locstep keeps what belongs to one checkout alone (journal, lock). Equals
 * `git rev-parse --git-path locstep`: a name that git does not know is never shared by worktrees.
 */
export function privateFolder(repo: Repository): string {
  return join(repo.gitDir, "locstep");
}

/** The hash that names objects, from the repository's own configuration, as git reads it. */
export function objectFormat(repo: Repository): "sha1" | "sha256" {
  const configuration = textOf(join(repo.commonDir, "config")) ?? "";
  const sha256 = /^[ \t]*(?:\[extensions\][ \t]*)?objectformat[ \t]*=[ \t]*"?sha256\b/imu;
  return sha256.test(configuration) ? "sha256" : "sha1";
}

/** Whether objects are left at the remote until they are needed (`git clone --filter`). */
export function isPartialClone(repo: Repository): boolean {
  const configuration = textOf(join(repo.commonDir, "config")) ?? "";
  return /^[ \t]*(?:promisor|partialclone)[ \t]*(?:=|$)/imu.test(configuration);
}

function repository(root: string, gitDir: string, commonDir: string): Repository {
  const shallow = statSync(join(commonDir, "shallow"), { throwIfNoEntry: false });
  return { root, gitDir, commonDir, shallow: shallow !== undefined && shallow.size > 0 };
}

function realFolder(cwd: string): string {
  try {
    const folder = realpathSync.native(cwd);
    if (statSync(folder).isDirectory()) return folder;
  } catch {
    // Said below.
  }
  throw new UsageError(`${cwd} is not a folder`, "Check --cwd.");
}

/** `.git` is a folder, or the file `gitdir: <path>` of a linked worktree or a submodule. */
function gitDirOf(folder: string): string | undefined {
  const path = join(folder, ".git");
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isDirectory() === true)
    return has(path, "HEAD") ? realpathSync.native(path) : undefined;
  if (stat?.isFile() !== true) return undefined;
  const link = /^gitdir: (.+?)[\r\n]*$/su.exec(textOf(path) ?? "")?.[1];
  return link === undefined ? path : resolve(folder, link);
}

function commonDirOf(gitDir: string): string {
  const link = textOf(join(gitDir, "commondir"))?.replace(/[\r\n]+$/u, "");
  return link === undefined ? gitDir : resolve(gitDir, link);
}

/** False as well when the configuration says something that only git should interpret. */
function isWorkTreeOf(folder: string, gitDir: string): boolean {
  // A linked worktree has no `config` of its own, and git ignores these two of the shared one.
  const configuration =
    (textOf(join(gitDir, "config")) ?? "") + (textOf(join(gitDir, "config.worktree")) ?? "");
  if (
    /^[ \t]*(?:\[core\][ \t]*)?bare[ \t]*(?:$|=(?![ \t]*"?(?:false|no|off|0)\b))/imu.test(
      configuration,
    )
  ) {
    return false;
  }
  const named = /^[ \t]*(?:\[core\][ \t]*)?worktree[ \t]*=(.*)$/imu.exec(configuration)?.[1];
  return named === undefined || resolve(gitDir, named.trim()) === folder;
}

function looksBare(folder: string): boolean {
  return has(folder, "HEAD") && has(folder, "objects") && has(folder, "refs");
}

function askGit(cwd: string): Repository | undefined {
  const root = revParse(cwd, "--show-toplevel");
  const gitDir = root === undefined ? undefined : revParse(cwd, "--absolute-git-dir");
  const commonDir = root === undefined ? undefined : revParse(cwd, "--git-common-dir");
  if (root === undefined || gitDir === undefined || commonDir === undefined) return undefined;
  return repository(resolve(root), resolve(gitDir), resolve(cwd, commonDir));
}

/** One answer a call, because a path may hold a line break. */
function revParse(cwd: string, question: string): string | undefined {
  const call = { purpose: `find the repository of ${cwd}`, args: ["rev-parse", question] };
  const outcome = gitSync({ root: cwd }, call);
  if (outcome.exitCode === 0) return outcome.output.toString("utf8").replace(/\r?\n$/u, "");
  if (/must be run in a work tree/u.test(outcome.complaint)) throw withoutWorkTree(cwd);
  if (/not a git repository \(or any/u.test(outcome.complaint)) return undefined;
  throw gitFailure({ root: cwd }, call, outcome);
}

function withoutWorkTree(cwd: string): OutsideError {
  return new OutsideError(`${cwd} is a bare repository or a .git folder: it holds no files.`, {
    hint: "Run locstep in a checkout: git clone, or git worktree add.",
  });
}

function has(folder: string, name: string): boolean {
  return lstatSync(join(folder, name), { throwIfNoEntry: false }) !== undefined;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
