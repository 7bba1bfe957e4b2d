import type { Client, Need } from "./client.ts";

const NEED: Need = { purpose: "comment on a pull request", permission: "pull-requests: write" };

export interface OwnComment {
  /** Of the pull request. */
  readonly number: number;
  readonly body: string;
  /** Whether a comment's body is one that this replaces. */
  readonly isOurs: (body: string) => boolean;
  /** Whether it is worth a first comment, or only keeps one current. */
  readonly isNews: boolean;
}

/** Who may write to the repository, or is a program: nobody else's comment is taken for ours. */
const TRUSTED = ["OWNER", "MEMBER", "COLLABORATOR"];

/** Writes the one comment of its kind, anew or for the first time. */
export async function upsertComment(
  client: Client,
  { number, body, isOurs, isNews }: OwnComment,
): Promise<void> {
  const { owner, repo } = client;
  const at = { owner, repo, issue_number: number };
  const comments = await client.askAll(NEED, (octokit) =>
    octokit.paginate("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
      ...at,
      per_page: 100,
    }),
  );
  const ours = comments.find(
    ({ user, author_association: association, ...comment }) =>
      (user?.type === "Bot" || TRUSTED.includes(association ?? "")) && isOurs(comment.body ?? ""),
  );
  if (ours === undefined) {
    if (!isNews) return;
    await client.ask(NEED, (octokit) =>
      octokit.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", { ...at, body }),
    );
  } else if (ours.body !== body) {
    await client.ask(NEED, (octokit) =>
      octokit.request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
        owner,
        repo,
        comment_id: ours.id,
        body,
      }),
    );
  }
}
