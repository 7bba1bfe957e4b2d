import { setTimeout as sleep } from "node:timers/promises";
import { OutsideError } from "../../model/errors.ts";
import type { Http, HttpResponse } from "../http/http.ts";
import type { HttpRequest } from "../http/request.ts";

/** A locale of a project. */
export interface LocoLocale {
  readonly code: string;
  readonly isSource: boolean;
}

/** What a new asset is made of. `notes` are for translators. */
export interface NewAsset {
  readonly id: string;
  readonly text: string;
  readonly notes: string;
}

export interface TaggedAsset {
  readonly id: string;
  readonly tags: readonly string[];
}

type Query = Readonly<Record<string, string | undefined>>;

/** The calls of one project. Each throws OutsideError; Refusal where the key may not. */
export interface LocoClient {
  /** Whether the key may write. */
  mayWrite(signal: AbortSignal): Promise<boolean>;
  locales(signal: AbortSignal): Promise<readonly LocoLocale[]>;
  /** One that exists is no fault. */
  addLocale(code: string, signal: AbortSignal): Promise<void>;
  /** By asset id; the empty text is left out. Asked for again, only what changed is sent. */
  texts(locale: string, query: Query, signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
  /** Sets texts by asset id, and waits until the service has done it. */
  load(texts: Readonly<Record<string, string>>, query: Query, signal: AbortSignal): Promise<void>;
  translate(id: string, locale: string, text: string, signal: AbortSignal): Promise<void>;
  /** When a text was last changed, in Unix milliseconds; undefined where nobody can tell. */
  modifiedAt(id: string, locale: string, signal: AbortSignal): Promise<number | undefined>;
  /** "absent": there is no such translation, or no address of it. */
  flag(
    id: string,
    locale: string,
    flag: string,
    signal: AbortSignal,
  ): Promise<"flagged" | "absent">;
  addAsset(asset: NewAsset, signal: AbortSignal): Promise<"created" | "exists">;
  setNotes(id: string, notes: string, signal: AbortSignal): Promise<void>;
  /** One that is gone already is no fault. */
  removeAsset(id: string, signal: AbortSignal): Promise<void>;
  tag(tag: string, ids: readonly string[], signal: AbortSignal): Promise<void>;
  tags(signal: AbortSignal): Promise<readonly string[]>;
  /** The assets that have a tag. */
  tagged(tag: string, signal: AbortSignal): Promise<readonly TaggedAsset[]>;
  /** Takes a tag off all assets, which stay. */
  removeTag(tag: string, signal: AbortSignal): Promise<"removed" | "absent">;
}

const FORM = "application/x-www-form-urlencoded";
const IMPORT_LIMIT_MS = 300_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

export function openClient(http: Http): LocoClient {
  /** By path: what was last exported, and the mark that it had. */
  const exports = new Map<string, { etag: string; texts: ReadonlyMap<string, string> }>();

  return {
    async mayWrite(signal) {
      const answered = await http({ method: "GET", path: "auth/verify", accept: [403] }, signal);
      return answered.status !== 403;
    },
    async locales(signal) {
      const answered = await http({ method: "GET", path: "locales" }, signal);
      const list = answered.json();
      if (!Array.isArray(list)) throw answered.fault();
      return (list as ({ code?: unknown; source?: unknown } | null)[]).flatMap((locale) =>
        typeof locale?.code === "string"
          ? { code: locale.code, isSource: locale.source === true }
          : [],
      );
    },
    async addLocale(code, signal) {
      await http({ ...post("locales", { code }), accept: [409] }, signal);
    },
    async texts(locale, query, signal) {
      const path = `export/locale/${encodeURIComponent(locale)}.json?${search({ ...query, order: "id" })}`;
      const known = exports.get(path);
      const headers = known === undefined ? {} : { "if-none-match": known.etag };
      const answered = await http({ method: "GET", path, headers, accept: [304] }, signal);
      if (answered.status === 304 && known !== undefined) return known.texts;
      const texts = flatten(answered);
      const etag = answered.headers.get("etag");
      if (etag !== null) exports.set(path, { etag, texts });
      return texts;
    },
    async load(texts, query, signal) {
      const path = `import/json?${search({ ...query, index: "id", async: "1" })}`;
      const answered = await http({ method: "POST", path, body: { json: texts } }, signal);
      const location = answered.headers.get("location");
      // Where it was done at once there is nothing to wait for.
      if (location !== null) await waitFor(location, http, signal);
    },
    async translate(id, locale, text, signal) {
      const body = { text, type: "text/plain; charset=utf-8" };
      await http({ method: "POST", path: translationPath(id, locale), body }, signal);
    },
    async modifiedAt(id, locale, signal) {
      const path = translationPath(id, locale);
      const answered = await http({ method: "GET", path, accept: [404] }, signal);
      if (answered.status === 404) return undefined;
      const { modified } = (answered.json() ?? {}) as { readonly modified?: unknown };
      return typeof modified === "string" ? utcTime(modified) : undefined;
    },
    async flag(id, locale, flag, signal) {
      const request = post(`${translationPath(id, locale)}/flag`, { flag });
      const { status } = await http({ ...request, accept: [404] }, signal);
      return status === 404 ? "absent" : "flagged";
    },
    async addAsset({ id, text, notes }, signal) {
      const request = post("assets", { id, text, type: "text", notes });
      const { status } = await http({ ...request, accept: [409] }, signal);
      return status === 409 ? "exists" : "created";
    },
    async setNotes(id, notes, signal) {
      const request = { ...post(assetPath(id), { notes }), method: "PATCH" } as const;
      // Notes help, and nothing depends on them.
      await http({ ...request, accept: [400, 404, 422] }, signal);
    },
    async removeAsset(id, signal) {
      await http({ method: "DELETE", path: assetPath(id), accept: [404] }, signal);
    },
    async tag(tag, ids, signal) {
      await http({ ...post("tags", { name: tag }), accept: [409] }, signal);
      const body = { text: ids.join(","), type: "text/plain; charset=utf-8" };
      await http({ method: "POST", path: tagPath(tag), body }, signal);
    },
    async tags(signal) {
      const answered = await http({ method: "GET", path: "tags" }, signal);
      const list = answered.json();
      if (!Array.isArray(list)) throw answered.fault();
      return (list as unknown[]).filter((tag) => typeof tag === "string");
    },
    async tagged(tag, signal) {
      const path = `assets?${search({ filter: tag })}`;
      const answered = await http({ method: "GET", path }, signal);
      const list = answered.json();
      if (!Array.isArray(list)) throw answered.fault();
      return (list as ({ id?: unknown; tags?: unknown } | null)[]).flatMap((asset) => {
        // What the filter let through all the same is none of ours.
        const tags = Array.isArray(asset?.tags) ? asset.tags.map(String) : [];
        return typeof asset?.id === "string" && tags.includes(tag) ? { id: asset.id, tags } : [];
      });
    },
    async removeTag(tag, signal) {
      const { status } = await http(
        { method: "DELETE", path: tagPath(tag), accept: [404] },
        signal,
      );
      return status === 404 ? "absent" : "removed";
    },
  };
}

function post(path: string, fields: Record<string, string>): HttpRequest {
  const text = new URLSearchParams(fields).toString();
  return { method: "POST", path, body: { text, type: FORM } };
}

/** Unix milliseconds of a time in UTC, which may or may not say so. */
function utcTime(text: string): number | undefined {
  const time = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/u.test(text) ? text : `${text}Z`);
  return Number.isNaN(time) ? undefined : time;
}

function tagPath(tag: string): string {
  return `tags/${encodeURIComponent(tag)}.json`;
}

/** `.json` is appended, for ids may have dots. */
function assetPath(id: string): string {
  return `assets/${encodeURIComponent(id)}.json`;
}

function translationPath(id: string, locale: string): string {
  return `translations/${encodeURIComponent(id)}/${encodeURIComponent(locale)}`;
}

function search(query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given as [string, string][]).toString();
}

/** Nested by the dots of the ids, or flat. */
function flatten(answered: HttpResponse): ReadonlyMap<string, string> {
  const root = answered.json();
  // A locale without assets is an empty list.
  if (Array.isArray(root) && root.length === 0) return new Map();
  if (typeof root !== "object" || root === null || Array.isArray(root)) throw answered.fault();
  const { status, error } = root as { readonly status?: unknown; readonly error?: unknown };
  if (typeof status === "number" && typeof error === "string") throw answered.fault();
  const texts = new Map<string, string>();
  const open: (readonly [string, object])[] = [["", root]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [prefix, object] = next;
    for (const [name, value] of Object.entries(object) as [string, unknown][]) {
      const id = `${prefix}${name}`;
      if (typeof value === "string" && value !== "") texts.set(id, value);
      if (typeof value === "object" && value !== null) open.push([`${id}.`, value]);
    }
  }
  return texts;
}

/** The address is read for the import's number alone: it may name any host. */
async function waitFor(location: string, http: Http, signal: AbortSignal): Promise<void> {
  const id = /\/import\/progress\/([\w-]{1,64})\/?(?:\?|$)/u.exec(location)?.[1];
  if (id === undefined) throw new OutsideError("Loco does not say where an import can be watched");
  const until = performance.now() + IMPORT_LIMIT_MS;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const answered = await http({ method: "GET", path: `import/progress/${id}` }, signal);
    const { progress, success, error } = (answered.json() ?? {}) as Readonly<
      Record<string, unknown>
    >;
    if (typeof error === "string" && error !== "") {
      throw new OutsideError(`Loco refused the import: ${answered.quote(error)}`);
    }
    if (progress === 100 || (typeof success === "string" && success !== "")) return;
    if (performance.now() > until) {
      throw new OutsideError("Loco did not finish an import within 300 s");
    }
    await sleep(pause, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
