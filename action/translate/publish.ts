import { OutsideError } from "../../core/model/errors.ts";
import type { Client } from "../github/client.ts";
import { type TreePlan, commitOnBranch, createCommit, uploadTree } from "../github/objects.ts";
import { moveBranch, updateRefs } from "../github/refs.ts";
import { changesBetween, firstParents } from "../git/commits.ts";
import type { Git } from "../git/git.ts";
import { fetchCommits, push, tipsOf } from "../git/remote.ts";
import type { Inputs } from "../inputs.ts";
import { AUTHOR, SIGNATURE } from "./author.ts";
import { draftBranch } from "./base-branch.ts";
import type { Host, Notice } from "./notice.ts";
import { builtOn, commitMessage } from "./own-commit.ts";

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
  | { readonly outcome: "done"; readonly commit: string };

/** What a publication is made with. */
export interface Press {
  readonly git: Git;
  readonly client: Client;
  readonly inputs: Inputs;
  readonly host: Host;
  /** Whether the base stands where it was read: asked at the last moment. */
  readonly isStill: () => Promise<boolean>;
}

const DEFAULT_MESSAGE = "Update translations";

const UNSIGNED: Notice = {
  level: "notice",
  text: "The commit that is about to be pushed is not signed; a branch that asks for signatures will refuse it. With `commit-method: api` GitHub signs for the workflow's own token and for an App's.",
};

/** Makes the commit and, when it stands whole, moves the branch to it in one step. */
export async function publish(press: Press, publication: Publication): Promise<Published> {
  const { client, inputs } = press;
  const { tree, base } = publication;
  const message = commitMessage({
    text: inputs.commitMessage ?? DEFAULT_MESSAGE,
    base,
    tree,
    signedOffBy: inputs.signOff ? SIGNATURE : undefined,
  });
  const draft = { ...publication, message };
  if (inputs.commitMethod === "git") return publishByGit(press, draft);
  return isPersonal(client.token) && draft.parents.length === 1
    ? publishByBranch(press, draft)
    : publishByObjects(press, draft);
}

interface Draft extends Publication {
  readonly message: string;
}

async function publishByGit({ git, host, isStill }: Press, draft: Draft): Promise<Published> {
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
  if (!isSigned) host.say(UNSIGNED);
  if (!(await isStill())) return { outcome: "moved" };
  const outcome = await push(git, { branch, from, to: commit });
  return outcome === "moved" ? { outcome } : { outcome, commit };
}

async function publishByObjects(
  { git, client, host, isStill }: Press,
  draft: Draft,
): Promise<Published> {
  const { branch, from, tree, parents, message } = draft;
  await uploadTree(client, git, await planOf(git, draft));
  const { id, isSigned } = await createCommit(client, { tree, parents, message });
  if (!isSigned) host.say(UNSIGNED);
  if (!(await isStill())) return { outcome: "moved" };
  const outcome = await moveBranch(client, git, [{ branch, from, to: id }]);
  return outcome === "moved" ? { outcome } : { outcome, commit: id };
}

/** The way on which GitHub signs for a person's token: a commit that moves its branch at once. */
async function publishByBranch(press: Press, draft: Draft): Promise<Published> {
  const [parent] = draft.parents as [string];
  const plan = await planOf(press.git, draft);
  return draft.from === parent
    ? commitAtOnce(press, draft, plan)
    : commitAside(press, draft, plan, parent);
}

/** The branch stands at the parent: one request makes the commit and moves it. */
async function commitAtOnce(
  { git, client, host, isStill }: Press,
  { branch, from, tree, message }: Draft,
  plan: TreePlan,
): Promise<Published> {
  const parent = from as string;
  if (!(await isStill())) return { outcome: "moved" };
  try {
    const made = await commitOnBranch(client, git, { branch, parent, message, plan });
    if (!made.isSigned) host.say(UNSIGNED);
    return { outcome: "done", commit: made.id };
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    const now = (await tipsOf(git, [branch])).get(branch);
    if (now === undefined || now === parent) throw error;
    // The commit may stand although the answer was lost.
    await fetchCommits(git, [now], 1);
    const [commit] = await firstParents(git, now, 1);
    const isOurs = commit !== undefined && commit.tree === tree && builtOn(commit) !== undefined;
    return isOurs ? { outcome: "done", commit: now } : { outcome: "moved" };
  }
}

/** On a branch for the purpose: ours would stand half way between its old state and its new one. */
async function commitAside(
  { git, client, host, isStill }: Press,
  { branch, from, message }: Draft,
  plan: TreePlan,
  parent: string,
): Promise<Published> {
  const aside = draftBranch(branch);
  await updateRefs(client, [{ branch: aside, from: undefined, to: parent, isSeen: false }]);
  const commit = { branch: aside, parent, message, plan };
  const made = await commitOnBranch(client, git, commit).catch(async (error: unknown) => {
    // Another run at the same time uses the same branch.
    const now = (await tipsOf(git, [aside])).get(aside);
    if (now === parent || !(error instanceof OutsideError)) throw error;
    return undefined;
  });
  if (made === undefined || !(await isStill())) return { outcome: "moved" };
  const { id, isSigned } = made;
  if (!isSigned) host.say(UNSIGNED);
  const outcome = await moveBranch(client, git, [
    { branch, from, to: id },
    { branch: aside, from: id, to: undefined, isSeen: false },
  ]);
  return outcome === "moved" ? { outcome } : { outcome, commit: id };
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
