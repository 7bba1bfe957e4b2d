import { type Exchange, type Listening, listen, type Reply } from "../listen.ts";
import { type Groups, type LingoGroup, type LingoJob, openGroups, statusOf } from "./groups.ts";
import { type CreateRequest, faultIn } from "./request.ts";
import { acceptSocket } from "./socket.ts";

export interface LingoOptions {
  readonly key: string;
  /** Engines besides the default one. */
  readonly engines?: readonly string[];
  /** Milliseconds until a group's first job is over; its last takes twice as long. */
  readonly jobTime?: number;
  readonly port?: number;
}

export interface LingoServer
  extends Listening, Pick<Groups, "all" | "charged" | "disturb" | "heal"> {}

const ENDS = ["completed", "completed_with_warnings", "failed"];
const STATUSES = ["queued", "processing", ...ENDS];
const MOST_LISTED = 100;

/** The async API of Lingo.dev, as strict as its pages are. */
export async function serveLingo(options: LingoOptions): Promise<LingoServer> {
  const { jobTime = 10 } = options;
  const groups = openGroups(jobTime);
  const listening = await listen((exchange) => answer(exchange, options, groups), {
    port: options.port ?? 0,
    onUpgrade: (request, socket) => {
      const id = /^\/jobs\/localization\/groups\/([^/]+)\/ws$/u.exec(request.url ?? "")?.[1];
      const group = groups.all().find((known) => known.id === id);
      const isOurs = request.headers["x-api-key"] === options.key;
      if (group === undefined || !isOurs)
        return void socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
      acceptSocket(request, socket, () => messageOf(group, jobTime));
    },
  });
  const { all, charged, disturb, heal } = groups;
  return { ...listening, all, charged, disturb, heal };
}

function answer(exchange: Exchange, options: LingoOptions, groups: Groups): Reply {
  const { method, headers, path, body } = exchange;
  const { jobTime = 10, engines = [], key } = options;
  const { pathname, searchParams } = new URL(path, "http://localhost");
  const [, jobs, localization, ...rest] = pathname.split("/").map(decodeURIComponent);
  if (groups.faults.some(({ kind }) => kind === "hangs")) return "hang";
  if (headers["x-api-key"] !== key) return refused(401, "Invalid API key");
  if (jobs !== "jobs" || localization !== "localization") return refused(404, "Not found");
  if (method === "POST" && rest.length === 0) {
    if (!headers["content-type"]?.startsWith("application/json")) {
      return refused(400, "Expected application/json");
    }
    const request = parsed(body);
    const fault = faultIn(request);
    if (fault !== undefined) return refused(400, fault);
    const { engineId } = request as CreateRequest;
    if (engineId !== undefined && !engines.includes(engineId)) {
      return refused(404, "Engine not found");
    }
    return { status: 202, body: created(groups.create(request as CreateRequest), jobTime) };
  }
  if (method !== "GET") return refused(404, "Not found");
  const all = groups.all();
  if (rest.length === 0) return listed(all, searchParams, jobTime);
  if (rest[0] === "groups" && rest.length === 2) {
    const group = all.find(({ id }) => id === rest[1]);
    return group === undefined ? refused(404, "Group not found") : { body: told(group, jobTime) };
  }
  const job = all.flatMap((group) => group.jobs).find(({ id }) => id === rest[0]);
  if (job === undefined || rest.length !== 1) return refused(404, "Job not found");
  return { body: detailed(job, jobTime) };
}

function created(group: LingoGroup, jobTime: number): object {
  const { groupId, status, jobs, createdAt } = told(group, jobTime);
  return { groupId, status, jobs, createdAt };
}

function told(group: LingoGroup, jobTime: number) {
  const jobs = group.jobs.map((job) => ({
    id: job.id,
    targetLocale: job.targetLocale,
    status: statusOf(job, jobTime),
  }));
  const count = (wanted: string) => jobs.filter(({ status }) => status === wanted).length;
  const isOver = jobs.every(({ status }) => ENDS.includes(status));
  return {
    groupId: group.id,
    status: isOver ? "completed" : "pending",
    totalJobs: jobs.length,
    completedJobs: count("completed"),
    completedWithWarningsJobs: count("completed_with_warnings"),
    failedJobs: count("failed"),
    createdAt: group.createdAt,
    jobs,
  };
}

function detailed(job: LingoJob, jobTime: number): object {
  const { id, groupId, targetLocale, outputData } = job;
  const status = statusOf(job, jobTime);
  return {
    id,
    groupId,
    targetLocale,
    status,
    ...(status.startsWith("completed") && { outputData }),
    ...(status === "failed" && { error: "The engine gave up" }),
    ...(status === "completed_with_warnings" && {
      warnings: [{ message: "Some texts were left as they are" }],
    }),
    steps: [{ name: "core", status: status === "failed" ? "failed" : "completed" }],
  };
}

/** What the WebSocket has to say now; the last message, when nothing will change any more. */
function messageOf(group: LingoGroup, jobTime: number): { text: string; isLast: boolean } {
  const { groupId, status, jobs, ...counts } = told(group, jobTime);
  const snapshot = {
    groupId,
    ...counts,
    jobs: Object.fromEntries(
      jobs.map(({ id, targetLocale: locale, status }) => [id, { locale, status }]),
    ),
  };
  const isLast = status === "completed";
  const type = isLast ? "group.completed" : "snapshot";
  return { text: JSON.stringify({ type, groupId, status, snapshot }), isLast };
}

function listed(all: readonly LingoGroup[], query: URLSearchParams, jobTime: number): Reply {
  const limit = Number(query.get("limit") ?? 20);
  const start = Number(query.get("cursor") ?? 0);
  const status = query.get("status");
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_LISTED) {
    return refused(400, "limit: Invalid value");
  }
  if (status !== null && !STATUSES.includes(status)) return refused(400, "status: Invalid value");
  const engine = query.get("engineId");
  const jobs = all
    .flatMap((group) => group.jobs)
    .filter((job) => status === null || statusOf(job, jobTime) === status)
    .filter(({ engineId }) => engine === null || engineId === engine);
  const items = jobs.slice(start, start + limit).map((job) => detailed(job, jobTime));
  const next = start + limit < jobs.length ? String(start + limit) : null;
  return { body: { items, nextCursor: next } };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

function refused(status: number, message: string): Reply {
  return { status, body: { message } };
}
