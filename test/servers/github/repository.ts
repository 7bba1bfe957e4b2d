import { execFile } from "node:child_process";

/** The bare repository behind the server: all that is answered of refs, commits and diffs is git's. */
export interface BareRepository {
  readonly root: string;
  git(args: readonly string[], options?: GitOptions): Promise<string>;
  /** Undefined where the ref does not exist. */
  tip(ref: string): Promise<string | undefined>;
  commit(id: string): Promise<Commit | undefined>;
  isAncestor(older: string, newer: string): Promise<boolean>;
  has(id: string): Promise<boolean>;
}

export interface GitOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Signature;
  readonly committer: Signature;
}

export interface Signature {
  readonly name: string;
  readonly email: string;
  /** ISO 8601. */
  readonly date: string;
}

const LIMIT = 60_000;

export function openBareRepository(root: string): BareRepository {
  function git(args: readonly string[], options: GitOptions = {}): Promise<string> {
    return new Promise((resolve, reject) => {
      const child = execFile(
        "git",
        [...args],
        {
          cwd: root,
          env: { ...process.env, ...options.env },
          timeout: LIMIT,
          maxBuffer: 256 * 1024 * 1024,
        },
        (error, output, complaint) => {
          if (error === null) resolve(output);
          else reject(Object.assign(error, { complaint }));
        },
      );
      child.stdin?.on("error", () => {});
      child.stdin?.end(options.input);
    });
  }

  async function succeeds(args: readonly string[]): Promise<boolean> {
    return git(args).then(
      () => true,
      () => false,
    );
  }

  return {
    root,
    git,
    async tip(ref) {
      const found = await git(["rev-parse", "--verify", "-q", "--end-of-options", ref]).catch(
        () => "",
      );
      return found.trim() || undefined;
    },
    async commit(id) {
      if (!/^[0-9a-f]{40}$/u.test(id)) return undefined;
      const text = await git(["cat-file", "commit", id]).catch(() => undefined);
      return text === undefined ? undefined : parseCommit(id, text);
    },
    isAncestor: (older, newer) => succeeds(["merge-base", "--is-ancestor", older, newer]),
    has: (id) => succeeds(["cat-file", "-e", id]),
  };
}

function parseCommit(sha: string, text: string): Commit {
  const end = text.indexOf("\n\n");
  const head = text.slice(0, end);
  return {
    sha,
    tree: /^tree (.*)$/mu.exec(head)?.[1] ?? "",
    parents: [...head.matchAll(/^parent (.*)$/gmu)].map(([, id]) => id as string),
    message: text.slice(end + 2).replace(/\n$/u, ""),
    author: signature(head, "author"),
    committer: signature(head, "committer"),
  };
}

function signature(head: string, role: string): Signature {
  const [, name = "", email = "", seconds = "0"] =
    new RegExp(`^${role} (.*) <(.*)> (\\d+) `, "mu").exec(head) ?? [];
  return { name, email, date: new Date(Number(seconds) * 1000).toISOString() };
}
