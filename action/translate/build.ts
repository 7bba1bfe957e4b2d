import { join } from "node:path";
import type { Proposal } from "../../core/model/proposal.ts";
import type { Report } from "../../core/report/report.ts";
import type { Edit } from "../../core/workflow/edits.ts";
import { type Session, openSession } from "../../core/workflow/session.ts";
import type { Suggestions } from "../../core/workflow/translate/suggestions.ts";
import type { Context } from "../context.ts";
import { changesBetween } from "../git/commits.ts";
import type { Git } from "../git/git.ts";
import { fetchCommits } from "../git/remote.ts";
import { changedBelow, checkOut, inWorktree, stage } from "../git/worktree.ts";
import type { Inputs } from "../inputs.ts";
import { bringLfsFiles, requireLfs } from "../git/lfs.ts";
import { AUTHOR } from "./author.ts";
import type { BranchState } from "./branch-state.ts";
import { type EarlierWork, layEarlierSegments, liftEarlierSegments } from "./earlier-segments.ts";
import { mergeBase } from "./merge.ts";

export interface BuildPlan {
  readonly context: Context;
  readonly inputs: Inputs;
  /** Of the working directory, relative to the repository's root. */
  readonly folder: string;
  /** The tip of the base branch. */
  readonly base: string;
  readonly state: BranchState;
  /** Undefined: all. */
  readonly locales: readonly string[] | undefined;
  /** What this run built before somebody moved a branch. */
  readonly spare: EarlierWork | undefined;
  /** The commit whose configuration says who translates, where the base is a proposal. */
  readonly trusted?: string;
  /** What the pull request that is open offers already. */
  readonly suggested?: Suggestions;
  /** The pull request that it is for: a service may keep its texts apart. */
  readonly proposal?: Proposal;
  /** What was refused before, as `Session.refusals` tells it. */
  readonly refusals: string;
}

interface Synced {
  readonly report: Report;
  /** What was refused and is still wanted; undefined: nobody asked. */
  readonly refusals: string | undefined;
}

/** What the translations of a base come to. Trees and blobs stay in the repository. */
export type Build = Synced &
  (
    | /** Nothing differs from the base. */ { readonly outcome: "nothing" }
    /** The branch holds all that there is to hold. */
    | { readonly outcome: "unchanged"; readonly edits: readonly Edit[] }
    /** People's commits and the base changed the same lines of files that are not ours to merge. */
    | { readonly outcome: "conflict"; readonly paths: readonly string[] }
    | {
        readonly outcome: "built";
        readonly edits: readonly Edit[];
        readonly tree: string;
        readonly parents: readonly string[];
      }
  );

/**
 * Syncs a base in a work tree of its own. A branch of ours is made anew from the base, with its
 * facts at hand; one that people worked on is built upon, and what they wrote counts as approved.
 */
export async function build(git: Git, plan: BuildPlan): Promise<Build> {
  const { state, base, context } = plan;
  await fetchCommits(git, [base, ...(state.kind === "absent" ? [] : [state.base])], 1);
  const start = state.kind === "edited" ? state.tip.id : base;
  return inWorktree(git, start, context.environment["RUNNER_TEMP"], async (work) =>
    state.kind === "edited" ? buildUpon(work, plan, state) : buildAnew(work, plan, state),
  );
}

async function buildAnew(
  git: Git,
  plan: BuildPlan,
  state: Exclude<BranchState, { kind: "edited" }>,
): Promise<Build> {
  const session = await sessionIn(git, plan);
  await requireLfs(git, await session.localeFiles(), plan.inputs.commitMethod);
  const { ledgerFolder } = session.project;
  const earlier = state.kind === "own" ? [{ from: state.base, to: state.tip.id }] : [];
  const synced = await syncWith(git, session, plan, earlier);
  const { report } = synced;
  if (report.written.length === 0) {
    const isAwaited = state.kind === "own" && pendingIn(report) > 0;
    return isAwaited
      ? { ...synced, outcome: "unchanged", edits: [] }
      : { ...synced, outcome: "nothing" };
  }
  // Of several branches, or a proposal's, each would leave a segment of its own.
  if (plan.locales === undefined && plan.trusted === undefined) await session.compact();
  const tree = await stageAll(git, report, ledgerFolder);
  const edits = await session.editsSince(plan.base, plan.locales);
  if (state.kind === "own" && state.base === plan.base) {
    if (await differsOnlyBelow(git, state.tip.tree, tree, ledgerFolder)) {
      return { ...synced, outcome: "unchanged", edits };
    }
  }
  return { ...synced, outcome: "built", edits, tree, parents: [plan.base] };
}

async function buildUpon(
  git: Git,
  plan: BuildPlan,
  state: Extract<BranchState, { kind: "edited" }>,
): Promise<Build> {
  const { tip, base: from, last, since } = state;
  const before = await sessionIn(git, plan);
  const localeFiles = await before.localeFiles();
  await requireLfs(git, localeFiles, plan.inputs.commitMethod);
  // While the source is the one that they translated: a later one would make them stale.
  if (since !== undefined) await before.accept("**", plan.locales, since);
  const parents = [tip.id];
  let isRepaired = false;
  if (from !== plan.base) {
    const sides = { from, branch: tip.id, base: plan.base };
    const { tree, conflicted } = await mergeBase(git, sides);
    const isOurs = (path: string) =>
      localeFiles.includes(path) || path.startsWith(`${before.project.ledgerFolder}/`);
    const made = (await changesBetween(git, from, last.id)).map(({ path }) => path);
    const ours = new Set(made.filter(isOurs));
    const paths = conflicted.filter((path) => !ours.has(path));
    if (paths.length > 0) {
      const report = await before.check();
      return { outcome: "conflict", report, refusals: undefined, paths };
    }
    isRepaired = conflicted.length > 0;
    parents.push(plan.base);
    const args = ["commit-tree", tree, ...parents.flatMap((id) => ["-p", id]), "-m", "merge"];
    await checkOut(git, await git.run("merge", args, { env: AUTHOR }));
  }
  const session = await sessionIn(git, plan);
  await bringLfsFiles(git, await session.localeFiles());
  const { ledgerFolder } = session.project;
  const synced = await syncWith(git, session, plan, []);
  const { report } = synced;
  const edits = await session.editsSince(plan.base, plan.locales);
  if (report.written.length === 0 && !isRepaired) {
    const isLeft = !(await differsOnlyBelow(git, plan.base, "HEAD", ledgerFolder));
    return isLeft ? { ...synced, outcome: "unchanged", edits } : { ...synced, outcome: "nothing" };
  }
  const tree = await stageAll(git, report, ledgerFolder);
  return { ...synced, outcome: "built", edits, tree, parents };
}

/** In the work tree that git stands in. */
export function sessionIn(
  git: Git,
  {
    inputs,
    context,
    folder,
    trusted,
  }: Pick<BuildPlan, "inputs" | "context" | "folder" | "trusted">,
): Promise<Session> {
  return openSession({
    cwd: join(git.root, folder),
    access: git.access,
    presetsByAccess: trusted === undefined,
    ...(inputs.config !== undefined && { config: inputs.config }),
    ...(trusted !== undefined && { trusted }),
    environment: context.environment,
  });
}

const NOTHING: Suggestions = new Map();

/** A runner that is cancelled ends the process; the next run finds what was sent in flight. */
const NEVER_ABORTED = new AbortController().signal;

async function syncWith(
  git: Git,
  session: Session,
  { inputs, locales, spare, proposal, refusals, suggested = NOTHING }: BuildPlan,
  earlier: readonly EarlierWork[],
): Promise<Synced> {
  const laid: string[] = [];
  for (const work of spare === undefined ? earlier : [...earlier, spare]) {
    laid.push(...(await layEarlierSegments(git, work, session.project.ledgerFolder)));
  }
  const report = await session.sync({
    ...(locales && { locales }),
    ...(proposal && { proposal }),
    suggested,
    refusals,
    wait: inputs.wait,
    isDryRun: false,
    signal: NEVER_ABORTED,
  });
  const standing = await session.refusals(locales, refusals);
  await liftEarlierSegments(git, laid);
  return { report, refusals: standing };
}

function pendingIn({ locales }: Report): number {
  return Object.values(locales).reduce((sum, { pending }) => sum + pending, 0);
}

async function stageAll(git: Git, report: Report, ledgerFolder: string): Promise<string> {
  return stage(git, [...report.written, ...(await changedBelow(git, ledgerFolder))]);
}

async function differsOnlyBelow(
  git: Git,
  from: string,
  to: string,
  folder: string,
): Promise<boolean> {
  const changes = await changesBetween(git, from, to);
  return changes.every(({ path }) => path.startsWith(`${folder}/`));
}
