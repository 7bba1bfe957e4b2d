import { type PullRequest, findPulls } from "../github/pulls.ts";
import { updateRefs } from "../github/refs.ts";
import { type Client, openClient } from "../github/client.ts";
import type { Translation } from "../../core/report/report.ts";
import type { Edit } from "../../core/workflow/edits.ts";
import { type Tips, tipsOf } from "../git/remote.ts";
import { offeredIn, offeredMarker } from "../text/offered.ts";
import { pullRequestBody, pullRequestTitle } from "../text/pull-request.ts";
import { markerOf, scopeOf } from "../text/marker.ts";
import { draftBranch } from "./base-branch.ts";
import { type BranchState, branchState } from "./branch-state.ts";
import type { Build } from "./build.ts";
import { closedWork } from "./closed-work.ts";
import type { Notice } from "./notice.ts";
import { publish } from "./publish.ts";
import { ensurePullRequest, holds } from "./pull-request.ts";
import { buildRemembering } from "./refusals.ts";
import { retire } from "./retire.ts";
import { takeOver } from "./take-over.ts";
import type { Attempt, Moved, Step, Task } from "./translate.ts";

export async function stepOf(task: Task, attempt: Attempt): Promise<Step | Moved> {
  const client = openClient(task.context, task.inputs.token, task.host.pause);
  return task.inputs.strategy === "commit"
    ? commitStep(task, client, attempt)
    : pullRequestStep(task, client, attempt);
}

async function commitStep(
  task: Task,
  client: Client,
  { tips, spare }: Attempt,
): Promise<Step | Moved> {
  const { git, context, inputs, host, folder, base, branch, locales } = task;
  const tip = tips.get(base) as string;
  const state = { kind: "absent" } as const;
  const plan = { context, inputs, folder, base: tip, state, locales, spare };
  const built = await buildRemembering(task, branch, plan);
  const { report } = built;
  if (built.outcome !== "built") return { report, changed: false, pull: undefined };
  const { tree, parents } = built;
  const publication = { branch: base, from: tip, tree, parents, base: tip };
  const press = { git, client, inputs, host, isStill: async () => true };
  const published = await publish(press, publication);
  if (published.outcome === "moved") return movedFrom(tip, built);
  return { report, changed: true, pull: undefined };
}

async function pullRequestStep(
  task: Task,
  client: Client,
  { tips: seen, isPatient, spare }: Attempt,
): Promise<Step | Moved> {
  const { git, context, inputs, host, folder, project, base, branch, locales } = task;
  const tips = await takeOver(task, client, seen);
  if (tips === "moved") return { outcome: "moved", spare };
  const tip = tips.get(base) as string;
  const isClaimed = async () => {
    const [open] = await findPulls(client, { head: branch, base }, "open");
    return markerOf(open?.body ?? "") !== undefined;
  };
  const found = await branchState(git, { branch, tip: tips.get(branch), base: tip, isClaimed });
  const { open, closed } = await earlierOf(task, client, found);
  const state = withoutMerged(found, closed);
  const built: Build =
    task.inStep === undefined
      ? await buildRemembering(task, branch, {
          context,
          inputs,
          folder,
          base: tip,
          state,
          locales,
          spare: spare ?? (closed && (await closedWork(task, closed, tip))),
          suggested: offeredIn((open ?? closed)?.body ?? ""),
        })
      : { outcome: "nothing", report: task.inStep, refusals: undefined };
  const { report } = built;
  if (built.outcome !== "built") await clearDraft(task, client, tips);
  if (built.outcome === "nothing") return nothingLeft(task, client, state, report);
  if (built.outcome === "conflict") {
    const paths = built.paths.join(", ");
    const text = `${branch} and ${base} changed the same lines of ${paths}: merge ${base} into ${branch} by hand. Until then the branch stays as people left it.`;
    host.say({ level: "warning", text });
    return { report, changed: false, pull: undefined };
  }
  if (closed !== undefined && holds(closed, built.edits)) {
    if (!closed.isMerged) {
      const text = `Pull request #${closed.number} was closed with these very translations: there will be another one when there is something new.`;
      host.say({ level: "notice", text });
      return { report, changed: false, pull: undefined };
    }
    const text = `Pull request #${closed.number} was merged with these very translations, and ${base} lacks them again: if that is meant, close the one that this run opens.`;
    host.say({ level: "notice", text });
  }
  let tree = state.kind === "absent" ? "" : state.tip.tree;
  if (built.outcome === "built") {
    const from = tips.get(branch);
    const publication = { branch, from, tree: built.tree, parents: built.parents, base: tip };
    const isStill = async () => !isPatient || (await tipsOf(git, [base])).get(base) === tip;
    const published = await publish({ git, client, inputs, host, isStill }, publication);
    if (published.outcome === "moved") return movedFrom(tip, built);
    tree = built.tree;
  }
  const facts = {
    report,
    translations: translationsOf(built, report.translations, state),
    base,
    scope: scopeOf(project),
    keptCommits: state.kind === "edited" ? state.kept : 0,
    ...(locales?.length === 1 && { locale: locales[0] as string }),
    runUrl: context.runUrl,
  };
  const ensured = await ensurePullRequest(client, {
    inputs,
    host,
    head: branch,
    base,
    title: inputs.title ?? pullRequestTitle(facts),
    body: pullRequestBody(facts),
    offered: offeredMarker(facts.translations),
    locales: [...new Set(facts.translations.map(({ locale }) => locale))],
    isMoved: built.outcome === "built",
    tree,
    edits: built.edits,
    open,
  });
  const changed = built.outcome === "built";
  if (ensured.outcome === "pull-request") {
    return { report, changed, pull: ensured.pull };
  }
  if (ensured.outcome === "forbidden") host.say(forbidden(task));
  return { report, changed, pull: undefined };
}

/** The pull request that is there: the one that is open, or the last one, merged or closed. */
interface Earlier {
  readonly open?: PullRequest | undefined;
  readonly closed?: PullRequest | undefined;
}

async function earlierOf(
  { inStep, base, branch }: Task,
  client: Client,
  { kind }: BranchState,
): Promise<Earlier> {
  if (inStep !== undefined) return {};
  const branches = { head: branch, base };
  // Without a branch none is open.
  const [open] = kind === "absent" ? [] : await findPulls(client, branches, "open");
  const [closed] = open === undefined ? await findPulls(client, branches, "closed") : [];
  return { open, closed };
}

/** What a merge by squash or rebase brought to the base is not built upon: nobody's work is lost. */
function withoutMerged(state: BranchState, closed: PullRequest | undefined): BranchState {
  const isMerged = closed?.isMerged === true && state.kind === "edited";
  return isMerged && closed.headSha === state.tip.id
    ? { kind: "own", tip: state.tip, base: state.base }
    : state;
}

function movedFrom(from: string, { tree }: { readonly tree: string }): Moved {
  return { outcome: "moved", spare: { from, to: tree } };
}

/** What a run left behind that was cut off between a commit and the branch that was to have it. */
async function clearDraft({ branch }: Task, client: Client, tips: Tips): Promise<void> {
  const draft = draftBranch(branch);
  const from = tips.get(draft);
  if (from !== undefined) await updateRefs(client, [{ branch: draft, from, to: undefined }]);
}

async function nothingLeft(
  { git, inputs, host, base, branch }: Task,
  client: Client,
  state: BranchState,
  report: Step["report"],
): Promise<Step | Moved> {
  if (state.kind === "absent") return { report, changed: false, pull: undefined };
  const retirement = { inputs, host, head: branch, base, state };
  const { outcome, pull } = await retire(git, client, retirement);
  return outcome === "moved" ? { outcome, spare: undefined } : { report, changed: false, pull };
}

/**
 * A pull request of ours for what is grouped otherwise now, or for a locale that is gone. Without one
 * the branch may be somebody else's, whose base only looks like ours.
 */
export async function retireObsolete(
  task: Task,
  tips: Tips,
  report: Step["report"],
): Promise<readonly Step[]> {
  const { git, context, inputs, host, base, branch } = task;
  const client = openClient(context, inputs.token, host.pause);
  const open = await findPulls(client, { head: branch, base }, "open");
  if (open.length === 0) return [];
  const pair = { branch, tip: tips.get(branch), base: tips.get(base) as string };
  const state = await branchState(git, pair);
  const step = await nothingLeft(task, client, state, report);
  return "outcome" in step ? [] : [step];
}

/** All that the pull request holds: what this run made, and what was there before it. */
function translationsOf(
  { edits }: { readonly edits: readonly Edit[] },
  made: readonly Translation[],
  { kind }: BranchState,
): readonly Translation[] {
  const known = new Set(made.filter(({ outcome }) => outcome === "written").map(idOf));
  const earlier = edits
    .filter((edit) => !known.has(idOf(edit)))
    .map(({ before, after, ...at }) => ({
      ...at,
      outcome: "written" as const,
      text: after,
      ...(before !== undefined && { previous: before }),
    }));
  // What a branch made anew takes over from its older self comes from the memory only in name.
  const told = kind === "own" ? made.map(withoutOrigin) : made;
  return [...told, ...earlier];
}

function withoutOrigin(translation: Translation): Translation {
  const { origin, score, ...rest } = translation;
  return origin === "memory"
    ? rest
    : { ...rest, ...(origin && { origin }), ...(score && { score }) };
}

function idOf({ locale, path, key }: Pick<Edit, "locale" | "path" | "key">): string {
  return JSON.stringify([locale, path, key]);
}

function forbidden({ context, base, branch }: Task): Notice {
  const { serverUrl, repository } = context;
  const root = `${serverUrl}/${repository.owner}/${repository.name}`;
  const range = [base, branch].map((name) => encodeURIComponent(name)).join("...");
  return {
    level: "warning",
    text: `The translations are on the branch ${branch}, but this repository lets no action open pull requests. Open it yourself: ${root}/compare/${range}?expand=1 — or allow it: ${root}/settings/actions, "Allow GitHub Actions to create and approve pull requests" (https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository#preventing-github-actions-from-creating-or-approving-pull-requests).`,
  };
}
