import { OutsideError } from "../../core/model/errors.ts";
import type { Client } from "../github/client.ts";
import { type TreePlan, commitOnBranch, createCommit, uploadTree } from "../github/objects.ts";
import { moveBranch, updateRefs } from "../github/refs.ts";
import { changesBetween } from "../git/commits.ts";
import type { Git } from "../git/git.ts";
import { push } from "../git/remote.ts";
import type { Inputs } from "../inputs.ts";
import { AUTHOR, SIGNATURE } from "./author.ts";
import { draftBranch } from "./base-branch.ts";
import { commitMessage } from "./own-commit.ts";

export interface Publication {
  readonly branch: string;
  /** Where the branch stood; undefined: nowhere. */
  readonly from: string | undefined;
  readonly tree: string;
  readonly parents: readonly string[];
  /** The base that the tree was built on. */
  readonly base: string;
}

/** `moved`: somebody was there first, and nothing was done. */
export type Published =
  | { readonly outcome: "moved" }
  | { readonly outcome: "done"; readonly commit: string; readonly isSigned: boolean };

const DEFAULT_MESSAGE = "Update translations";

/** Makes the commit and, when it stands whole, moves the branch to it in one step. */
export async function publish(
  git: Git,
  client: Client,
  inputs: Inputs,
  publication: Publication,
): Promise<Published> {
  const { tree, base } = publication;
  const message = commitMessage({
    text: inputs.commitMessage ?? DEFAULT_MESSAGE,
    base,
    tree,
    signedOffBy: inputs.signOff ? SIGNATURE : undefined,
  });
  const draft = { ...publication, message };
  if (inputs.commitMethod === "git") return publishByGit(git, draft);
  return isPersonal(client.token) && draft.parents.length === 1
    ? publishByBranch(git, client, draft)
    : publishByObjects(git, client, draft);
}

interface Draft extends Publication {
  readonly message: string;
}

async function publishByGit(git: Git, draft: Draft): Promise<Published> {
  const { branch, from, tree, parents, message } = draft;
  const config = await git.attempt("read the configuration", [
    "config",
    "--type=bool",
    "--get",
    "commit.gpgsign",
  ]);
  const isSigned = config.output.toString().trim() === "true";
  const commit = await git.run(
    "commit",
    [
      "commit-tree",
      ...(isSigned ? ["-S"] : []),
      ...parents.flatMap((id) => ["-p", id]),
      "-F",
      "-",
      tree,
    ],
    { input: message, env: AUTHOR },
  );
  const outcome = await push(git, { branch, from, to: commit });
  return outcome === "moved" ? { outcome } : { outcome, commit, isSigned };
}

async function publishByObjects(git: Git, client: Client, draft: Draft): Promise<Published> {
  const { branch, from, tree, parents, message } = draft;
  await uploadTree(client, git, await planOf(git, draft));
  const { id, isSigned } = await createCommit(client, { tree, parents, message });
  const outcome = await moveBranch(client, git, [{ branch, from, to: id }]);
  return outcome === "moved" ? { outcome } : { outcome, commit: id, isSigned };
}

/**
 * On a branch for the purpose, because what GraphQL commits to moves at once: ours would stand half
 * way between its old state and its new one.
 */
async function publishByBranch(git: Git, client: Client, draft: Draft): Promise<Published> {
  const { branch, from, parents, message } = draft;
  const [parent] = parents as [string];
  const temporary = draftBranch(branch);
  await updateRefs(client, [{ branch: temporary, from: undefined, to: parent, isSeen: false }]);
  const plan = await planOf(git, draft);
  const { id, isSigned } = await commitOnBranch(client, git, {
    branch: temporary,
    parent,
    message,
    plan,
  });
  const outcome = await moveBranch(client, git, [
    { branch, from, to: id },
    { branch: temporary, from: id, to: undefined, isSeen: false },
  ]);
  return outcome === "moved" ? { outcome } : { outcome, commit: id, isSigned };
}

async function planOf(git: Git, { tree, parents }: Draft): Promise<TreePlan> {
  // The last parent is the base or stands on it: what the new tree adds to it is least.
  const parent = parents.at(-1) as string;
  const base = await git.run("read a tree", ["rev-parse", "--verify", `${parent}^{tree}`]);
  const changes = await changesBetween(git, base, tree);
  const odd = changes.find(({ path }) => path.includes("\u{fffd}"));
  if (odd !== undefined) {
    throw new OutsideError(`GitHub's API takes no path that is not UTF-8: ${odd.path}`, {
      hint: "Set `commit-method: git`.",
    });
  }
  return { base, changes, tree };
}

/** Tokens of people, classic and fine-grained, and what an app got in a person's name. */
function isPersonal(token: string): boolean {
  return /^(?:ghp_|github_pat_|gho_|ghu_)/u.test(token);
}
