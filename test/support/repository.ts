import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

// The code under test runs git as well: this process itself is cut off from the machine's settings.
for (const name of Object.keys(process.env)) if (name.startsWith("GIT_")) delete process.env[name];
process.env["GIT_CONFIG_GLOBAL"] = devNull;
process.env["GIT_CONFIG_NOSYSTEM"] = "1";

export type MergeOutcome = "clean" | "conflicted";

export interface CommitOptions {
  /** `Name <email>`. */
  readonly author?: string;
  /** Unix seconds; a minute after the last commit when absent. */
  readonly date?: number;
}

export interface CloneOptions {
  readonly depth?: number;
  readonly bare?: boolean;
  /** `blob:none` and the like. */
  readonly filter?: string;
  readonly branch?: string;
  /** Clones from here instead, such as a server's address. */
  readonly url?: string;
}

/** A real repository in a temporary folder. Every commit has a known author and date. */
export interface TestRepository {
  readonly root: string;
  /** Text, bytes, or a value that is written as JSON of two spaces. Folders are made. */
  write(path: string, content: string | Uint8Array | object): void;
  read(path: string): string;
  remove(path: string): void;
  /** Commits all that stands in the work tree and answers the commit's id. */
  commit(message: string, options?: CommitOptions): Promise<string>;
  /** Makes a branch and checks it out. */
  branch(name: string, from?: string): Promise<void>;
  checkout(name: string): Promise<void>;
  /** A squashed merge is committed as well. A conflict is left standing in the work tree. */
  merge(branch: string, options?: { squash?: boolean; noFf?: boolean }): Promise<MergeOutcome>;
  cherryPick(commit: string): Promise<MergeOutcome>;
  revert(commit: string): Promise<MergeOutcome>;
  /** Runs git in the root; answers standard output without its last line break, or throws. */
  git(...args: string[]): Promise<string>;
  clone(options?: CloneOptions): Promise<TestRepository>;
  /** Removes the folder. Happens by itself when the test has finished. */
  dispose(): void;
}

export interface RepositoryOptions {
  readonly objectFormat?: "sha1" | "sha256";
  /** Whether `dispose` is the caller's duty: outside of a test, and for thousands within one. */
  readonly keep?: boolean;
}

const AUTHOR = "Ada Lovelace <ada@example.org>";
/** 2024-01-01T00:00:00Z */
const FIRST_DATE = 1_704_067_200;

/** Nothing in them reaches the disk for certain, nothing runs beside the test. */
const SETTINGS = `[core]
	repositoryformatversion = VERSION
	filemode = true
	bare = false
	logallrefupdates = true
	fsync = none
[gc]
	auto = 0
[maintenance]
	auto = false
[commit]
	gpgsign = false
[advice]
	detachedHead = false
[protocol "file"]
	allow = always
[user]
	name = Ada Lovelace
	email = ada@example.org
`;

/** An empty repository on the branch `main`. */
export function createRepository(options: RepositoryOptions = {}): TestRepository {
  const repository = open(temporaryFolder(options.keep), options.keep);
  const gitDir = join(repository.root, ".git");
  // What `git init` does, without its process.
  for (const name of ["objects", "refs/heads", "info"]) {
    mkdirSync(join(gitDir, name), { recursive: true });
  }
  const sha256 = options.objectFormat === "sha256";
  const settings = SETTINGS.replace("VERSION", sha256 ? "1" : "0");
  writeFileSync(join(gitDir, "HEAD"), "ref: refs/heads/main\n");
  writeFileSync(
    join(gitDir, "config"),
    sha256 ? `${settings}[extensions]\n\tobjectFormat = sha256\n` : settings,
  );
  return repository;
}

/** An empty temporary folder, its path without symbolic links. Removed when the test has finished. */
export function temporaryFolder(keep = false): string {
  const folder = realpathSync.native(mkdtempSync(join(tmpdir(), "locstep-")));
  if (!keep) onTestFinished(() => remove(folder));
  return folder;
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

function open(root: string, keep: boolean | undefined): TestRepository {
  let clock = FIRST_DATE;

  async function run(args: readonly string[], options: CommitOptions = {}): Promise<string> {
    clock = options.date ?? clock + 60;
    const [, name = "", email = ""] = /^(.*) <(.*)>$/u.exec(options.author ?? AUTHOR) ?? [];
    return runGit(root, args, {
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_AUTHOR_DATE: `@${clock} +0000`,
      GIT_COMMITTER_DATE: `@${clock} +0000`,
    });
  }

  async function merging(args: readonly string[]): Promise<MergeOutcome> {
    try {
      await run(args);
      return "clean";
    } catch (error) {
      if ((await run(["ls-files", "--unmerged"])) !== "") return "conflicted";
      throw error;
    }
  }

  async function commit(message: string, options?: CommitOptions): Promise<string> {
    await run(["add", "-A"]);
    await run(["commit", "-q", "--allow-empty", "-m", message], options);
    return head();
  }

  /** As a process this would be a third of a commit's cost. */
  function head(): string {
    const gitDir = join(root, ".git");
    const [, ref] = /^ref: (.*)$/mu.exec(readFileSync(join(gitDir, "HEAD"), "utf8")) ?? [];
    return readFileSync(join(gitDir, ref ?? "HEAD"), "utf8").trim();
  }

  return {
    root,
    write(path, content) {
      const file = join(root, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, serialised(content));
    },
    read: (path) => readFileSync(join(root, path), "utf8"),
    remove: (path) => rmSync(join(root, path)),
    commit,
    async branch(name, from = "HEAD") {
      await run(["checkout", "-q", "-b", name, from]);
    },
    async checkout(name) {
      await run(["checkout", "-q", name]);
    },
    async merge(branch, { squash = false, noFf = false } = {}) {
      const how = squash ? ["--squash"] : noFf ? ["--no-ff"] : [];
      const outcome = await merging(["merge", "-q", "--no-edit", ...how, branch]);
      if (squash && outcome === "clean") await commit(`Squash ${branch}`);
      return outcome;
    },
    cherryPick: (id) => merging(["cherry-pick", "--allow-empty", "--keep-redundant-commits", id]),
    async revert(id) {
      // In two steps, because git refuses to commit a revert that changes nothing.
      const outcome = await merging(["revert", "--no-commit", id]);
      if (outcome === "clean") await commit(`Revert ${id}`);
      return outcome;
    },
    git: (...args) => run(args),
    async clone(options = {}) {
      const folder = temporaryFolder(keep);
      const args = ["clone", "-q", "--template=", "-c", "core.fsync=none", "-c", "gc.auto=0"];
      if (options.depth !== undefined) args.push(`--depth=${options.depth}`);
      if (options.filter !== undefined) args.push(`--filter=${options.filter}`);
      if (options.branch !== undefined) args.push(`--branch=${options.branch}`);
      if (options.bare === true) args.push("--bare");
      await runGit(folder, [...args, "--", options.url ?? `file://${root}`, "."]);
      return open(folder, keep);
    },
    dispose: () => remove(root),
  };
}

function serialised(content: string | Uint8Array | object): string | Uint8Array {
  if (typeof content === "string" || content instanceof Uint8Array) return content;
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

function runGit(
  cwd: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = {
      ...process.env,
      GIT_TERMINAL_PROMPT: "0",
      GIT_COMMITTER_NAME: "Ada Lovelace",
      GIT_COMMITTER_EMAIL: "ada@example.org",
      ...variables,
    };
    const options = { cwd, env, timeout: 60_000, maxBuffer: 64 * 1024 * 1024 };
    execFile("git", [...args], options, (error, output, complaint) => {
      if (error === null) resolve(output.replace(/\n$/u, ""));
      else reject(Object.assign(error, { message: `${error.message}\n${output}${complaint}` }));
    });
  });
}
