import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "../../contract/provider.ts";
import { type Exchange, type Listening, type Reply, listen } from "../listen.ts";
import { Refused, refused } from "./requests.ts";
import { assets, locales, tags, translations } from "./routes.ts";
import { type Asset, type State, assetOf, setText, translate } from "./state.ts";
import { exported, imported, progress } from "./transfer.ts";

export interface LocoOptions {
  /** What each key may do. */
  readonly keys: Readonly<Record<string, "full" | "read">>;
  /** The first is the source. */
  readonly locales: readonly string[];
  /** Whether people translate whatever comes, by naming the locale. Default: nobody does. */
  readonly hasTranslators?: boolean;
  /** Assets that the plan allows; what is too much is dropped without a word. */
  readonly quota?: number;
  /** Milliseconds that every request takes. */
  readonly delay?: number;
  readonly port?: number;
}

export interface LocoServer extends Listening {
  /** Texts that people have translated so far, a locale each. */
  charged(): number;
  disturb(fault: Fault): void;
  /** Ends all faults. */
  heal(): void;
  /** The project's texts of a locale by asset, those with a flag as `text [flag]`. */
  texts(locale: string): Readonly<Record<string, string>>;
  asset(id: string): Asset | undefined;
  /** What a person types into the editor, and approves. */
  edit(locale: string, id: string, text: string): void;
  /** The most requests that were under way at once. */
  mostPending(): number;
}

const MOST_PENDING = 10;

/** Loco's API, as strict as `loco.md`, with one project in memory. */
export async function serveLoco(options: LocoOptions): Promise<LocoServer> {
  const faults: Fault[] = [];
  const state: State = {
    locales: [...options.locales],
    assets: new Map(),
    tags: new Set(),
    imports: new Map(),
    quota: options.quota ?? Infinity,
    translator: options.hasTranslators
      ? (text, locale) => (isLeftOut(text, locale) ? undefined : `${locale}: ${text}`)
      : undefined,
    charged: 0,
  };
  /** People do what was left undone when somebody next looks. */
  let isHealed = false;
  let pending = 0;
  let mostPending = 0;

  function isLeftOut(text: string, locale: string): boolean {
    return faults.some(
      (fault) =>
        (fault.kind === "leaves-out" && fault.text === text) ||
        (fault.kind === "locale-fails" && fault.locale === locale),
    );
  }

  async function answer(exchange: Exchange): Promise<Reply> {
    if (faults.some(({ kind }) => kind === "hangs")) return "hang";
    if (pending >= MOST_PENDING) return refused(429, "Too many pending requests");
    mostPending = Math.max(mostPending, ++pending);
    await sleep(options.delay ?? 0);
    pending--;
    try {
      return reply(exchange);
    } catch (error) {
      if (error instanceof Refused) return error.reply;
      throw error;
    }
  }

  function reply(exchange: Exchange): Reply {
    const { pathname, searchParams: query } = new URL(exchange.path, "http://localhost");
    if (!pathname.startsWith("/api/")) return refused(404, "Not found");
    // Web servers mostly refuse these, however they are spelled, with a page of their own.
    if (/%(?:2f|5c)/iu.test(pathname)) return { status: 404, body: "<html>Not Found" };
    const role = options.keys[keyOf(exchange, query)];
    if (role === undefined) return refused(401, "Invalid API key");
    if (isHealed) for (const asset of state.assets.values()) translate(state, asset);
    isHealed = false;
    const parts = pathname.slice("/api/".length).split("/").map(decodeURIComponent);
    const asked = { exchange, parts, query };
    if (parts.join("/") === "auth/verify") {
      if (role === "read") return refused(403, "Insufficient privileges");
      const user = { id: 1, name: "Ada", email: "ada@example.com" };
      return { body: { user, group: { id: 1 }, project: { id: 1, name: "Shop" } } };
    }
    if (role === "read" && exchange.method !== "GET")
      return refused(403, "Insufficient privileges");
    if (parts[0] === "assets") return assets(state, asked);
    if (parts[0] === "tags") return tags(state, asked);
    if (parts[0] === "locales") return locales(state, asked);
    if (parts[0] === "translations") return translations(state, asked);
    if (parts[0] === "export") return disturbed(exported(state, asked), parts);
    if (parts[0] === "import" && parts[1] === "json") return imported(state, asked);
    if (parts[0] === "import" && parts[1] === "progress") return progress(state, parts[2] ?? "");
    return refused(404, "Not found");
  }

  /** Spoils what is exported. */
  function disturbed(whole: Reply, [, kind, file = ""]: readonly string[]): Reply {
    if (faults.length === 0) return whole;
    const locale = file.replace(/\.json$/u, "");
    if (kind !== "locale" || typeof whole === "string" || whole.status !== 200) return whole;
    if (faults.some((fault) => fault.kind === "locale-fails" && fault.locale === locale)) {
      return refused(404, "Locale not found");
    }
    const body = JSON.parse(String(whole.body)) as Record<string, unknown>;
    for (const fault of faults) {
      if (fault.kind === "adds-others") Object.assign(body, { nobody: { asked: "no" }, n: 7 });
      if (fault.kind !== "answers-no-text" || locale === state.locales[0]) continue;
      empty(body, fault.text);
    }
    const { etag: _, ...headers } = { etag: "", ...whole.headers };
    return { ...whole, headers, body };
  }

  const listening = await listen(answer, options.port ?? 0);
  return {
    ...listening,
    charged: () => state.charged,
    disturb: (fault) => faults.push(fault),
    heal() {
      faults.length = 0;
      isHealed = true;
    },
    texts: (locale) =>
      Object.fromEntries(
        [...state.assets.values()].flatMap(({ id, translations: all }) => {
          const { text, flag } = all.get(locale) ?? {};
          return text === undefined ? [] : [[id, flag === undefined ? text : `${text} [${flag}]`]];
        }),
      ),
    asset: (id) => state.assets.get(id),
    edit(locale, id, text) {
      const asset = assetOf(state, id);
      if (asset === undefined) return;
      asset.translations.delete(locale);
      setText(state, asset, locale, text);
      translate(state, asset);
    },
    mostPending: () => mostPending,
  };
}

/** Of the header, or of the address, which the service logs. */
function keyOf({ headers }: Exchange, query: URLSearchParams): string {
  const [scheme, value = ""] = (headers.authorization ?? "").split(" ");
  if (scheme === "Loco") return value;
  if (scheme === "Basic") return Buffer.from(value, "base64").toString().split(":")[0] ?? "";
  return query.get("key") ?? "";
}

function empty(object: Record<string, unknown>, text: string): void {
  for (const [name, value] of Object.entries(object)) {
    if (typeof value === "object" && value !== null) empty(value as Record<string, unknown>, text);
    if (typeof value === "string" && value.endsWith(`: ${text}`)) {
      object[name] = name.length % 2 ? 7 : null;
    }
  }
}
