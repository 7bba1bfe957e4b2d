import { type Client, type Need, Refused } from "./client.ts";

export interface PullRequest {
  readonly number: number;
  readonly url: string;
  readonly nodeId: string;
  readonly title: string;
  readonly body: string;
  readonly headSha: string;
  readonly labels: readonly string[];
  readonly isMerged: boolean;
}

/** From one branch of the repository into another, by their short names. */
export interface Branches {
  readonly head: string;
  readonly base: string;
}

const READ: Need = { purpose: "list pull requests", permission: "pull-requests: write" };

function writing(purpose: string): Need {
  return { purpose, permission: "pull-requests: write" };
}

/** As much of GitHub's answer as is read. */
interface PullAnswer {
  readonly number: number;
  readonly html_url: string;
  readonly node_id: string;
  readonly title: string;
  readonly body: string | null;
  readonly head: { readonly sha: string };
  readonly merged_at: string | null;
  readonly labels: readonly { readonly name: string }[];
}

function pullRequestOf(pull: PullAnswer): PullRequest {
  return {
    number: pull.number,
    url: pull.html_url,
    nodeId: pull.node_id,
    title: pull.title,
    body: pull.body ?? "",
    headSha: pull.head.sha,
    labels: pull.labels.map(({ name }) => name),
    isMerged: pull.merged_at !== null,
  };
}

/** Newest first. There is at most one that is open. */
export async function findPulls(
  client: Client,
  { head, base }: Branches,
  state: "open" | "closed",
): Promise<readonly PullRequest[]> {
  const { owner, repo } = client;
  const found = await client.ask(READ, (octokit) =>
    octokit.request("GET /repos/{owner}/{repo}/pulls", {
      owner,
      repo,
      state,
      base,
      head: `${owner}:${head}`,
    }),
  );
  return found.map(pullRequestOf);
}

export interface NewPull extends Branches {
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
}

/** `exists`: another run was first. `empty`: nothing differs. `forbidden`: a setting is against it. */
export type Creation =
  | { readonly outcome: "created"; readonly pull: PullRequest }
  | { readonly outcome: "exists" | "empty" | "forbidden" | "no-drafts" };

const REFUSALS = [
  ["exists", /already exists/iu],
  ["empty", /no commits between/iu],
  ["forbidden", /not permitted to create/iu],
  ["no-drafts", /draft pull requests are not supported/iu],
] as const;

export async function createPull(client: Client, pull: NewPull): Promise<Creation> {
  const { owner, repo } = client;
  try {
    const made = await client.ask(writing("open a pull request"), (octokit) =>
      octokit.request("POST /repos/{owner}/{repo}/pulls", { owner, repo, ...pull }),
    );
    return { outcome: "created", pull: pullRequestOf(made) };
  } catch (error) {
    const said = error instanceof Refused ? error.said : "";
    const known = REFUSALS.find(([, pattern]) => pattern.test(said));
    if (known === undefined) throw error;
    return { outcome: known[0] };
  }
}

export async function updatePull(
  client: Client,
  number: number,
  change: { readonly body?: string; readonly state?: "closed" },
): Promise<void> {
  const { owner, repo } = client;
  await client.ask(writing("update a pull request"), (octokit) =>
    octokit.request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
      owner,
      repo,
      pull_number: number,
      ...change,
    }),
  );
}

export async function addLabels(
  client: Client,
  number: number,
  labels: readonly string[],
): Promise<void> {
  const { owner, repo } = client;
  await client.ask(writing("label a pull request"), (octokit) =>
    octokit.request("POST /repos/{owner}/{repo}/issues/{issue_number}/labels", {
      owner,
      repo,
      issue_number: number,
      labels: [...labels],
    }),
  );
}

export async function requestReviewers(
  client: Client,
  number: number,
  { users, teams }: { readonly users: readonly string[]; readonly teams: readonly string[] },
): Promise<void> {
  const { owner, repo } = client;
  const people = { reviewers: [...users], team_reviewers: [...teams] };
  const who = [...users, ...teams].join(", ");
  await client.ask(writing(`ask ${who} for a review`), (octokit) =>
    octokit.request("POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers", {
      owner,
      repo,
      pull_number: number,
      ...people,
    }),
  );
}

const AUTO_MERGE = `mutation ($input: EnablePullRequestAutoMergeInput!) {
  enablePullRequestAutoMerge(input: $input) { clientMutationId }
}`;

export async function enableAutoMerge(
  client: Client,
  { nodeId }: PullRequest,
  method: "merge" | "squash" | "rebase",
): Promise<void> {
  const input = { pullRequestId: nodeId, mergeMethod: method.toUpperCase() };
  await client.graphql(writing("enable auto-merge"), AUTO_MERGE, { input });
}
