import { setTimeout as sleep } from "node:timers/promises";
import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import { OutsideError } from "../../core/model/errors.ts";
import {
  type Fetch,
  UNKNOWN_AUTHORITY,
  fetchThroughProxy,
  isUnknownAuthority,
} from "../../core/workflow/translate/outside.ts";
import { BY_RULE, isByRule, withoutSecrets } from "../git/git.ts";
import type { Context } from "../context.ts";

/**
 * What `@actions/github` is made of, without its own way to proxies, which is half of undici, and
 * without names for a thousand endpoints, a tenth of the bundle: a dozen are asked, by their paths.
 */
type GitHubClient = Octokit & ReturnType<typeof paginateRest>;

/** What a request is for, and the permission that it takes. */
export interface Need {
  /** Completes the sentence "GitHub could not …". */
  readonly purpose: string;
  /** `contents: write`, as a workflow spells it. */
  readonly permission: string;
}

/** GitHub's API for one repository. */
export interface Client {
  readonly owner: string;
  readonly repo: string;
  readonly token: string;
  /** Throws {@link Refused} for what GitHub refuses, OutsideError for all else that goes wrong. */
  ask<T>(need: Need, request: (octokit: GitHubClient) => Promise<{ readonly data: T }>): Promise<T>;
  /** All pages of a list. */
  askAll<T>(need: Need, list: (octokit: GitHubClient) => Promise<T[]>): Promise<T[]>;
  graphql<T>(need: Need, query: string, variables: Readonly<Record<string, unknown>>): Promise<T>;
}

/** What GitHub refused: an OutsideError that callers may look into. */
export class Refused extends OutsideError {
  /** Of HTTP; 200 for GraphQL, which refuses in its answer. */
  readonly status: number;
  /** GitHub's own words. */
  readonly said: string;

  constructor(status: number, said: string, message: string, hint: string | undefined) {
    super(message, hint === undefined ? {} : { hint });
    this.status = status;
    this.said = said;
  }
}

const ATTEMPTS = 3;
/** Longer than this no run waits for a limit to end, all in all: a runner costs by the minute. */
const PATIENCE = 180_000;
/** What GitHub asks for where it names no time. */
const UNNAMED_PAUSE = 60_000;

/** Milliseconds before the second attempt; the third waits twice as long. */
const FIRST_PAUSE = 1_000;

/** `pause`, `patience`: in milliseconds, where they are to be others than usual. */
export function openClient(
  context: Context,
  token: string,
  pause: number = FIRST_PAUSE,
  patience: number = PATIENCE,
): Client {
  const waiting = { pause, left: patience };
  let proxied: Promise<Fetch> | undefined;
  const octokit: GitHubClient = new (Octokit.plugin(paginateRest))({
    auth: token,
    baseUrl: context.apiUrl,
    request: {
      async fetch(url: string, init: RequestInit) {
        proxied ??= fetchThroughProxy(context.environment);
        return (await proxied)(new URL(url), init);
      },
    },
  });
  const { owner, name: repo } = context.repository;
  octokit.hook.wrap("request", (request, options) =>
    persistently(async () => whole(await request(options)), options, waiting),
  );

  async function told<T>(need: Need, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw failureOf(error, need, token);
    }
  }

  return {
    owner,
    repo,
    token,
    ask: (need, request) => told(need, async () => (await request(octokit)).data),
    askAll: (need, list) => told(need, () => list(octokit)),
    graphql: (need, query, variables) => told(need, () => octokit.graphql(query, { ...variables })),
  };
}

/** octokit hands out as a text what is no JSON: an answer that was cut off, or not GitHub's. */
function whole<T extends { readonly data?: unknown }>(answer: T): T {
  if (typeof answer.data !== "string") return answer;
  throw new Error("its answer was cut off, or is not one of its API");
}

type Headers = Readonly<Record<string, string | number | undefined>>;

/** The parts of octokit's errors that are read. */
interface HttpFailure {
  readonly status?: number;
  readonly message?: string;
  readonly response?: {
    readonly headers?: Headers;
    readonly data?: { readonly message?: string; readonly errors?: readonly unknown[] };
  };
  /** Of GraphQL. */
  readonly headers?: Headers;
  readonly errors?: readonly { readonly message?: string; readonly type?: string }[];
}

/**
 * What reads, and what makes an object named by its content, may be asked for again when an answer
 * is lost. All else only where GitHub says that it did nothing: a limit was reached.
 */
async function persistently<T>(
  request: () => Promise<T> | T,
  { method, url }: { readonly method: string; readonly url: string },
  waiting: { readonly pause: number; left: number },
): Promise<T> {
  const isSafe = method === "GET" || /\/git\/(?:blobs|trees|commits)$/u.test(url);
  const mayWait = async (wait: number | undefined, attempt: number): Promise<boolean> => {
    if (wait === undefined || wait > waiting.left || attempt === ATTEMPTS) return false;
    waiting.left -= wait;
    await sleep(wait);
    return true;
  };
  for (let attempt = 1; ; attempt++) {
    try {
      const answer = await request();
      if (!(await mayWait(limitIn(answer as Answer), attempt))) return answer;
    } catch (error) {
      const afterFault = isSafe ? waiting.pause * attempt : undefined;
      if (!(await mayWait(pauseAfter(error as HttpFailure, afterFault), attempt))) throw error;
    }
  }
}

interface Answer {
  readonly headers?: Headers;
  readonly data?: { readonly errors?: HttpFailure["errors"] } | null;
}

/** GraphQL tells of a limit with status 200. */
function limitIn({ headers = {}, data }: Answer): number | undefined {
  const limit = data?.errors?.find(
    ({ type, message = "" }) => type === "RATE_LIMITED" || /secondary rate limit/iu.test(message),
  );
  return limit && (limitOf({ headers }) ?? UNNAMED_PAUSE);
}

/** Milliseconds to wait before the same is asked again; undefined: it is not. */
function pauseAfter(error: HttpFailure, afterFault: number | undefined): number | undefined {
  const { status = 0 } = error;
  if (status === 403 || status === 429) return limitOf(error);
  return (status >= 500 || status === 0) && !isUnknownAuthority(error) ? afterFault : undefined;
}

/** Milliseconds until a limit of GitHub's ends; undefined: it is none that was reached. */
function limitOf({ message = "", ...error }: HttpFailure): number | undefined {
  const headers = error.response?.headers ?? error.headers ?? {};
  const after = Number(headers["retry-after"]) * 1_000;
  if (Number.isFinite(after)) return Math.max(after, 0);
  const reset = Number(headers["x-ratelimit-reset"]) * 1_000 - Date.now();
  const isOver = String(headers["x-ratelimit-remaining"]) === "0";
  if (isOver && Number.isFinite(reset)) return Math.max(reset, 0);
  return isOver || /secondary rate limit/iu.test(message) ? UNNAMED_PAUSE : undefined;
}

function failureOf(error: unknown, need: Need, token: string): Error {
  const { status = 200, message = "", response, errors } = error as HttpFailure;
  const [first] = errors ?? [];
  const details = (response?.data?.errors ?? []).map((detail) =>
    typeof detail === "string" ? detail : ((detail as { message?: string }).message ?? ""),
  );
  const said = withoutSecrets(
    first?.message ?? [response?.data?.message ?? message, ...details].filter(Boolean).join(": "),
    token,
  );
  const text = `GitHub could not ${need.purpose}: ${said} (${status})`;
  if (response === undefined && first === undefined) {
    // No answer at all, or none that HTTP knows.
    const hint = isUnknownAuthority(error) ? { hint: UNKNOWN_AUTHORITY } : {};
    return new OutsideError(`GitHub could not ${need.purpose}: ${said || "no answer"}`, hint);
  }
  const hint = /rate limit/iu.test(said)
    ? limitHint(limitOf(error as HttpFailure))
    : hintFor(status, said, need);
  return new Refused(status, said, text, hint);
}

function limitHint(wait: number | undefined): string {
  if (wait === undefined) return "Run again later.";
  const end = new Date(Date.now() + wait).toISOString().slice(11, 16);
  return `Run again after ${end} UTC: until then this token's limit is reached.`;
}

function hintFor(status: number, said: string, { permission }: Need): string | undefined {
  if (isByRule(said)) return BY_RULE;
  if (status === 401) return "The `token` is not valid, or no longer.";
  if (status === 404)
    return "The `token` sees no such thing: it may have no access to this repository.";
  const isDenied = status === 403 || /not accessible by|forbidden/iu.test(said);
  return isDenied
    ? `Give the job the permission \`permissions: { ${permission} }\`, or the action a \`token:\` that has it.`
    : undefined;
}
