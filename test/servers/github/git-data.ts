import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Answer, type Call, NOT_FOUND, ok, refusal } from "./answer.ts";
import type { BareRepository, Signature } from "./repository.ts";
import { gitCommitShape } from "./shapes.ts";
import type { State, Token } from "./state.ts";

const GITHUB: Signature = { name: "GitHub", email: "noreply@github.com", date: "" };

/** One path of a new tree; no id: the path goes. */
export interface TreeChange {
  readonly path: string;
  readonly mode: string;
  readonly id: string | null;
}

/** A tree with changes upon another; without one from nothing. */
export async function buildTree(
  { git }: BareRepository,
  base: string | undefined,
  changes: readonly TreeChange[],
): Promise<string> {
  const env = { GIT_INDEX_FILE: join(tmpdir(), `locstep-index-${crypto.randomUUID()}`) };
  try {
    await git(base === undefined ? ["read-tree", "--empty"] : ["read-tree", base], { env });
    const lines = changes.map(({ path, mode, id }) =>
      id === null ? `0 ${"0".repeat(40)}\t${path}\0` : `${mode} ${id}\t${path}\0`,
    );
    await git(["update-index", "-z", "--index-info"], { env, input: lines.join("") });
    return (await git(["write-tree"], { env })).trim();
  } finally {
    await rm(env.GIT_INDEX_FILE, { force: true });
  }
}

export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Omit<Signature, "date">;
}

export async function makeCommit({ git }: BareRepository, commit: NewCommit): Promise<string> {
  const { tree, parents, message, author } = commit;
  const args = ["commit-tree", tree, ...parents.flatMap((id) => ["-p", id]), "-F", "-"];
  const env = {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_COMMITTER_NAME: GITHUB.name,
    GIT_COMMITTER_EMAIL: GITHUB.email,
  };
  return (await git(args, { input: message, env })).trim();
}

export async function storeBlob({ git }: BareRepository, bytes: Uint8Array): Promise<string> {
  return (await git(["hash-object", "-w", "--stdin"], { input: bytes })).trim();
}

/** In one process, for a hundred would take their time. */
async function storeTexts({ git }: BareRepository, texts: readonly string[]): Promise<string[]> {
  if (texts.length === 0) return [];
  const folder = await mkdtemp(join(tmpdir(), "locstep-blobs-"));
  try {
    const paths = texts.map((_, at) => join(folder, String(at)));
    for (const [at, text] of texts.entries()) await writeFile(paths[at] as string, text);
    const args = ["hash-object", "-w", "--no-filters", "--stdin-paths"];
    return (await git(args, { input: `${paths.join("\n")}\n` })).trim().split("\n");
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function answerGitData(state: State, call: Call, token: Token): Promise<Answer> {
  const { repository } = state;
  const [what, id = ""] = call.segments;
  const api = `${state.url}/api/v3/repos/${state.owner}/${state.name}/git`;
  if (what === "commits" && call.method === "GET") {
    const commit = await repository.commit(id);
    return commit === undefined ? NOT_FOUND : ok(gitCommitShape(state, commit));
  }
  if (call.method !== "POST") return NOT_FOUND;
  switch (what) {
    case "blobs": {
      const { content, encoding } = call.input as { content: string; encoding?: "base64" };
      const sha = await storeBlob(repository, Buffer.from(content, encoding ?? "utf8"));
      return ok({ url: `${api}/blobs/${sha}`, sha }, 201);
    }
    case "trees":
      return postTree(state, call);
    case "commits":
      return postCommit(state, call, token);
    default:
      return NOT_FOUND;
  }
}

interface TreeInput {
  readonly base_tree?: string;
  readonly tree: readonly {
    readonly path: string;
    readonly mode: string;
    readonly type?: string;
    readonly sha?: string | null;
    readonly content?: string;
  }[];
}

const MOST_ENTRIES = 100;

async function postTree(state: State, call: Call): Promise<Answer> {
  const { repository, url, owner, name } = state;
  const { base_tree, tree } = call.input as unknown as TreeInput;
  // GitHub gives up on large trees somewhere above this; the exact number is not documented.
  if (tree.length > MOST_ENTRIES) return refusal(422, "Sorry, your request timed out.");
  if (base_tree !== undefined && !(await repository.has(base_tree))) {
    return refusal(422, "base_tree is not a valid tree oid");
  }
  const changes: TreeChange[] = [];
  const texts = tree.flatMap(({ content }) => content ?? []);
  const stored = await storeTexts(repository, texts);
  for (const { path, mode, sha, content } of tree) {
    const id = content === undefined ? sha : stored.shift();
    if (typeof sha === "string" && !(await repository.has(sha))) {
      return refusal(422, `tree.sha ${sha} is not a valid blob`);
    }
    changes.push({ path, mode, id: id ?? null });
  }
  const sha = await buildTree(repository, base_tree, changes);
  const listing = await repository.git(["ls-tree", "-z", sha]);
  const api = `${url}/api/v3/repos/${owner}/${name}/git`;
  return ok(
    {
      sha,
      url: `${api}/trees/${sha}`,
      truncated: false,
      tree: listing
        .split("\0")
        .filter((line) => line !== "")
        .map((line) => {
          const [mode = "", type = "", rest = ""] = line.split(" ");
          const [entry = "", path = ""] = rest.split("\t");
          return { path, mode, type, sha: entry, url: `${api}/${type}s/${entry}` };
        }),
    },
    201,
  );
}

async function postCommit(state: State, call: Call, token: Token): Promise<Answer> {
  const { repository, verified } = state;
  const { tree, parents, message, author } = call.input as unknown as NewCommit & {
    readonly author?: Omit<Signature, "date">;
  };
  if (!(await repository.has(tree))) return refusal(422, "Tree SHA does not exist");
  for (const parent of parents) {
    if (!(await repository.has(parent))) return refusal(422, "Parent SHA does not exist");
  }
  const sha = await makeCommit(repository, { tree, parents, message, author: author ?? token });
  // What names its own author is not GitHub's to sign; nor is what a person's token makes here.
  if (token.kind === "installation" && author === undefined) verified.add(sha);
  const commit = await repository.commit(sha);
  return ok(gitCommitShape(state, commit!), 201);
}
