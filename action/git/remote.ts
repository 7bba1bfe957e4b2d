import { type Git, gitFailure } from "./git.ts";

/** Branches of the remote by their short names, with their commits. */
export type Tips = ReadonlyMap<string, string>;

const HEADS = "refs/heads/";

/** One request; branches that do not exist are left out. `*` stands for any characters. */
export async function tipsOf(git: Git, branches: readonly string[]): Promise<Tips> {
  const refs = branches.map((branch) => HEADS + branch);
  const families = refs.filter((ref) => ref.endsWith("*")).map((ref) => ref.slice(0, -1));
  const output = await git.run("list the branches of the remote", [
    "ls-remote",
    "--quiet",
    "--refs",
    "--end-of-options",
    "origin",
    ...refs,
  ]);
  const tips = new Map<string, string>();
  for (const line of output.split("\n")) {
    const [commit = "", ref = ""] = line.split("\t");
    // The remote takes a name for a pattern that matches from the right.
    const isAsked = refs.includes(ref) || families.some((family) => ref.startsWith(family));
    if (isAsked) tips.set(ref.slice(HEADS.length), commit);
  }
  return tips;
}

const FETCH = [
  "-c",
  "protocol.version=2",
  "fetch",
  "--quiet",
  "--no-tags",
  "--no-prune",
  "--no-write-fetch-head",
  "--no-auto-gc",
  "--no-recurse-submodules",
  "--refmap=",
];

/**
 * Brings commits here with all that is in them. A shallow clone stays as shallow as `depth` asks, a
 * complete one stays complete.
 */
export async function fetchCommits(
  git: Git,
  commits: readonly string[],
  depth: number,
): Promise<void> {
  const missing: string[] = [];
  for (const commit of new Set(commits)) {
    if (depth > 1 || !(await isHere(git, commit))) missing.push(commit);
  }
  if (missing.length === 0) return;
  const isShallow =
    (await git.run("look at the clone", ["rev-parse", "--is-shallow-repository"])) === "true";
  await git.run("fetch commits", [
    ...FETCH,
    ...(isShallow ? [`--depth=${depth}`] : []),
    "--end-of-options",
    "origin",
    ...missing,
  ]);
}

async function isHere(git: Git, commit: string): Promise<boolean> {
  const { exitCode } = await git.attempt(
    "look for a commit",
    ["cat-file", "-e", `${commit}^{tree}`],
    {
      env: { GIT_NO_LAZY_FETCH: "1" },
    },
  );
  return exitCode === 0;
}

/** A branch that is moved only if it stands where it was seen. */
export interface Move {
  readonly branch: string;
  /** Undefined: the branch must not exist yet. */
  readonly from: string | undefined;
  /** Undefined: the branch goes. */
  readonly to: string | undefined;
}

/**
 * Moves branches together or not at all. `moved`: somebody was there first, and nothing was done.
 * Throws OutsideError for all else.
 */
export async function push(
  git: Git,
  ...moves: readonly [Move, ...Move[]]
): Promise<"done" | "moved"> {
  // A bare `--force-with-lease` looks at a remote-tracking branch, which a shallow clone lacks.
  const args = [
    "push",
    "--quiet",
    "--porcelain",
    ...(moves.length > 1 ? ["--atomic"] : []),
    ...moves.map(({ branch, from }) => `--force-with-lease=${HEADS}${branch}:${from ?? ""}`),
    "--end-of-options",
    "origin",
    ...moves.map(({ branch, to }) => `${to ?? ""}:${HEADS}${branch}`),
  ];
  const outcome = await git.attempt("push", args);
  if (outcome.exitCode === 0) return "done";
  const told = `${outcome.output.toString()}\n${outcome.complaint}`;
  if (
    /stale info|fetch first|non-fast-forward|reference already exists|cannot lock ref/u.test(told)
  ) {
    return "moved";
  }
  throw gitFailure(`push to ${moves[0].branch}`, outcome);
}
