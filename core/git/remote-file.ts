import { mkdirSync } from "node:fs";
import { gitFailure } from "./failure.ts";
import { type GitOutcome, git } from "./run.ts";

/** A file of another repository, at a commit. */
export interface RemoteFile {
  readonly url: string;
  /** Full id: what it names never changes. */
  readonly commit: string;
  readonly path: string;
  /** For a git that is let in by no more than these. */
  readonly variables?: Readonly<Record<string, string>>;
}

const TIMEOUT = 60_000;

const FETCH = [
  "-c",
  "protocol.version=2",
  "fetch",
  "--quiet",
  "--depth=1",
  "--no-tags",
  "--no-write-fetch-head",
  "--no-auto-gc",
  "--end-of-options",
];

/**
 * Reads a file of another repository through a bare one in `folder`, for a fetch by depth would make
 * the user's own shallow. Undefined where the commit has no such file. Throws OutsideError.
 */
export async function readRemoteFile(
  { url, commit, path, variables }: RemoteFile,
  folder: string,
): Promise<Buffer | undefined> {
  mkdirSync(folder, { recursive: true });
  const here = (purpose: string, ...args: readonly string[]) => {
    const call = {
      purpose,
      args: ["--git-dir", folder, ...args],
      timeout: TIMEOUT,
      detached: true,
      ...(variables && { variables }),
    };
    return git({ root: folder }, call);
  };
  const read = () => here("read a preset", "cat-file", "blob", `${commit}:${path}`);
  const known = await read();
  if (known.exitCode === 0) return known.output;
  await succeed(here("prepare for a preset", "init", "--quiet", "--bare", "--", folder));
  await succeed(here("fetch a preset", ...FETCH, url, commit));
  const { exitCode, output } = await read();
  return exitCode === 0 ? output : undefined;

  async function succeed(outcome: Promise<GitOutcome>): Promise<void> {
    const done = await outcome;
    const call = { purpose: `reach the preset's repository`, args: ["fetch"] };
    if (done.exitCode !== 0) throw gitFailure({ root: folder }, call, done);
  }
}
