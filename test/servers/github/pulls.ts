import {
  type Answer,
  type Call,
  NOT_ACCESSIBLE,
  NOT_FOUND,
  invalid,
  ok,
  paged,
  refusal,
} from "./answer.ts";
import { fullPullShape, pullShape, repositoryShape } from "./shapes.ts";
import { type Pull, type State, type Token, followRefs } from "./state.ts";

export async function answerPulls(state: State, call: Call, token: Token): Promise<Answer> {
  await followRefs(state);
  const [number, what] = call.segments;
  const mayWrite = token.permissions.pull_requests === "write";
  if (number === undefined) {
    if (call.method === "GET") return listPulls(state, call);
    return mayWrite ? createPull(state, call, token) : NOT_ACCESSIBLE;
  }
  const pull = state.pulls.find((one) => one.number === Number(number));
  if (pull === undefined) return NOT_FOUND;
  if (what === "files") return listFiles(state, call, pull);
  if (call.method !== "GET" && !mayWrite) return NOT_ACCESSIBLE;
  if (what === "requested_reviewers") return requestReviewers(state, call, pull);
  if (call.method === "PATCH") {
    const { title, body, state: to, base } = call.input as Partial<Record<string, string>>;
    if (title !== undefined) pull.title = title;
    if (body !== undefined) pull.body = body;
    if (base !== undefined) pull.base = base;
    if (to === "open" || to === "closed") pull.state = to;
  }
  return ok(fullPullShape(state, pull, await baseOf(state, pull)));
}

async function baseOf({ repository }: State, { base }: Pull): Promise<string> {
  return (await repository.tip(`refs/heads/${base}`)) ?? "0".repeat(40);
}

async function listPulls(state: State, call: Call): Promise<Answer> {
  const { query } = call;
  const wanted = query.get("state") ?? "open";
  const [head, base] = [query.get("head"), query.get("base")];
  const found = state.pulls.filter(
    (pull) =>
      (wanted === "all" || pull.state === wanted) &&
      (head === null || head === `${state.owner}:${pull.head}`) &&
      (base === null || base === pull.base),
  );
  const shapes = [];
  // Newest first, unless asked otherwise.
  for (const pull of found.toReversed()) {
    shapes.push(pullShape(state, pull, await baseOf(state, pull)));
  }
  return paged(shapes, call, `${state.url}/api/v3/repos/${state.owner}/${state.name}/pulls`);
}

const LONGEST_BODY = 65_536;

async function createPull(state: State, call: Call, token: Token): Promise<Answer> {
  const { repository, settings, pulls, owner } = state;
  const input = call.input as {
    title: string;
    head: string;
    base: string;
    body?: string;
    draft?: boolean;
  };
  if (token.kind === "installation" && !settings.mayActionsOpenPulls) {
    return refusal(403, "GitHub Actions is not permitted to create or approve pull requests.");
  }
  const head = input.head.replace(`${owner}:`, "");
  const tip = await repository.tip(`refs/heads/${head}`);
  const base = await repository.tip(`refs/heads/${input.base}`);
  if (tip === undefined) {
    return refusal(422, "Validation Failed", [
      { resource: "PullRequest", field: "head", code: "invalid" },
    ]);
  }
  if (base === undefined) {
    return refusal(422, "Validation Failed", [
      { resource: "PullRequest", field: "base", code: "invalid" },
    ]);
  }
  if (pulls.some((one) => one.state === "open" && one.head === head && one.base === input.base)) {
    return invalid("PullRequest", `A pull request already exists for ${owner}:${head}.`);
  }
  if (await repository.isAncestor(tip, base)) {
    return invalid("PullRequest", `No commits between ${input.base} and ${head}`);
  }
  if (input.draft === true && !settings.draftsAllowed) {
    return refusal(422, "Draft pull requests are not supported in this repository.");
  }
  if ((input.body ?? "").length > LONGEST_BODY) {
    return invalid("PullRequest", "body is too long (maximum is 65536 characters)");
  }
  const id = state.nextId++;
  const pull: Pull = {
    id,
    number: id,
    author: token.login,
    title: input.title,
    body: input.body ?? null,
    state: "open",
    draft: input.draft ?? false,
    head,
    base: input.base,
    headSha: tip,
    mergedAt: null,
    mergeCommit: null,
    labels: new Set(),
    reviewers: new Set(),
    teams: new Set(),
    autoMerge: null,
  };
  pulls.push(pull);
  return ok(fullPullShape(state, pull, base), 201);
}

function requestReviewers(state: State, call: Call, pull: Pull): Answer {
  const { reviewers = [], team_reviewers = [] } = call.input as Record<string, readonly string[]>;
  for (const login of reviewers) {
    if (login === "stranger") {
      return refusal(
        422,
        "Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.",
      );
    }
    pull.reviewers.add(login);
  }
  for (const slug of team_reviewers) pull.teams.add(slug);
  return ok(pullShape(state, pull, pull.headSha), 201);
}

/** As many as GitHub lists at most. */
const MOST_FILES = 3_000;

async function listFiles(state: State, call: Call, pull: Pull): Promise<Answer> {
  const base = await baseOf(state, pull);
  const listing = await state.repository.git([
    "diff",
    "-z",
    "--raw",
    "--no-abbrev",
    "--no-renames",
    `${base}...${pull.headSha}`,
  ]);
  const fields = listing.split("\0");
  const api = `${repositoryShape(state)["url"]}`;
  const files = [];
  for (let at = 0; at + 1 < fields.length && files.length < MOST_FILES; at += 2) {
    const [, , , sha = "", letter = ""] = (fields[at] ?? "").split(" ");
    const path = fields[at + 1] ?? "";
    const status = { A: "added", D: "removed" }[letter] ?? "modified";
    files.push({
      sha,
      filename: path,
      status,
      additions: 1,
      deletions: 0,
      changes: 1,
      blob_url: `${state.url}/blob/${path}`,
      raw_url: `${state.url}/raw/${path}`,
      contents_url: `${api}/contents/${path}`,
    });
  }
  return paged(files, call, `${api}/pulls/${pull.number}/files`);
}
