import type { Client, Need } from "./client.ts";

const NEED: Need = { purpose: "comment on a pull request", permission: "pull-requests: write" };

/** Writes the one comment that `isOurs` finds, anew or for the first time. */
export async function upsertComment(
  client: Client,
  number: number,
  body: string,
  isOurs: (body: string) => boolean,
): Promise<void> {
  const { owner, repo } = client;
  const at = { owner, repo, issue_number: number };
  const comments = await client.askAll(NEED, (octokit) =>
    octokit.paginate(octokit.rest.issues.listComments, { ...at, per_page: 100 }),
  );
  const ours = comments.find((comment) => isOurs(comment.body ?? ""));
  if (ours === undefined) {
    await client.ask(NEED, (octokit) => octokit.rest.issues.createComment({ ...at, body }));
  } else if (ours.body !== body) {
    await client.ask(NEED, (octokit) =>
      octokit.rest.issues.updateComment({ owner, repo, comment_id: ours.id, body }),
    );
  }
}
