import { OutsideError } from "../model/errors.ts";
import { gitFailure } from "./failure.ts";
import type { GitCall } from "./process.ts";
import type { Repository } from "./repository.ts";
import { git } from "./run.ts";

/** Milliseconds for all attempts together. */
const TIME_LIMIT = 60_000;
const MAX_ATTEMPTS = 20;

const SETTINGS = [
  "protocol.version=2",
  "fetch.negotiationAlgorithm=noop",
  "fetch.writeCommitGraph=false",
  "http.lowSpeedLimit=1",
  "http.lowSpeedTime=20",
];

const FETCH = [
  "fetch",
  "--quiet",
  "--no-tags",
  "--no-prune",
  "--no-write-fetch-head",
  "--refmap=",
  "--no-auto-gc",
  "--no-recurse-submodules",
  "--stdin",
  "--end-of-options",
];

/** What came of a fetch. */
export interface Fetched {
  /** Why something is still missing; undefined when nothing is. */
  readonly reason: string | undefined;
  /** Asked for only together with too many that the remote does not know. */
  readonly untried: readonly string[];
}

/**
 * Fetches objects by their ids, all in one request. One unknown id fails the whole request, and
 * the server names it: the next attempt goes without it. Writes objects only: no ref, no
 * FETCH_HEAD, no shallow boundary.
 */
export async function fetchObjects(repo: Repository, ids: readonly string[]): Promise<Fetched> {
  const deadline = Date.now() + TIME_LIMIT;
  const remote = await remoteOf(repo);
  if (remote === undefined) return failed("the repository has no remote");
  const wanted = new Set(ids);
  let unknown = 0;
  for (let attempt = 0; attempt < MAX_ATTEMPTS && wanted.size > 0; attempt++) {
    const call = fetchCall(repo, remote, wanted, deadline - Date.now());
    const refused = await refusedBy(repo, call, wanted);
    if (refused === undefined) break;
    if (typeof refused !== "string") return failed(refused.message);
    wanted.delete(refused);
    unknown++;
    if (attempt === MAX_ATTEMPTS - 1) {
      return { reason: `the remote ${remote} refused ${unknown} objects`, untried: [...wanted] };
    }
  }
  if (unknown === 0) return { reason: undefined, untried: [] };
  return failed(`the remote ${remote} does not know ${unknown} objects`);
}

function failed(reason: string): Fetched {
  return { reason, untried: [] };
}

/** The id that the remote does not know, another failure, or undefined when all came. */
async function refusedBy(
  repo: Repository,
  call: GitCall,
  wanted: ReadonlySet<string>,
): Promise<string | OutsideError | undefined> {
  try {
    const outcome = await git(repo, call);
    if (outcome.exitCode === 0) return undefined;
    const id = /not our ref ([0-9a-f]{40,64})/u.exec(outcome.complaint)?.[1];
    return id !== undefined && wanted.has(id) ? id : gitFailure(repo, call, outcome);
  } catch (error) {
    if (error instanceof OutsideError) return error;
    throw error;
  }
}

/**
 * Without `noop` negotiation the remote leaves out blobs of commits that we have, though a
 * partial clone lacks them. No `--depth=1`: a blob comes alone anyway, and an id that turns out to
 * be a commit's would cut the history of a clone that is complete.
 */
function fetchCall(
  repo: Repository,
  remote: string,
  ids: ReadonlySet<string>,
  timeout: number,
): GitCall {
  return {
    purpose: "fetch missing objects",
    args: [...SETTINGS.flatMap((setting) => ["-c", setting]), ...FETCH, remote],
    input: [...ids].map((id) => `${id}\n`).join(""),
    timeout: Math.max(timeout, 1),
    detached: true,
    ...(repo.access && { variables: repo.access }),
  };
}

/** The remote that a partial clone left its objects at, else `origin`, else the first. */
async function remoteOf(repo: Repository): Promise<string | undefined> {
  const { output } = await git(repo, {
    purpose: "read the remotes",
    args: ["config", "-z", "--get-regexp", String.raw`^remote\..*\.(url|promisor)$`],
  });
  const entries = output.toString("utf8").split("\0");
  const remotes = entries.flatMap((entry) => /^remote\.(.+)\.url\n/su.exec(entry)?.[1] ?? []);
  const promisors = entries.flatMap(
    (entry) => /^remote\.(.+)\.promisor\ntrue$/su.exec(entry)?.[1] ?? [],
  );
  return promisors[0] ?? remotes.find((name) => name === "origin") ?? remotes[0];
}
