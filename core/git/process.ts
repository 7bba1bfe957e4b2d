import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { complaintOf, notRun } from "./failure.ts";

/** Where git runs. A {@link Repository} is one. */
export interface WorkTree {
  readonly root: string;
  /** Absent while it is being looked for. */
  readonly gitDir?: string;
}

/** One call of git. `purpose` completes the sentence "git could not …". */
export interface GitCall {
  readonly purpose: string;
  readonly args: readonly string[];
  readonly input?: string | Uint8Array;
  /** Milliseconds until git is ended; two minutes when absent. */
  readonly timeout?: number;
  /**
   * Leads its own process group: it has no terminal to prompt on (ssh opens /dev/tty by itself),
   * and a timeout ends the transport programs that git started as well.
   */
  readonly detached?: boolean;
  /** Of its environment, beside what every git gets. */
  readonly variables?: Readonly<Record<string, string>>;
}

const MAX_COMPLAINT = 8 * 1024;
const KILL_AFTER = 2_000;

/**
 * Starts git with pipes on all three ends, for answers that are read as they come.
 * Throws {@link OutsideError}; a git that is not there is told by {@link ending} only.
 */
export function startGit(tree: WorkTree, call: GitCall): ChildProcessWithoutNullStreams {
  const child = spawned(tree, call);
  // A git that ended early breaks this pipe; its exit code tells more.
  child.stdin.on("error", () => {});
  return child;
}

/** Loaded with the first git: that takes a sixth of Node's own start, and `--version` asks none. */
export function childProcess(): typeof import("node:child_process") {
  return process.getBuiltinModule("node:child_process");
}

function spawned(tree: WorkTree, call: GitCall): ChildProcessWithoutNullStreams {
  try {
    return childProcess().spawn("git", [...call.args], {
      cwd: tree.root,
      env: { ...environment(tree), ...call.variables },
      stdio: "pipe",
      detached: call.detached ?? false,
      windowsHide: true,
    });
  } catch (cause) {
    // Too many arguments, or a NUL among them.
    throw notRun(tree, call, cause as NodeJS.ErrnoException);
  }
}

/** Ends a git: politely, so that it ends its filters too, then for certain. */
export function endGit(child: ChildProcessWithoutNullStreams, detached = false): void {
  if (child.exitCode !== null || child.signalCode !== null) return letGo(child);
  signal(child, detached, "SIGTERM");
  const timer = setTimeout(() => signal(child, detached, "SIGKILL"), KILL_AFTER);
  timer.unref();
  child.once("exit", () => {
    clearTimeout(timer);
    if (detached) signal(child, detached, "SIGKILL");
    letGo(child);
  });
}

/** Output that nobody reads, or a grandchild that holds the pipe, would keep "close" from coming. */
function letGo(child: ChildProcessWithoutNullStreams): void {
  child.stdout.destroy();
  child.stderr.destroy();
}

/** Exit code once all output is read; a signal counts as 128. Throws when git could not start. */
export function ending(
  tree: WorkTree,
  child: ChildProcessWithoutNullStreams,
  call: GitCall,
): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", (cause: NodeJS.ErrnoException) => reject(notRun(tree, call, cause)));
    child.once("close", (code) => resolve(code ?? 128));
  });
}

/** Keeps the beginning of standard error; the answer reads what came so far. */
export function collectComplaint(child: ChildProcessWithoutNullStreams): () => string {
  let text = "";
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (chunk: string) => {
    if (text.length < MAX_COMPLAINT) text += chunk;
  });
  return () => complaintOf(text);
}

/**
 * No prompt, no pager, no index refresh, no fetch behind our back, English messages. `LANGUAGE`
 * and not `LC_ALL`: filters that the user configured (`clean = sort`) run in this environment and
 * must answer as they do for `git add`.
 */
export function environment(tree: WorkTree): NodeJS.ProcessEnv {
  const variables: NodeJS.ProcessEnv = {
    ...process.env,
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    GIT_NO_LAZY_FETCH: "1",
    GIT_PAGER: "cat",
    GCM_INTERACTIVE: "never",
    SSH_ASKPASS_REQUIRE: "never",
    LANGUAGE: "en",
  };
  delete variables["GIT_LITERAL_PATHSPECS"];
  delete variables["GIT_GLOB_PATHSPECS"];
  delete variables["GIT_NOGLOB_PATHSPECS"];
  delete variables["GIT_ICASE_PATHSPECS"];
  // Only where the user named the repository so: an explicit GIT_DIR skips git's check of ownership.
  if (tree.gitDir !== undefined && process.env["GIT_DIR"] !== undefined) {
    variables["GIT_DIR"] = tree.gitDir;
    variables["GIT_WORK_TREE"] = tree.root;
  }
  return variables;
}

function signal(child: ChildProcessWithoutNullStreams, group: boolean, name: NodeJS.Signals): void {
  if (!group || process.platform === "win32" || child.pid === undefined) {
    child.kill(name);
    return;
  }
  try {
    process.kill(-child.pid, name);
  } catch {
    // The group is gone already.
  }
}
