import { type Client, openClient } from "../github/client.ts";
import type { Translation } from "../../core/report/report.ts";
import type { Edit } from "../../core/workflow/edits.ts";
import type { Commit } from "../git/commits.ts";
import type { Tips } from "../git/remote.ts";
import { pullRequestBody, pullRequestTitle } from "../text/pull-request.ts";
import { scopeOf } from "../text/marker.ts";
import { type BranchState, branchState } from "./branch-state.ts";
import { type Build, build } from "./build.ts";
import type { Notice } from "./notice.ts";
import { publish } from "./publish.ts";
import { ensurePullRequest } from "./pull-request.ts";
import { retire } from "./retire.ts";
import type { Step, Task } from "./translate.ts";

/** `moved`: somebody pushed meanwhile, and nothing was done. */
export async function stepOf(task: Task, tips: Tips): Promise<Step | "moved"> {
  const client = openClient(task.context, task.inputs.token);
  return task.inputs.strategy === "commit"
    ? commitStep(task, client, tips)
    : pullRequestStep(task, client, tips);
}

async function commitStep(task: Task, client: Client, tips: Tips): Promise<Step | "moved"> {
  const { git, context, inputs, folder, base, locales } = task;
  const tip = tips.get(base) as string;
  const built = await build(git, {
    context,
    inputs,
    folder,
    base: tip,
    state: { kind: "absent" },
    locales,
  });
  const { report } = built;
  if (built.outcome !== "built") return { report, changed: false, pull: undefined, notices: [] };
  const { tree, parents } = built;
  const publication = { branch: base, from: tip, tree, parents, base: tip };
  const published = await publish(git, client, inputs, publication);
  if (published.outcome === "moved") return "moved";
  return { report, changed: true, pull: undefined, notices: signatureNotices(published) };
}

async function pullRequestStep(task: Task, client: Client, tips: Tips): Promise<Step | "moved"> {
  const { git, context, inputs, folder, base, branch, locales } = task;
  const tip = tips.get(base) as string;
  const state = await branchState(git, branch, tips.get(branch));
  const plan = { context, inputs, folder, base: tip, state, locales };
  const built: Build =
    task.inStep === undefined
      ? await build(git, plan)
      : { outcome: "nothing", report: task.inStep };
  const { report } = built;
  if (built.outcome === "nothing") return nothingLeft(task, client, state, report);
  if (built.outcome === "conflict") {
    const paths = built.paths.join(", ");
    const text = `${branch} and ${base} changed the same lines of ${paths}: merge ${base} into ${branch} by hand. Until then the branch stays as people left it.`;
    return { report, changed: false, pull: undefined, notices: [{ level: "warning", text }] };
  }
  const notices: Notice[] = [];
  let stands: Pick<Commit, "id" | "tree"> | undefined =
    state.kind === "absent" ? undefined : state.tip;
  if (built.outcome === "built") {
    const from = tips.get(branch);
    const publication = { branch, from, tree: built.tree, parents: built.parents, base: tip };
    const published = await publish(git, client, inputs, publication);
    if (published.outcome === "moved") return "moved";
    stands = { id: published.commit, tree: built.tree };
    notices.push(...signatureNotices(published));
  }
  const facts = {
    report,
    translations: translationsOf(built, report.translations, state),
    base,
    scope: scopeOf(folder),
    keptCommits: state.kind === "edited" ? state.kept : 0,
    ...(locales?.length === 1 && { locale: locales[0] as string }),
    runUrl: context.runUrl,
  };
  const ensured = await ensurePullRequest(client, {
    inputs,
    head: branch,
    base,
    title: inputs.title ?? pullRequestTitle(facts),
    body: pullRequestBody(facts),
    locales: [...new Set(facts.translations.map(({ locale }) => locale))],
    isMoved: built.outcome === "built",
    commit: stands?.id ?? tip,
    tree: stands?.tree ?? "",
  });
  const changed = built.outcome === "built";
  if (ensured.outcome === "pull-request") {
    return { report, changed, pull: ensured.pull, notices: [...notices, ...ensured.notices] };
  }
  if (ensured.outcome === "forbidden") notices.push(forbidden(task));
  return { report, changed, pull: undefined, notices };
}

async function nothingLeft(
  { git, inputs, base, branch }: Task,
  client: Client,
  state: BranchState,
  report: Step["report"],
): Promise<Step | "moved"> {
  if (state.kind === "absent") return { report, changed: false, pull: undefined, notices: [] };
  const retired = await retire(git, client, { inputs, head: branch, base, state });
  const { outcome, pull, notices } = retired;
  return outcome === "moved" ? "moved" : { report, changed: false, pull, notices };
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

function signatureNotices({ isSigned }: { readonly isSigned: boolean }): readonly Notice[] {
  const text =
    "The commit is not signed: a branch that asks for signed commits will refuse it. The workflow's own token or an App's signs with `commit-method: api`.";
  return isSigned ? [] : [{ level: "notice", text }];
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
