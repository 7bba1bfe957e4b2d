import { createHash } from "node:crypto";
import type { Reply } from "../listen.ts";
import { type Asked, Refused, done, onlyKnown, refused } from "./requests.ts";
import { FLAGS, type State, assetOf, setText, statusOf } from "./state.ts";

const EXPORT = [
  "format",
  "filter",
  "index",
  "source",
  "fallback",
  "order",
  "status",
  "no-comments",
];
const IMPORT = [
  "index",
  "locale",
  "format",
  "async",
  "ignore-new",
  "ignore-existing",
  "tag-new",
  "tag-all",
  "tag-updated",
  "tag-absent",
  "delete-absent",
  "flag-new",
  "flag-updated",
];
/** Asked for the second time, an import is done. */
const POLLS = 2;

/** `GET /export/locale/{l}.json` and `/export/all.json`. */
export function exported(state: State, { exchange, parts, query }: Asked): Reply {
  onlyKnown(query, EXPORT);
  if (exchange.method !== "GET") return refused(405, "Method not allowed");
  const [, kind, file = kind ?? ""] = parts;
  if (!file.endsWith(".json")) return refused(404, "Unsupported extension");
  const one = kind === "locale" ? file.slice(0, -".json".length) : undefined;
  if (one !== undefined && !state.locales.includes(one)) return refused(404, "Unknown locale");
  const codes = one === undefined ? state.locales : [one];
  const texts = codes.map((code) => [code, textsOf(state, code, query)] as const);
  const isBare = one !== undefined || codes.length === 1;
  const body = JSON.stringify(isBare ? texts[0]?.[1] : Object.fromEntries(texts), null, 4);
  const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`;
  const headers = { etag, "content-type": "application/json; charset=UTF-8" };
  const isKnown = exchange.headers["if-none-match"] === etag;
  return { status: isKnown ? 304 : 200, headers, body: isKnown ? "" : body };
}

function textsOf(state: State, code: string, query: URLSearchParams): object {
  const status = query.get("status");
  const filter = query.get("filter")?.split(",") ?? [];
  const root: object = Object.create(null) as object;
  const assets = [...state.assets.values()].filter(({ tags }) =>
    filter.every((tag) => (tag.startsWith("!") ? !tags.has(tag.slice(1)) : tags.has(tag))),
  );
  if (query.get("order") === "id") assets.sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const { id, translations } of assets) {
    const translation = translations.get(code);
    const isWanted =
      status === null ||
      (status.startsWith("!")
        ? statusOf(translation) !== status.slice(1)
        : statusOf(translation) === status);
    if (isWanted) place(root, id, translation?.text ?? "");
  }
  return root;
}

/** Nested by the dots; flat where another text stands in the way. */
function place(root: object, id: string, text: string): void {
  const path = id.split(".");
  let at = root;
  for (const part of path.slice(0, -1)) {
    const next = Object.hasOwn(at, part) ? (at as Record<string, unknown>)[part] : undefined;
    if (typeof next === "string") return define(root, id, text);
    if (next === undefined) define(at, part, Object.create(null));
    at = (at as Record<string, object>)[part] as object;
  }
  const last = path.at(-1) ?? "";
  if (Object.hasOwn(at, last)) define(root, id, text);
  else define(at, last, text);
}

/** `__proto__` is a name like any. */
function define(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** `POST /import/json`. */
export function imported(state: State, { exchange, query }: Asked): Reply {
  onlyKnown(query, IMPORT);
  if (exchange.method !== "POST") return refused(405, "Method not allowed");
  const locale = query.get("locale") ?? state.locales[0] ?? "";
  if (!state.locales.includes(locale)) return refused(422, `No locale ${locale}`);
  const flags = ["flag-new", "flag-updated"].map((name) => query.get(name)?.toLowerCase());
  if (flags.some((flag) => flag !== undefined && !FLAGS.includes(flag))) {
    return refused(422, "Unknown flag");
  }
  const changed = load(state, locale, flatten(exchange.body), query);
  const message = changed === 0 ? "Nothing updated" : `${changed} assets imported`;
  if (query.get("async") !== "1") {
    return { body: { status: 200, message, locales: [{ code: locale }] } };
  }
  const id = String(state.imports.size + 1);
  state.imports.set(id, 0);
  const location = `https://localise.biz/api/import/progress/${id}`;
  return done(message, 201, { location });
}

function load(
  state: State,
  locale: string,
  texts: ReadonlyMap<string, string>,
  query: URLSearchParams,
): number {
  const isOn = (name: string): boolean => ["1", "true"].includes(query.get(name) ?? "");
  let changed = 0;
  for (const [id, text] of texts) {
    const isNew = !state.assets.has(id);
    if (isOn(isNew ? "ignore-new" : "ignore-existing")) continue;
    const asset = assetOf(state, id);
    if (asset === undefined) continue;
    const standing = asset.translations.get(locale)?.text;
    const tags = [query.get("tag-all")];
    if (standing !== text) {
      changed++;
      const flag = query.get(isNew || standing === undefined ? "flag-new" : "flag-updated");
      setText(state, asset, locale, text, flag?.toLowerCase());
      tags.push(query.get(isNew ? "tag-new" : "tag-updated"));
    }
    for (const tag of tags) if (tag !== null) asset.tags.add(tag);
  }
  if (isOn("delete-absent")) {
    for (const id of state.assets.keys()) if (!texts.has(id)) state.assets.delete(id);
  }
  return changed;
}

function flatten(body: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  let root: unknown;
  try {
    root = JSON.parse(body);
  } catch {
    throw new Refused(422, "Invalid JSON");
  }
  const open: [string, unknown][] = [["", root]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [prefix, object] = next;
    if (typeof object !== "object" || object === null) throw new Refused(422, "Invalid JSON");
    for (const [name, value] of Object.entries(object)) {
      if (typeof value === "string") texts.set(`${prefix}${name}`, value);
      else open.push([`${prefix}${name}.`, value]);
    }
  }
  return texts;
}

/** `GET /import/progress/{id}`. */
export function progress(state: State, id: string): Reply {
  const polls = state.imports.get(id);
  if (polls === undefined) return refused(404, "Unknown import");
  state.imports.set(id, polls + 1);
  if (polls + 1 < POLLS) return { body: { progress: 50, success: "", error: "" } };
  return { body: { progress: 100, success: "Import complete", error: "" } };
}
