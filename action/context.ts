import { readFileSync, realpathSync } from "node:fs";
import { OutsideError } from "../core/model/errors.ts";

/** Environment variables, as a runner gives them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a run is about, as the runner tells it. */
export interface Context {
  /** `push`, `pull_request`, `schedule`, … */
  readonly event: string;
  readonly payload: Payload;
  readonly repository: RepositoryName;
  /** The commit that the run is for: full hex. */
  readonly sha: string;
  /** `refs/heads/main`, `refs/pull/7/merge`, `refs/tags/v1`. */
  readonly ref: string;
  /** Absolute: the folder that the repository is checked out into. */
  readonly workspace: string;
  /** `https://api.github.com`, `https://github.example.com/api/v3`; without a slash at the end. */
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly serverUrl: string;
  /** The page of this run. */
  readonly runUrl: string | undefined;
  /** Without the action's own inputs: providers find their keys here. */
  readonly environment: Environment;
}

export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}

/** The parts of GitHub's events that are read; each may be absent. */
export interface Payload {
  /** Of a push: the branch's commit before it; all zero for a new branch. */
  readonly before?: string;
  readonly after?: string;
  readonly deleted?: boolean;
  /** Of a pull request: `opened`, `synchronize`, `closed`, … */
  readonly action?: string;
  /** Of a push: what the branch holds now. */
  readonly head_commit?: {
    readonly id?: string;
    readonly tree_id?: string;
    readonly message?: string;
  } | null;
  readonly repository?: { readonly default_branch?: string };
  readonly pull_request?: PullRequestPayload;
  readonly merge_group?: { readonly head_sha?: string; readonly base_sha?: string };
}

export interface PullRequestPayload {
  readonly number?: number;
  readonly state?: string;
  readonly merged?: boolean;
  readonly head?: PullRequestSide;
  readonly base?: PullRequestSide;
}

interface PullRequestSide {
  readonly sha?: string;
  readonly ref?: string;
  /** Null where a fork was deleted since. */
  readonly repo?: { readonly full_name?: string } | null;
}

/** Throws OutsideError where a variable that every runner sets is missing. */
export function readContext(environment: Environment): Context {
  const [owner = "", name = ""] = required(environment, "GITHUB_REPOSITORY").split("/");
  const serverUrl = address(environment["GITHUB_SERVER_URL"] ?? "https://github.com");
  const apiUrl = address(environment["GITHUB_API_URL"] ?? "https://api.github.com");
  const runId = environment["GITHUB_RUN_ID"];
  return {
    event: required(environment, "GITHUB_EVENT_NAME"),
    payload: readPayload(environment["GITHUB_EVENT_PATH"]),
    repository: { owner, name },
    sha: environment["GITHUB_SHA"] ?? "",
    ref: environment["GITHUB_REF"] ?? "",
    workspace: realpathSync(required(environment, "GITHUB_WORKSPACE")),
    apiUrl,
    graphqlUrl: address(environment["GITHUB_GRAPHQL_URL"] ?? `${apiUrl}/graphql`),
    serverUrl,
    runUrl: runId && `${serverUrl}/${owner}/${name}/actions/runs/${encodeURIComponent(runId)}`,
    environment: Object.fromEntries(
      Object.entries(environment).filter(([variable]) => !variable.startsWith("INPUT_")),
    ),
  };
}

function required(environment: Environment, variable: string): string {
  const value = environment[variable];
  if (value !== undefined && value !== "") return value;
  throw new OutsideError(`${variable} is not set`, {
    hint: "This is a GitHub Action. Elsewhere run the command line: `npx locstep sync`.",
  });
}

function address(url: string): string {
  return url.replace(/\/+$/u, "");
}

function readPayload(path: string | undefined): Payload {
  if (path === undefined || path === "") return {};
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Payload;
  } catch (cause) {
    throw new OutsideError("the event of this run cannot be read", { cause });
  }
}
