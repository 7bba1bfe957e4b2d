import { type Git, gitFailure } from "./git.ts";

/** Branches of the remote by their short names, with their commits. */
export type Tips = ReadonlyMap<string, string>;

const HEADS = "refs/heads/";

/** One request; branches that do not exist are left out. `*` stands for any characters. */
export async function tipsOf(git: Git, branches: readonly string[]): Promise<Tips> {
  const refs = branches.map((branch) => HEADS + branch);
  const families = refs.filter((ref) => ref.endsWith("*")).map((ref) => ref.slice(0, -1));
  const tips = new Map<string, string>();
  for (const [ref, commit] of await listRefs(git, refs)) {
    // The remote takes a name for a pattern that matches from the right.
    const isAsked = refs.includes(ref) || families.some((family) => ref.startsWith(family));
    if (isAsked) tips.set(ref.slice(HEADS.length), commit);
  }
  return tips;
}

/** What a ref of the remote names, by its full name; undefined where it does not exist. */
export async function tipOf(git: Git, ref: string): Promise<string | undefined> {
  return new Map(await listRefs(git, [ref])).get(ref);
}

/** Pairs of a ref's full name and what it names. */
async function listRefs(
  git: Git,
  refs: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  const args = ["ls-remote", "--quiet", "--refs", "--end-of-options", "origin", ...refs];
  const output = await git.run("list the branches of the remote", args);
  return output.split("\n").map((line) => {
    const [commit = "", ref = ""] = line.split("\t");
    return [ref, commit];
  });
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
  const isDeepened = await isShallow(git);
  await git.run("fetch commits", [
    ...FETCH,
    ...(isDeepened ? [`--depth=${depth}`] : []),
    "--end-of-options",
    "origin",
    ...missing,
  ]);
}

const DEEPEST = 2_000;

/** The newest commit that both have; undefined where a shallow clone would have to be deepened too far. */
export async function forkPoint(git: Git, one: string, other: string): Promise<string | undefined> {
  for (let depth = 50; ; depth *= 4) {
    const args = ["merge-base", "--end-of-options", one, other];
    const { exitCode, output } = await git.attempt("find where the branch began", args);
    if (exitCode === 0) return output.toString().trim();
    if (depth > DEEPEST || !(await isShallow(git))) return undefined;
    await fetchCommits(git, [one, other], depth);
  }
}

async function isShallow(git: Git): Promise<boolean> {
  const args = ["rev-parse", "--is-shallow-repository"];
  return (await git.run("look at the clone", args)) === "true";
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

/** From where a ref was seen to where it is to stand. */
interface Step {
  /** Undefined: it must not exist yet. */
  readonly from: string | undefined;
  /** Undefined: it goes. */
  readonly to: string | undefined;
}

/** A branch that is moved only if it stands where it was seen. */
export interface Move extends Step {
  readonly branch: string;
}

/**
 * Moves branches together or not at all. `moved`: somebody was there first, and nothing was done.
 * Throws OutsideError for all else.
 */
export function push(git: Git, ...moves: readonly [Move, ...Move[]]): Promise<"done" | "moved"> {
  return pushRefs(
    git,
    moves[0].branch,
    moves.map(({ branch, ...step }) => ({ ...step, ref: HEADS + branch })),
  );
}

/** The same for refs by their full names. `what`: completes the sentence "git could not push to …". */
export async function pushRefs(
  git: Git,
  what: string,
  moves: readonly (Step & { readonly ref: string })[],
): Promise<"done" | "moved"> {
  // A bare `--force-with-lease` looks at a remote-tracking branch, which a shallow clone lacks.
  const args = [
    "push",
    "--quiet",
    "--porcelain",
    ...(moves.length > 1 ? ["--atomic"] : []),
    ...moves.map(({ ref, from }) => `--force-with-lease=${ref}:${from ?? ""}`),
    "--end-of-options",
    "origin",
    ...moves.map(({ ref, to }) => `${to ?? ""}:${ref}`),
  ];
  const outcome = await git.attempt("push", args);
  if (outcome.exitCode === 0) return "done";
  const told = `${outcome.output.toString()}\n${outcome.complaint}`;
  if (
    /stale info|fetch first|non-fast-forward|reference already exists|cannot lock ref/u.test(told)
  ) {
    return "moved";
  }
  throw gitFailure(`push to ${what}`, outcome);
}
