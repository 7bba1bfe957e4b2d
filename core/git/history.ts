import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Repository } from "./repository.ts";
import { LOG_FORMAT, parseRevisions, type Revision } from "./revision.ts";
import { git, gitOutput, gitStream } from "./run.ts";

export type { Revision } from "./revision.ts";

export interface RevisionOptions {
  /** A commit, branch or range; `HEAD` when absent. */
  readonly from?: string;
  /** How many revisions at most. */
  readonly limit: number;
  /** The paths are pathspecs with magic. */
  readonly arePathspecs?: boolean;
}

/** Paths in one `ls-tree` call; beyond that it is cheaper to list the whole tree. */
const MAX_PATHS = 200;

const LS_TREE = ["--literal-pathspecs", "ls-tree", "-r", "-z", "--full-tree", "--end-of-options"];

/** The settings are those by which a user's configuration would change the answer. */
const SETTINGS = [
  "-c",
  "log.follow=false",
  "-c",
  "log.showRoot=true",
  "-c",
  "log.showSignature=false",
];
const LOG = [
  "log",
  "--full-history",
  "--raw",
  "-z",
  "-c",
  "--no-renames",
  "--no-relative",
  "--no-abbrev",
  "--no-color",
  "--encoding=UTF-8",
  "--stdin",
];

/**
 * The commits of the whole history (all parents, not the first ones only) that change one of the
 * paths, newest first by commit date. Read as they are found: leaving the loop ends git.
 * Cost grows with paths × commits. Throws {@link OutsideError}.
 */
export async function* revisions(
  repo: Repository,
  paths: readonly string[],
  options: RevisionOptions,
): AsyncGenerator<Revision, void, undefined> {
  if (paths.length === 0 || options.limit < 1) return;
  // Standard input takes any number of paths, but none with a line break.
  const odd = paths.filter((path) => /[\r\n]/u.test(path));
  const literal = options.arePathspecs === true ? [] : ["--literal-pathspecs"];
  const asked = [LOG_FORMAT, "--end-of-options", options.from ?? "HEAD", "--", ...odd];
  const call = {
    purpose: "read the history",
    args: [...SETTINGS, ...literal, ...LOG, ...asked],
    input: ["--", ...paths.filter((path) => !odd.includes(path)), ""].join("\n"),
  };
  const boundary = shallowCommits(repo);
  let left = options.limit;
  try {
    for await (const revision of parseRevisions(gitStream(repo, call))) {
      // A merge that takes one parent's side of every file changes nothing itself.
      if (revision.changes.length === 0) continue;
      yield boundary.has(revision.commit) ? { ...revision, boundary: true } : revision;
      if (--left === 0) return;
    }
  } catch (error) {
    const unborn = options.from === undefined && (await headCommit(repo)) === undefined;
    if (!unborn) throw error;
  }
}

/** The commit that is checked out; undefined in a repository without commits. */
export async function headCommit(repo: Repository): Promise<string | undefined> {
  const { output } = await git(repo, {
    purpose: "read HEAD",
    args: ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"],
  });
  return output.toString("latin1").trim() || undefined;
}

/** Commits at which a shallow history ends: their parents were not fetched. */
export function shallowCommits(repo: Repository): ReadonlySet<string> {
  if (!repo.shallow) return new Set();
  try {
    return new Set(readFileSync(join(repo.commonDir, "shallow"), "latin1").trim().split("\n"));
  } catch {
    // Made complete since it was opened.
    return new Set();
  }
}

/** Blob ids of those paths that are regular files in the commit. Throws {@link OutsideError}. */
export async function blobsAt(
  repo: Repository,
  commit: string,
  paths: readonly string[],
): Promise<Map<string, string>> {
  const blobs = new Map<string, string>();
  if (paths.length === 0) return blobs;
  const wanted = new Set(paths);
  const few = paths.length <= MAX_PATHS ? paths : [];
  const output = await gitOutput(repo, {
    purpose: `list the files of ${commit}`,
    args: [...LS_TREE, commit, ...few],
  });
  // <mode> <type> <id>\t<path>
  for (const line of output.toString("utf8").split("\0")) {
    const tab = line.indexOf("\t");
    const path = line.slice(tab + 1);
    if (line.startsWith("100") && wanted.has(path)) {
      blobs.set(path, line.slice("100644 blob ".length, tab));
    }
  }
  return blobs;
}
