import type { Commit } from "./repository.ts";
import type { Comment, Pull, State } from "./state.ts";

type Shape = Readonly<Record<string, unknown>>;

/** Addresses of a thing, as GitHub spells them: the same root and another last word. */
function addresses(root: string, names: readonly (readonly [string, string])[]): Shape {
  return Object.fromEntries(names.map(([name, tail]) => [name, `${root}${tail}`]));
}

function user({ url }: State, login: string): Shape {
  const isBot = login.endsWith("[bot]");
  const spelled = encodeURIComponent(login);
  return {
    login,
    id: login.length * 1000,
    node_id: `U_${login}`,
    avatar_url: `${url}/avatars/${spelled}`,
    gravatar_id: "",
    html_url: `${url}/${spelled}`,
    ...addresses(`${url}/api/v3/users/${spelled}`, [
      ["url", ""],
      ["followers_url", "/followers"],
      ["following_url", "/following{/other_user}"],
      ["gists_url", "/gists{/gist_id}"],
      ["starred_url", "/starred{/owner}{/repo}"],
      ["subscriptions_url", "/subscriptions"],
      ["organizations_url", "/orgs"],
      ["repos_url", "/repos"],
      ["events_url", "/events{/privacy}"],
      ["received_events_url", "/received_events"],
    ]),
    type: isBot ? "Bot" : "User",
    site_admin: false,
  };
}

const REPOSITORY_ADDRESSES = `archive_url /{archive_format}{/ref}
assignees_url /assignees{/user}
blobs_url /git/blobs{/sha}
branches_url /branches{/branch}
collaborators_url /collaborators{/collaborator}
comments_url /comments{/number}
commits_url /commits{/sha}
compare_url /compare/{base}...{head}
contents_url /contents/{+path}
contributors_url /contributors
deployments_url /deployments
downloads_url /downloads
events_url /events
forks_url /forks
git_commits_url /git/commits{/sha}
git_refs_url /git/refs{/sha}
git_tags_url /git/tags{/sha}
hooks_url /hooks
issue_comment_url /issues/comments{/number}
issue_events_url /issues/events{/number}
issues_url /issues{/number}
keys_url /keys{/key_id}
labels_url /labels{/name}
languages_url /languages
merges_url /merges
milestones_url /milestones{/number}
notifications_url /notifications{?since,all,participating}
pulls_url /pulls{/number}
releases_url /releases{/id}
stargazers_url /stargazers
statuses_url /statuses/{sha}
subscribers_url /subscribers
subscription_url /subscription
tags_url /tags
teams_url /teams
trees_url /git/trees{/sha}`;

export function repositoryShape(state: State): Shape {
  const { url, owner, name } = state;
  const api = `${url}/api/v3/repos/${owner}/${name}`;
  const names = REPOSITORY_ADDRESSES.split("\n").map((line) => line.split(" ") as [string, string]);
  return {
    id: 1296269,
    node_id: "R_1",
    name,
    full_name: `${owner}/${name}`,
    owner: user(state, owner),
    private: false,
    html_url: `${url}/${owner}/${name}`,
    description: null,
    fork: false,
    url: api,
    ...addresses(api, names),
    git_url: `git://localhost/${owner}/${name}.git`,
    ssh_url: `git@localhost:${owner}/${name}.git`,
    clone_url: `${url}/${owner}/${name}.git`,
    svn_url: `${url}/${owner}/${name}`,
    mirror_url: null,
    homepage: null,
    language: null,
    forks_count: 0,
    stargazers_count: 0,
    watchers_count: 0,
    size: 1,
    default_branch: "main",
    open_issues_count: 0,
    has_issues: true,
    has_projects: true,
    has_wiki: true,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: false,
    disabled: false,
    visibility: "public",
    pushed_at: NOW,
    created_at: NOW,
    updated_at: NOW,
    license: null,
    forks: 0,
    open_issues: 0,
    watchers: 0,
    is_template: false,
    topics: [],
    web_commit_signoff_required: false,
    allow_forking: true,
  };
}

const NOW = "2026-01-01T00:00:00Z";

export function pullShape(state: State, pull: Pull, baseSha: string): Shape {
  const { url, owner, name } = state;
  const api = `${url}/api/v3/repos/${owner}/${name}`;
  const own = `${api}/pulls/${pull.number}`;
  const page = `${url}/${owner}/${name}/pull/${pull.number}`;
  const side = (ref: string, sha: string) => ({
    label: `${owner}:${ref}`,
    ref,
    sha,
    user: user(state, owner),
    repo: repositoryShape(state),
  });
  const more = {
    review_comments_url: `${own}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${api}/issues/${pull.number}/comments`,
    commits_url: `${own}/commits`,
    statuses_url: `${api}/statuses/${pull.headSha}`,
  };
  return {
    url: own,
    id: pull.id,
    node_id: nodeIdOf(pull),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: `${api}/issues/${pull.number}`,
    ...more,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: user(state, pull.author),
    body: pull.body,
    labels: [...pull.labels].map((label) => labelShape(state, label)),
    milestone: null,
    active_lock_reason: null,
    created_at: NOW,
    updated_at: NOW,
    closed_at: pull.state === "closed" ? NOW : null,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommit,
    assignee: null,
    assignees: [],
    requested_reviewers: [...pull.reviewers].map((login) => user(state, login)),
    requested_teams: [...pull.teams].map((slug) => teamShape(state, slug)),
    head: side(pull.head, pull.headSha),
    base: side(pull.base, baseSha),
    _links: {
      self: { href: own },
      html: { href: page },
      issue: { href: `${api}/issues/${pull.number}` },
      comments: { href: more.comments_url },
      review_comments: { href: more.review_comments_url },
      review_comment: { href: more.review_comment_url },
      commits: { href: more.commits_url },
      statuses: { href: more.statuses_url },
    },
    author_association: "CONTRIBUTOR",
    auto_merge: pull.autoMerge && {
      enabled_by: user(state, pull.author),
      merge_method: pull.autoMerge,
      commit_title: "",
      commit_message: "",
    },
    draft: pull.draft,
  };
}

/** One pull request has more to tell than one of a list. */
export function fullPullShape(state: State, pull: Pull, baseSha: string): Shape {
  return {
    ...pullShape(state, pull, baseSha),
    merged: pull.mergedAt !== null,
    mergeable: null,
    rebaseable: null,
    mergeable_state: "unknown",
    merged_by: null,
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: 1,
    additions: 1,
    deletions: 0,
    changed_files: 1,
  };
}

export function nodeIdOf({ number }: Pull): string {
  return `PR_${number}`;
}

export function labelShape({ url, owner, name }: State, label: string): Shape {
  return {
    id: 208045946,
    node_id: `LA_${label.length}`,
    url: `${url}/api/v3/repos/${owner}/${name}/labels/${encodeURIComponent(label)}`,
    name: label,
    description: "",
    color: "ededed",
    default: false,
  };
}

function teamShape({ url, owner }: State, slug: string): Shape {
  const api = `${url}/api/v3/organizations/1/team/1`;
  return {
    id: 1,
    node_id: "T_1",
    name: slug,
    slug,
    description: null,
    privacy: "closed",
    notification_setting: "notifications_enabled",
    permission: "pull",
    url: api,
    html_url: `${url}/orgs/${owner}/teams/${slug}`,
    members_url: `${api}/members{/member}`,
    repositories_url: `${api}/repos`,
    parent: null,
    type: "organization",
    organization_id: 1,
  };
}

export function commentShape(state: State, comment: Comment): Shape {
  const { url, owner, name } = state;
  const api = `${url}/api/v3/repos/${owner}/${name}/issues`;
  return {
    id: comment.id,
    node_id: `IC_${comment.id}`,
    url: `${api}/comments/${comment.id}`,
    html_url: `${url}/${owner}/${name}/pull/${comment.issue}#issuecomment-${comment.id}`,
    body: comment.body,
    user: user(state, comment.author),
    created_at: NOW,
    updated_at: NOW,
    issue_url: `${api}/${comment.issue}`,
    author_association: "CONTRIBUTOR",
    performed_via_github_app: null,
  };
}

export function gitCommitShape(state: State, commit: Commit): Shape {
  const { url, owner, name, verified } = state;
  const api = `${url}/api/v3/repos/${owner}/${name}/git`;
  const page = `${url}/${owner}/${name}/commit`;
  const isVerified = verified.has(commit.sha);
  return {
    sha: commit.sha,
    node_id: `C_${commit.sha}`,
    url: `${api}/commits/${commit.sha}`,
    html_url: `${page}/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    message: commit.message,
    tree: { sha: commit.tree, url: `${api}/trees/${commit.tree}` },
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${page}/${sha}`,
    })),
    verification: {
      verified: isVerified,
      reason: isVerified ? "valid" : "unsigned",
      signature: isVerified ? "-----BEGIN PGP SIGNATURE-----" : null,
      payload: isVerified ? "tree …" : null,
      verified_at: isVerified ? NOW : null,
    },
  };
}
