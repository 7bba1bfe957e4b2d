import type { SpawnSyncReturns } from "node:child_process";
import { OutsideError } from "../model/errors.ts";
import { complaintOf, gitFailure, notRun, verb } from "./failure.ts";
import {
  childProcess,
  collectComplaint,
  endGit,
  ending,
  environment,
  startGit,
} from "./process.ts";
import type { GitCall, WorkTree } from "./process.ts";

export interface GitOutcome {
  readonly exitCode: number;
  readonly output: Buffer;
  readonly complaint: string;
}

const DEFAULT_TIMEOUT = 120_000;
const MAX_OUTPUT = 512 * 1024 * 1024;

/** Standard output of a git that succeeded. Throws {@link OutsideError}. */
export async function gitOutput(tree: WorkTree, call: GitCall): Promise<Buffer> {
  const outcome = await git(tree, call);
  if (outcome.exitCode !== 0) throw gitFailure(tree, call, outcome);
  return outcome.output;
}

/** {@link gitOutput} for the one answer that all wait for: no streams, no turn of the event loop. */
export function gitOutputSync(tree: WorkTree, call: GitCall): Buffer {
  const outcome = gitSync(tree, call);
  if (outcome.exitCode !== 0) throw gitFailure(tree, call, outcome);
  return outcome.output;
}

/** {@link git} in the same way. */
export function gitSync(tree: WorkTree, call: GitCall): GitOutcome {
  const { status, stdout, stderr } = spawnedSync(tree, call);
  return { exitCode: status ?? 128, output: stdout, complaint: complaintOf(stderr.toString()) };
}

function spawnedSync(tree: WorkTree, call: GitCall): SpawnSyncReturns<Buffer> {
  try {
    const result = childProcess().spawnSync("git", [...call.args], {
      cwd: tree.root,
      env: environment(tree),
      timeout: call.timeout ?? DEFAULT_TIMEOUT,
      maxBuffer: MAX_OUTPUT,
      windowsHide: true,
    });
    if (result.error === undefined) return result;
    throw result.error;
  } catch (cause) {
    throw notRun(tree, call, cause as NodeJS.ErrnoException);
  }
}

/** Runs git to its end, whatever its exit code. Throws {@link OutsideError} when it cannot run or end. */
export async function git(tree: WorkTree, call: GitCall): Promise<GitOutcome> {
  const child = startGit(tree, call);
  const output: Buffer[] = [];
  let size = 0;
  let stopped: string | undefined;

  function stop(reason: string): void {
    stopped ??= reason;
    endGit(child, call.detached);
  }
  const timeout = call.timeout ?? DEFAULT_TIMEOUT;
  const timer = setTimeout(stop, timeout, `it took longer than ${timeout / 1000} s`);
  child.stdout.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_OUTPUT) stop(`it answered more than ${MAX_OUTPUT / 1024 / 1024} MiB`);
    else output.push(chunk);
  });
  const complaint = collectComplaint(child);
  child.stdin.end(call.input);
  try {
    const exitCode = await ending(tree, child, call);
    if (stopped !== undefined) {
      throw new OutsideError(`git could not ${call.purpose}: ${stopped} (git ${verb(call.args)}).`);
    }
    return { exitCode, output: Buffer.concat(output, size), complaint: complaint() };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Standard output as it comes; leaving the loop ends git, and the loop is left only when git has
 * ended. The timeout counts the silence between two chunks. Throws {@link OutsideError}.
 */
export async function* gitStream(
  tree: WorkTree,
  call: GitCall,
): AsyncGenerator<Buffer, void, undefined> {
  const child = startGit(tree, call);
  const complaint = collectComplaint(child);
  const exit = ending(tree, child, call);
  exit.catch(() => {});
  const chunks = child.stdout[Symbol.asyncIterator]();
  let silent = false;
  function stop(): void {
    silent = true;
    endGit(child);
  }
  child.stdin.end(call.input);
  try {
    for (;;) {
      const timer = setTimeout(stop, call.timeout ?? DEFAULT_TIMEOUT);
      // Rejects when the pipe is cut, of which `exit` tells more.
      const next = await chunks.next().catch(() => undefined);
      clearTimeout(timer);
      if (next === undefined || next.done === true) break;
      yield next.value as Buffer;
    }
    const exitCode = await exit;
    if (silent) {
      throw new OutsideError(
        `git could not ${call.purpose}: it fell silent (git ${verb(call.args)}).`,
      );
    }
    if (exitCode !== 0) throw gitFailure(tree, call, { exitCode, complaint: complaint() });
  } finally {
    endGit(child);
    await exit.catch(() => {});
  }
}
