import type { Reply } from "../listen.ts";
import { type Asked, done, formOf, idIn, onlyKnown, refused } from "./requests.ts";
import { type Asset, FLAGS, type State, assetOf, setText, statusOf, translate } from "./state.ts";

const MOST_BYTES = 999;

export function assets(state: State, asked: Asked): Reply {
  const { exchange, parts, query } = asked;
  const [, part, more] = parts;
  if (part === undefined) {
    if (exchange.method === "POST") return createAsset(state, asked);
    onlyKnown(query, ["filter"]);
    const tags = query.get("filter")?.split(",") ?? [];
    const all = [...state.assets.values()];
    return {
      body: all.filter((asset) => tags.every((tag) => asset.tags.has(tag))).map(printAsset),
    };
  }
  const asset = state.assets.get(more === undefined ? idIn(part) : part);
  if (asset === undefined) return refused(404, "Asset not found");
  if (more === "tags" && exchange.method === "POST") {
    const tag = formOf(asked, ["name"]).get("name") ?? "";
    state.tags.add(tag);
    asset.tags.add(tag);
    return { status: 201, body: printAsset(asset) };
  }
  if (more !== undefined) return refused(404, "Not found");
  if (exchange.method === "GET") return { body: printAsset(asset) };
  if (exchange.method === "DELETE") {
    state.assets.delete(asset.id);
    return done("Deleted");
  }
  if (exchange.method !== "PATCH") return refused(405, "Method not allowed");
  const form = formOf(asked, ["id", "type", "context", "notes"]);
  asset.notes = form.get("notes") ?? asset.notes;
  asset.context = form.get("context") ?? asset.context;
  return { body: printAsset(asset) };
}

function createAsset(state: State, asked: Asked): Reply {
  const form = formOf(asked, ["id", "text", "type", "context", "notes", "default"]);
  const id = form.get("id") ?? "";
  if (Buffer.byteLength(id) > MOST_BYTES) return refused(422, "The id is too long");
  if (!["text", "html", "xml"].includes(form.get("type") ?? "text")) return refused(422, "type");
  if (state.assets.has(id)) return refused(409, "Asset already exists");
  const asset = assetOf(state, id);
  if (asset === undefined) return refused(402, "Plan limit reached");
  asset.notes = form.get("notes") ?? "";
  asset.context = form.get("context") ?? "";
  setText(state, asset, state.locales[0] ?? "", form.get("text") ?? "");
  return { status: 201, body: printAsset(asset) };
}

function printAsset({ id, type, context, notes, tags, translations }: Asset): unknown {
  return {
    id,
    type,
    context,
    notes,
    tags: [...tags],
    progress: { translated: translations.size, untranslated: 0, flagged: 0 },
  };
}

export function tags(state: State, asked: Asked): Reply {
  const { exchange, parts } = asked;
  if (parts[1] === undefined) {
    if (exchange.method === "GET") return { body: [...state.tags] };
    const name = formOf(asked, ["name"]).get("name") ?? "";
    if (state.tags.has(name)) return refused(409, "Tag exists");
    state.tags.add(name);
    return done("Created", 201);
  }
  const tag = idIn(parts[1]);
  if (!state.tags.has(tag)) return refused(404, "Tag not found");
  if (exchange.method === "DELETE") {
    state.tags.delete(tag);
    for (const asset of state.assets.values()) asset.tags.delete(tag);
    return done("Deleted");
  }
  if (exchange.method !== "POST") return refused(405, "Method not allowed");
  for (const id of exchange.body.split(",")) state.assets.get(id)?.tags.add(tag);
  return done("Tagged");
}

export function locales(state: State, asked: Asked): Reply {
  const { exchange, parts } = asked;
  const [, code, more] = parts;
  if (code === undefined) {
    if (exchange.method === "GET")
      return { body: state.locales.map((one) => printLocale(state, one)) };
    const added = formOf(asked, ["code"]).get("code") ?? "";
    if (state.locales.includes(added)) return refused(409, "Locale exists");
    if (!/^[a-z]{2,3}(?:-[\w-]+)?$/u.test(added)) return refused(422, `Invalid locale ${added}`);
    state.locales.push(added);
    for (const asset of state.assets.values()) translate(state, asset);
    return { status: 201, body: printLocale(state, added) };
  }
  if (!state.locales.includes(code)) return refused(404, "Locale not found");
  if (more === "errors") return { body: [] };
  if (more === "progress") return { body: progressOf(state, code) };
  return exchange.method === "GET"
    ? { body: printLocale(state, code) }
    : refused(405, "Method not allowed");
}

function printLocale(state: State, code: string): object {
  return {
    code,
    name: code,
    source: code === state.locales[0],
    plurals: { length: 2, equation: "n != 1", forms: ["one", "other"] },
    progress: progressOf(state, code),
  };
}

function progressOf(state: State, code: string): object {
  const all = [...state.assets.values()].map(({ translations }) => translations.get(code));
  const translated = all.filter((one) => one !== undefined);
  return {
    translated: translated.length,
    untranslated: all.length - translated.length,
    flagged: translated.filter(({ flag }) => flag !== undefined).length,
    words: translated.length,
  };
}

export function translations(state: State, asked: Asked): Reply {
  const { exchange, parts } = asked;
  const [, part, code, more] = parts;
  const asset = state.assets.get(code === undefined ? idIn(part) : (part ?? ""));
  if (asset === undefined) return refused(404, "Asset not found");
  if (code === undefined) {
    return { body: state.locales.map((one) => printTranslation(state, asset, one)) };
  }
  if (!state.locales.includes(code)) return refused(404, "Locale not found");
  const translation = asset.translations.get(code);
  if (more === "flag") {
    if (translation === undefined) return refused(404, "Untranslated");
    if (exchange.method === "DELETE") translation.flag = undefined;
    else {
      const flag = formOf(asked, ["flag"]).get("flag")?.toLowerCase() ?? "";
      if (!FLAGS.includes(flag)) return refused(422, `Unknown flag ${flag}`);
      translation.flag = flag;
    }
    return done("Flagged");
  }
  if (more === "revisions") return { body: [] };
  if (more !== undefined) return refused(404, "Not found");
  if (exchange.method === "POST") setText(state, asset, code, exchange.body);
  else if (exchange.method === "DELETE") setText(state, asset, code, "");
  else if (exchange.method !== "GET") return refused(405, "Method not allowed");
  return { body: printTranslation(state, asset, code) };
}

function printTranslation(state: State, asset: Asset, code: string): unknown {
  const translation = asset.translations.get(code);
  const nobody = { id: 0, name: "", email: "" };
  return {
    id: asset.id,
    status: statusOf(translation),
    flagged: translation?.flag !== undefined,
    translated: translation !== undefined,
    translation: translation?.text ?? "",
    revision: translation?.revision ?? 0,
    comments: 0,
    modified: translation?.modified ?? null,
    author: nobody,
    flagger: nobody,
    locale: printLocale(state, code),
    plurals: [],
  };
}
