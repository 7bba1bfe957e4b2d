import { openProject } from "../../core/workflow/checkout/project.ts";
import { endBranch } from "../../core/workflow/store/store-branches.ts";
import type { Context } from "../context.ts";
import type { Git } from "../git/git.ts";
import { fetchCommits } from "../git/remote.ts";
import type { Inputs } from "../inputs.ts";
import type { Outcome } from "../outputs.ts";
import { isOwnBranch } from "./push-translations.ts";

const NEVER_ABORTED = new AbortController().signal;

/**
 * Ends the service's branch of a pull request that was merged or closed, where one was worked on:
 * what people did there goes with the pull request, into the main texts or nowhere.
 */
export async function endServiceBranch(
  git: Git,
  context: Context,
  { workingDirectory, config, pushTranslations }: Inputs,
): Promise<Outcome["notices"]> {
  const { head, base, merged } = context.payload.pull_request ?? {};
  if (!pushTranslations || head?.ref === undefined || base?.sha === undefined) return [];
  if (!isOwnBranch(context)) return [];
  await fetchCommits(git, [base.sha], 1);
  const project = await openProject({
    cwd: workingDirectory,
    ...(config !== undefined && { config }),
    trusted: base.sha,
  });
  const how = merged === true ? "merge" : "remove";
  const ended = await endBranch(project, context.environment, head.ref, how, NEVER_ABORTED);
  if (ended === "absent") return [];
  return [{ level: "notice", text: `The service's branch for ${head.ref} was ${ended}.` }];
}
