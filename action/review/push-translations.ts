import { OutsideError } from "../../core/model/errors.ts";
import type { Report } from "../../core/report/report.ts";
import type { Context } from "../context.ts";
import type { Git } from "../git/git.ts";
import type { Inputs } from "../inputs.ts";
import type { Outcome } from "../outputs.ts";
import { ownBranch } from "../translate/base-branch.ts";

/** What translating a pull request's own branch came to. */
export type Pushed =
  | { readonly outcome: "left"; readonly notices: Outcome["notices"] }
  | {
      readonly outcome: "synced";
      readonly report: Report;
      readonly isPushed: boolean;
      readonly notices: Outcome["notices"];
    };

export interface PushPlan {
  /** Of the working directory, relative to the repository's root. */
  readonly folder: string;
  /** As `nameOf` tells it. */
  readonly project: string;
  /** The base's commit: its configuration says who translates, never the pull request's. */
  readonly base: string | undefined;
}

/** Commits what is missing to the pull request's own branch, where that is a branch of this repository. */
export async function pushTranslations(
  git: Git,
  context: Context,
  inputs: Inputs,
  { folder, project, base }: PushPlan,
): Promise<Pushed> {
  const { head, number } = context.payload.pull_request ?? {};
  const isKnown = head?.ref !== undefined && head.sha !== undefined && number !== undefined;
  if (!isKnown || base === undefined) {
    return left("push-translations is for pull requests, and this run is for none.");
  }
  if (!isOwnBranch(context)) {
    return left("The branch is a fork's, so push-translations leaves it alone.");
  }
  const [{ buildRemembering }, { publish }, { openClient }] = await Promise.all([
    import("../translate/refusals.ts"),
    import("../translate/publish.ts"),
    import("../github/client.ts"),
  ]);
  const state = { kind: "absent" } as const;
  const plan = { context, inputs, folder, base: head.sha, state, trusted: base };
  const notices: Outcome["notices"][number][] = [];
  const host = {
    say: (notice: (typeof notices)[number]) => notices.push(notice),
    pause: undefined,
  };
  const own = ownBranch({ base: head.ref, project, locale: undefined });
  const built = await buildRemembering({ git, host }, own, {
    ...plan,
    locales: undefined,
    spare: undefined,
    proposal: { branch: head.ref, number },
  });
  const { report } = built;
  if (built.outcome !== "built") return { outcome: "synced", report, isPushed: false, notices };
  const client = openClient(context, inputs.token);
  const press = { git, client, inputs, host, isStill: async () => true };
  const { tree, parents } = built;
  const target = { branch: head.ref, from: head.sha, base: head.sha };
  const published = await publish(press, { ...target, tree, parents });
  if (published.outcome === "moved") {
    throw new OutsideError("the pull request's branch moved while this run went on", {
      hint: "The run of its newest commit translates it.",
    });
  }
  return { outcome: "synced", report, isPushed: true, notices };
}

function left(text: string): Pushed {
  return { outcome: "left", notices: [{ level: "notice", text }] };
}

/** Whether the pull request's head is a branch of this repository, and no fork's. */
export function isOwnBranch({ payload, repository }: Context): boolean {
  const { owner, name } = repository;
  const head = payload.pull_request?.head?.repo?.full_name;
  return head?.toLowerCase() === `${owner}/${name}`.toLowerCase();
}
