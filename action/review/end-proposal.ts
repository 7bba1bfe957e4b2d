import { openProject } from "../../core/workflow/checkout/project.ts";
import { endProposal } from "../../core/workflow/store/proposals.ts";
import type { Context } from "../context.ts";
import type { Git } from "../git/git.ts";
import { fetchCommits, tipsOf } from "../git/remote.ts";
import { inWorktree } from "../git/worktree.ts";
import type { Inputs } from "../inputs.ts";
import type { Outcome } from "../outputs.ts";
import { ownBranch } from "../translate/base-branch.ts";
import type { Notice } from "../translate/notice.ts";
import { type PushPlan, isOwnBranch } from "./push-translations.ts";

const NEVER_ABORTED = new AbortController().signal;

/**
 * Ends what the service kept apart for a pull request that was merged or closed: what people did
 * there goes with it, into the main texts or nowhere. The base as it stands now says who the
 * service is, and which texts it is to have.
 */
export async function endAtService(
  git: Git,
  context: Context,
  { config, pushTranslations }: Inputs,
  { folder, project: name }: Pick<PushPlan, "folder" | "project">,
): Promise<Outcome["notices"]> {
  const { payload, environment } = context;
  const { head, base, merged, number } = payload.pull_request ?? {};
  if (!pushTranslations || head?.ref === undefined || base?.ref === undefined) return [];
  if (number === undefined || !isOwnBranch(context)) return [];
  const tip = (await tipsOf(git, [base.ref])).get(base.ref) ?? base.sha;
  if (tip === undefined) return [];
  await fetchCommits(git, [tip], 1);
  const proposal = { branch: head.ref, number };
  const end = merged === true ? "merge" : "remove";
  const ended = await inWorktree(git, tip, environment["RUNNER_TEMP"], async ({ root }) => {
    const options = { cwd: `${root}/${folder}`, ...(config !== undefined && { config }) };
    const project = await openProject(options);
    return endProposal(project, environment, proposal, end, NEVER_ABORTED);
  });
  const notices: Notice[] = [];
  const host = { say: (notice: Notice) => void notices.push(notice), pause: undefined };
  const { forgetRefusals } = await import("../translate/refusals.ts");
  await forgetRefusals(
    { git, host },
    ownBranch({ base: head.ref, project: name, locale: undefined }),
  );
  if (ended === "absent") return notices;
  const how = ended === "merged" ? "merged into its main texts" : "dropped";
  const text = `What the service kept apart for #${number} was ${how}.`;
  return [...notices, { level: "notice", text }];
}
