import type { Git } from "../git/git.ts";
import { type Move, tipsOf } from "../git/remote.ts";
import { OutsideError } from "../../core/model/errors.ts";
import type { Client, Need } from "./client.ts";

const WRITE: Need = { purpose: "move a branch", permission: "contents: write" };
const NOTHING = "0".repeat(40);

const REPOSITORY = `query ($owner: String!, $repo: String!) {
  repository(owner: $owner, name: $repo) { id }
}`;

const UPDATE = `mutation ($input: UpdateRefsInput!) {
  updateRefs(input: $input) { clientMutationId }
}`;

/** The repository's id among all of GitHub's objects. */
async function repositoryId(client: Client): Promise<string> {
  const { owner, repo } = client;
  const need = { purpose: "find the repository", permission: "contents: read" };
  const { repository } = await client.graphql<{ readonly repository: { readonly id: string } }>(
    need,
    REPOSITORY,
    { owner, repo },
  );
  return repository.id;
}

/**
 * Moves branches together or not at all, each only if it stands where it was seen. REST has no such
 * condition. Throws OutsideError.
 */
export async function updateRefs(
  client: Client,
  moves: readonly (Move & { readonly isSeen?: false })[],
): Promise<void> {
  const input = {
    repositoryId: await repositoryId(client),
    refUpdates: moves.map(({ branch, from, to, isSeen }) => ({
      name: `refs/heads/${branch}`,
      ...(isSeen !== false && { beforeOid: from ?? NOTHING }),
      afterOid: to ?? NOTHING,
      force: true,
    })),
  };
  await client.graphql(WRITE, UPDATE, { input });
}

/**
 * `moved`: somebody was there first, and nothing was done. An answer that was lost is told from a
 * refusal by a look at where the branch stands.
 */
export async function moveBranch(
  client: Client,
  git: Git,
  moves: readonly [Move, ...(Move & { readonly isSeen?: false })[]],
): Promise<"done" | "moved"> {
  const [{ branch, from, to }] = moves;
  try {
    await updateRefs(client, moves);
    return "done";
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    const now = (await tipsOf(git, [branch])).get(branch);
    if (now === to) return "done";
    if (now !== from) return "moved";
    throw error;
  }
}
