import { OutsideError, UsageError } from "../../model/errors.ts";
import { type JobGroup, MAX_LOCALES_PER_GROUP } from "../../model/job-group.ts";
import { selectAny } from "../../model/select-messages.ts";
import type { Fields } from "../../model/shape.ts";
import type { Environment, ProviderFactory, ProviderOptions } from "../factory.ts";
import { type Http, openHttp } from "../http/http.ts";
import { namesProxy } from "../http/proxy.ts";
import { keyIn, type KeyPlace } from "../key.ts";
import type { JobState, Provider } from "../provider.ts";
import { groupIdIn, hasEnded, type Job, jobsIn, outputIn, reasonIn } from "./jobs.ts";
import { payloadOf, textIn } from "./payload.ts";
import { watchSocket } from "./watch.ts";

const OPTIONS: Fields = {
  engineId: {
    about: "The engine (`eng_…`). Default: the organization's.",
    shape: { kind: "text" },
  },
  context: { about: "What every translation should know of the product.", shape: { kind: "text" } },
  callbackUrl: { about: "Where the service tells what is done: https.", shape: { kind: "url" } },
  pipelineConfig: {
    about: "The engine's stages, as the service names them.",
    shape: { kind: "any" },
  },
};

/** Part of the fingerprint: how messages are sent decides what comes back. */
const PAYLOAD_VERSION = 1;

const MOST_LOCKED_KEYS = 100;
const MOST_BYTES = 64 * 1024 * 1024;
const DEFAULT_BASE_URL = "https://api.lingo.dev";
const KEY: KeyPlace = { provider: "lingo", variable: "LINGO_API_KEY" };
const GROUPS = "jobs/localization/groups";

/** Job groups at Lingo.dev. The handle is the group's id. */
export const lingo: ProviderFactory = { options: OPTIONS, open };

/** The key is asked for when something is sent: a dry run, or one with nothing to do, needs none. */
function open(options: ProviderOptions, environment: Environment): Provider {
  const { engineId, context, callbackUrl, pipelineConfig } = options;
  refuseHttpCallback(callbackUrl);
  const baseUrl = typeof options.baseUrl === "string" ? options.baseUrl : DEFAULT_BASE_URL;
  let http: Http | undefined;
  /** Groups that had ended before they were submitted here. */
  const ended = new Set<string>();
  /** What finished jobs came to, by id: that never changes, and many collects ask for it. */
  const finished = new Map<string, FinishedJob>();

  function request(...args: Parameters<Http>): ReturnType<Http> {
    http ??= connect(baseUrl, keyIn(environment, KEY), environment);
    return http(...args);
  }

  async function finish({ id }: Job, signal: AbortSignal): Promise<FinishedJob> {
    const path = `jobs/localization/${encodeURIComponent(id)}`;
    const answered = await request({ method: "GET", path }, signal);
    const answer = answered.json();
    const said = reasonIn(answer);
    return { output: outputIn(answer), reason: said && answered.quote(said) };
  }

  async function stateOf(group: JobGroup, job: Job, signal: AbortSignal): Promise<JobState> {
    const { locale, state } = job;
    if (state === "pending") return { locale, status: "pending" };
    const known = finished.get(job.id) ?? (await finish(job, signal));
    finished.set(job.id, known);
    const { output, reason } = known;
    if (state === "failed") {
      return { locale, status: "failed", reason: reason ?? "Lingo.dev does not say why" };
    }
    if (output === undefined) {
      return { locale, status: "failed", reason: "Lingo.dev answered without translations" };
    }
    const texts = new Map<number, string>();
    for (const [at, message] of group.messages.entries()) {
      const text = textIn(output, message, at);
      // A doubtful job may have filled what it left out with the source.
      if (text === undefined || (job.isDoubtful && text === message.text)) continue;
      texts.set(at, text);
    }
    if (!job.isDoubtful) return { locale, status: "done", texts };
    return { locale, status: "done", texts, warning: reason ?? "Lingo.dev does not say why" };
  }

  return {
    name: "lingo",
    fingerprint: `lingo ${JSON.stringify([PAYLOAD_VERSION, engineId, context, pipelineConfig])}`,
    limits: {
      localesPerGroup: MAX_LOCALES_PER_GROUP,
      messagesPerGroup: 1_000,
      charactersPerGroup: 200_000,
    },
    async submit(group, attempt, signal) {
      const { data, hints, paths } = payloadOf(group.messages);
      const isLocked = selectAny(group.lockedKeys);
      const locked = group.messages.flatMap(({ namespace, key }, at) =>
        isLocked?.(namespace, key) ? (paths[at] as readonly string[]).join(".") : [],
      );
      const told = [context, keepTerms(group.terms)].filter(Boolean).join("\n");
      const json = {
        sourceLocale: group.sourceLocale,
        targetLocales: group.targetLocales,
        data,
        ...(told !== "" && { context: told }),
        ...(Object.keys(hints).length > 0 && { hints }),
        ...(locked.length > 0 && { lockedKeys: locked.slice(0, MOST_LOCKED_KEYS) }),
        ...(engineId !== undefined && { engineId }),
        ...(callbackUrl !== undefined && { callbackUrl }),
        ...(pipelineConfig !== undefined && { pipelineConfig }),
        idempotencyKey: `${group.contentKey}-${attempt}`,
      };
      const answered = await request(
        { method: "POST", path: "jobs/localization", body: { json } },
        signal,
      );
      const answer = answered.json();
      const id = groupIdIn(answer);
      if (id === undefined) throw answered.fault();
      if (hasEnded(answer, answered.headers.get("date"))) ended.add(id);
      return id;
    },
    endedBefore: (handle) => ended.has(handle),
    watch(handle, onNews, signal) {
      // A proxy would have to be asked otherwise; polling goes through it.
      if (namesProxy(environment)) return;
      const address = new URL(`${GROUPS}/${encodeURIComponent(handle)}/ws`, folderOf(baseUrl));
      watchSocket(address, { "x-api-key": keyIn(environment, KEY) }, onNews, signal);
    },
    async collect(group, handle, signal) {
      const path = `${GROUPS}/${encodeURIComponent(handle)}`;
      const answered = await request({ method: "GET", path, accept: [404] }, signal);
      if (answered.status === 404) return group.targetLocales.map(isGone);
      const jobs = jobsIn(answered.json());
      if (jobs === undefined) throw answered.fault();
      const byLocale = new Map(jobs.map((job) => [job.locale, job]));
      return Promise.all(
        group.targetLocales.map(async (locale): Promise<JobState> => {
          const job = byLocale.get(locale);
          if (job !== undefined)
            return stateOf(group, job, signal).catch(asPending(locale, signal));
          return { locale, status: "failed", reason: "Lingo.dev made no job for it" };
        }),
      );
    },
  };
}

interface FinishedJob {
  readonly output: unknown;
  /** Why it failed, or what is doubtful. */
  readonly reason: string | undefined;
}

function folderOf(url: string): string {
  return url.endsWith("/") ? url : `${url}/`;
}

function connect(baseUrl: string, key: string, environment: Environment): Http {
  return openHttp({
    service: "Lingo.dev",
    baseUrl,
    headers: { "x-api-key": key },
    secrets: [key],
    keyVariable: KEY.variable,
    sizeLimit: MOST_BYTES,
    environment,
  });
}

function refuseHttpCallback(url: unknown): void {
  if (typeof url !== "string" || url.startsWith("https://")) return;
  throw new UsageError(
    "the callbackUrl of the provider lingo is no https address",
    "Lingo.dev calls back over https alone; leave callbackUrl out to poll instead.",
  );
}

function keepTerms(terms: readonly string[]): string | undefined {
  return terms.length === 0 ? undefined : `Names that stay as they are: ${terms.join(", ")}.`;
}

/** Another attempt makes another group. */
function isGone(locale: string): JobState {
  return { locale, status: "failed", reason: "Lingo.dev no longer has the job group" };
}

/**
 * A job that cannot be asked for takes no other locale's result along. It is paid for, so it stays
 * in flight.
 */
function asPending(locale: string, signal: AbortSignal): (error: unknown) => JobState {
  return (fault) => {
    if (!(fault instanceof OutsideError) || signal.aborted) throw fault;
    return { locale, status: "pending", fault };
  };
}
