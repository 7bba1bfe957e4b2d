import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "../../contract/provider.ts";
import { type Exchange, type Listening, type Reply, listen } from "../listen.ts";
import { PROJECT_ROUTES, suffices } from "./projects.ts";
import { type Asked, Refused, type Role, type Route, refused } from "./requests.ts";
import {
  type Bill,
  type Entry,
  type Settings,
  type State,
  namespaceIn,
  newProject,
  openState,
  publish,
  setEntry,
} from "./state.ts";
import { TEXT_ROUTES } from "./texts.ts";

export interface LocizeOptions extends Partial<Omit<Settings, "leavesOut">> {
  readonly projectId: string;
  readonly referenceLanguage?: string;
  readonly languages: readonly string[];
  readonly keys: Readonly<Record<string, Role>>;
  readonly port?: number;
}

/** A reply to give instead of the service's own. */
export interface Instead {
  /** What the method and the path begin with: `GET /pull/`. */
  readonly to: string;
  readonly reply: Reply;
  /** How often; once when absent. */
  readonly times?: number;
}

export interface LocizeServer extends Listening {
  readonly bill: Readonly<Bill>;
  disturb(fault: Fault): void;
  /** Ends all faults. */
  heal(): void;
  answerInstead(instead: Instead): void;
  /** What the project holds, as people see it in the editor. */
  texts(language: string, namespace?: string, version?: string): Readonly<Record<string, string>>;
  entry(language: string, key: string, namespace?: string): Entry | undefined;
  /** What a person types into the editor. Tags by index. */
  edit(
    language: string,
    key: string,
    value: string,
    more?: { namespace?: string; tags?: boolean[]; quality?: string },
  ): void;
  languages(): readonly string[];
  acceptReviews(): void;
}

const ROUTES = [...PROJECT_ROUTES, ...TEXT_ROUTES];
/** What clients add to any reading, so that nothing between keeps the answer. */
const EVERYWHERE = ["ts", "cache"];
/** One write at a time a namespace; who does not wait is told to slow down. */
const WRITES = /^POST \/(update|missing)\//u;
const WRITE_TAKES_MS = 10;

/** Locize's API, as strict as `locize-api.txt`, with one project. */
export async function serveLocize(options: LocizeOptions): Promise<LocizeServer> {
  const faults: Fault[] = [];
  const instead: { to: string; reply: Reply; times: number }[] = [];
  const state = openState({
    translateAfter: 0,
    jobPolls: 1,
    pageSize: 1_000,
    tags: [],
    privateNamespaces: [],
    ...options,
    leavesOut: (text) => faults.some((fault) => fault.kind === "leaves-out" && fault.text === text),
  });
  const { projectId: id, referenceLanguage = "en", languages, keys } = options;
  const project = newProject(state, { id, name: "Shop", referenceLanguage, languages });
  const busy = new Set<string>();

  async function answer(exchange: Exchange): Promise<Reply> {
    const about = `${exchange.method} ${exchange.path}`;
    const other = instead.find(({ to, times }) => times > 0 && about.startsWith(to));
    if (other !== undefined) {
      other.times--;
      return other.reply;
    }
    if (faults.some(({ kind }) => kind === "hangs")) return "hang";
    const place = about.replace(/\?.*$/u, "");
    if (!WRITES.test(place)) return disturbed(exchange, reply(exchange));
    if (busy.has(place)) return refused(429, "too many requests for the same namespace");
    busy.add(place);
    await sleep(WRITE_TAKES_MS);
    busy.delete(place);
    return reply(exchange);
  }

  function reply(exchange: Exchange): Reply {
    try {
      return answerTo(exchange, state, keys, listening.url);
    } catch (error) {
      if (error instanceof Refused) return error.reply;
      throw error;
    }
  }

  /** Spoils what is pulled. */
  function disturbed({ path }: Exchange, whole: Reply): Reply {
    const [, language] = /^\/pull\/[^/]+\/[^/]+\/([^/?]+)\//u.exec(path) ?? [];
    if (language === undefined || whole === "hang" || (whole.status ?? 200) !== 200) return whole;
    const body: Record<string, unknown> = { ...(whole.body as object) };
    for (const fault of faults) {
      if (fault.kind === "locale-fails" && fault.locale === language) {
        return refused(403, "this language is out of the key's scope");
      }
      if (fault.kind === "adds-others") body["no.body.asked"] = { value: "no", updatedAt: 9e15 };
      if (fault.kind !== "answers-no-text" || language === referenceLanguage) continue;
      for (const [at, [key, entry]] of Object.entries(body).entries()) {
        const { value } = entry as Entry;
        if (value.endsWith(`: ${fault.text}`))
          body[key] = { ...(entry as Entry), value: at % 2 ? 7 : "" };
      }
    }
    return { ...whole, body };
  }

  const listening = await listen(answer, options.port ?? 0);
  const here = (language: string, namespace = "common", version = "latest") =>
    namespaceIn(project.versions.get(version)!, language, namespace);
  return {
    ...listening,
    bill: state.bill,
    disturb: (fault) => faults.push(fault),
    heal() {
      faults.splice(0);
      instead.splice(0);
    },
    answerInstead: ({ times = 1, ...rest }) => instead.push({ ...rest, times }),
    texts: (...place) =>
      Object.fromEntries([...here(...place)].map(([key, { value }]) => [key, value])),
    entry: (language, key, namespace) => here(language, namespace).get(key),
    edit(language, key, value, { namespace, ...more } = {}) {
      setEntry(state, here(language, namespace), key, { value, ...more });
      publish(state, project.versions.get("latest")!);
    },
    languages: () => [...project.languages],
    acceptReviews() {
      for (const { namespace, key, value } of state.reviews.splice(0)) {
        setEntry(state, namespace, key, { value });
      }
    },
  };
}

function answerTo(
  exchange: Exchange,
  state: State,
  keys: LocizeOptions["keys"],
  url: string,
): Reply {
  const { method, path, headers } = exchange;
  const { pathname, searchParams: query } = new URL(path, url);
  const parts = pathname.slice(1).split("/");
  const fits = ROUTES.filter((route) => partsOf(route, parts) !== undefined);
  // A first part that is a word of the service is never a project.
  const named = fits.filter((candidate) => !candidate.path.startsWith("{"));
  const fitting = named.length > 0 ? named : fits;
  const route = fitting.find((candidate) => candidate.method === method);
  if (fitting.length === 0) return refused(404, `no such address: ${pathname}`);
  if (route === undefined) return refused(405, `${method} is not allowed on ${pathname}`);
  const at = partsOf(route, parts) ?? {};
  const project = state.projects.get(at["project"] ?? "");
  if (project === undefined) return refused(404, `project ${at["project"]} not found`);
  // The official clients leave `Bearer` out.
  const role = keys[(headers.authorization ?? "").replace(/^Bearer /u, "")];
  if (route.role !== undefined && role === undefined) return refused(401, "unauthorized");
  if (route.role !== undefined && !suffices(role, route.role)) {
    return refused(403, `this needs the role ${route.role}`);
  }
  const known = [...EVERYWHERE, ...(route.query ?? [])];
  const odd = [...query.keys()].find((name) => !known.includes(name));
  if (odd !== undefined) return refused(400, `unknown query parameter ${odd}`);
  const body = bodyOf(exchange, route);
  const asked: Asked = { state, project, at, query, body, role, url };
  return route.answer(asked);
}

function partsOf(route: Route, parts: readonly string[]): Record<string, string> | undefined {
  const names = route.path.split("/");
  if (names.length !== parts.length) return undefined;
  const at: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const part = decodeURIComponent(parts[index] ?? "");
    if (name.startsWith("{")) at[name.slice(1, -1)] = part;
    else if (name !== part) return undefined;
    if (part === "") return undefined;
  }
  return at;
}

function bodyOf({ body, headers }: Exchange, route: Route): unknown {
  if (body === "") {
    if (route.body === "needed") throw new Refused(400, "the body is missing");
    return undefined;
  }
  if (route.body === undefined) throw new Refused(400, "no body is expected here");
  if (!headers["content-type"]?.startsWith("application/json")) {
    throw new Refused(415, "the body must be application/json");
  }
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw new Refused(400, "the body is no JSON");
  }
}
