import { isUtf8 } from "node:buffer";
import { type Change, readBlobs } from "../git/commits.ts";
import type { Git } from "../git/git.ts";
import { OutsideError } from "../../core/model/errors.ts";
import type { Client, Need } from "./client.ts";

const NEED: Need = { purpose: "store the translations", permission: "contents: write" };

/** Entries a request: GitHub gives up on more. */
const MOST_ENTRIES = 100;
/** Bytes of contents a request, well below what GitHub takes. */
const MOST_BYTES = 20 * 1024 * 1024;

interface TreeEntry {
  readonly path: string;
  readonly mode: "100644" | "100755";
  readonly type: "blob";
  readonly sha?: string | null;
  readonly content?: string;
}

/** Where a tree comes from and what it has to become. */
export interface TreePlan {
  /** A tree that GitHub has. */
  readonly base: string;
  readonly changes: readonly Change[];
  /** What git here says it is: GitHub must come to the same. */
  readonly tree: string;
}

/**
 * Makes a tree of what git stores, which is what stands in the files after its filters. Contents go
 * along inside of it, a request for a hundred files, for requests that create something are few an
 * hour. Throws OutsideError.
 */
export async function uploadTree(client: Client, git: Git, plan: TreePlan): Promise<void> {
  const { owner, repo } = client;
  const present = plan.changes.filter(({ mode }) => mode !== undefined);
  const blobs = await readBlobs(
    git,
    present.map(({ id }) => id),
  );
  const contents = new Map(present.map(({ path }, at) => [path, blobs[at] as Buffer]));
  let tree = plan.base;
  for (const part of partsOf(plan.changes, contents)) {
    const entries: TreeEntry[] = [];
    for (const change of part) entries.push(await entryOf(client, change, contents));
    const made = await client.ask(NEED, (octokit) =>
      octokit.request("POST /repos/{owner}/{repo}/git/trees", {
        owner,
        repo,
        base_tree: tree,
        tree: entries,
      }),
    );
    tree = made.sha;
  }
  if (tree === plan.tree) return;
  throw new OutsideError(
    "GitHub stored something else than what was translated; nothing was changed",
  );
}

function* partsOf(
  changes: readonly Change[],
  contents: ReadonlyMap<string, Buffer>,
): Generator<readonly Change[]> {
  let part: Change[] = [];
  let bytes = 0;
  for (const change of changes) {
    const size = contents.get(change.path)?.length ?? 0;
    if (part.length === MOST_ENTRIES || (part.length > 0 && bytes + size > MOST_BYTES)) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(change);
    bytes += size;
  }
  if (part.length > 0) yield part;
}

async function entryOf(
  client: Client,
  { path, mode }: Change,
  contents: ReadonlyMap<string, Buffer>,
): Promise<TreeEntry> {
  const entry = { path, mode: mode === "100755" ? mode : "100644", type: "blob" } as const;
  const bytes = contents.get(path);
  if (bytes === undefined) return { ...entry, sha: null };
  if (isUtf8(bytes)) return { ...entry, content: bytes.toString() };
  const { owner, repo } = client;
  const content = bytes.toString("base64");
  const blob = await client.ask(NEED, (octokit) =>
    octokit.request("POST /repos/{owner}/{repo}/git/blobs", {
      owner,
      repo,
      content,
      encoding: "base64",
    }),
  );
  return { ...entry, sha: blob.sha };
}

/** Without an author of our own: GitHub then signs what an app makes. */
export async function createCommit(
  client: Client,
  commit: { readonly tree: string; readonly parents: readonly string[]; readonly message: string },
): Promise<{ readonly id: string; readonly isSigned: boolean }> {
  const { owner, repo } = client;
  const { tree, message } = commit;
  const made = await client.ask(NEED, (octokit) =>
    octokit.request("POST /repos/{owner}/{repo}/git/commits", {
      owner,
      repo,
      tree,
      message,
      parents: [...commit.parents],
    }),
  );
  return { id: made.sha, isSigned: made.verification.verified };
}

const COMMIT = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid tree { oid } signature { isValid } } }
}`;

interface CommitMade {
  readonly createCommitOnBranch: {
    readonly commit: {
      readonly oid: string;
      readonly tree: { readonly oid: string };
      readonly signature: { readonly isValid: boolean } | null;
    };
  };
}

/** Upon a branch that stands at `parent`: the way on which GitHub signs for a person's token. */
export async function commitOnBranch(
  client: Client,
  git: Git,
  commit: {
    readonly branch: string;
    readonly parent: string;
    readonly message: string;
    readonly plan: TreePlan;
  },
): Promise<{ readonly id: string; readonly isSigned: boolean }> {
  const { branch, parent, message, plan } = commit;
  const present = plan.changes.filter(({ mode }) => mode !== undefined);
  const blobs = await readBlobs(
    git,
    present.map(({ id }) => id),
  );
  const [headline = "", ...body] = message.split("\n");
  const input = {
    branch: { repositoryNameWithOwner: `${client.owner}/${client.repo}`, branchName: branch },
    expectedHeadOid: parent,
    message: { headline, body: body.join("\n").trim() },
    fileChanges: {
      additions: present.map(({ path }, at) => ({
        path,
        contents: (blobs[at] as Buffer).toString("base64"),
      })),
      deletions: plan.changes
        .filter(({ mode }) => mode === undefined)
        .map(({ path }) => ({ path })),
    },
  };
  const made = await client.graphql<CommitMade>(NEED, COMMIT, { input });
  const { oid, tree, signature } = made.createCommitOnBranch.commit;
  if (tree.oid === plan.tree) return { id: oid, isSigned: signature?.isValid ?? false };
  throw new OutsideError(
    "GitHub stored something else than what was translated; nothing was changed",
  );
}
