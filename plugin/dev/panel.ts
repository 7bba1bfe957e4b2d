import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import type { Connect, ViteDevServer } from "vite";
import { failureText } from "../build.ts";
import { editorUrl } from "./editor.ts";
import { type Allowed, isAllowed, isVisit } from "./guard.ts";
import { openLive } from "./live.ts";

/** `/__locstep/`: how the translations stand, in the browser. */
export interface Panel {
  /** Has open panels ask again. */
  changed(): void;
  close(): void;
}

/** What the panel asks of whoever checks. */
export interface PanelSource {
  /** JSON, perhaps with the findings of one locale alone; undefined before the first check. */
  data(locale: string | undefined): Promise<string> | undefined;
  /** The repository's root; undefined before the first check has ended. */
  root(): string | undefined;
}

const NAME = "__locstep";
const FILES: Readonly<Record<string, string>> = {
  "index.html": "text/html",
  "panel.css": "text/css",
  "panel.js": "text/javascript",
  "coverage.js": "text/javascript",
  "findings.js": "text/javascript",
  "element.js": "text/javascript",
  "icon.svg": "image/svg+xml",
};

/** Keys and texts come from strangers: nothing but the panel's own files may run or be loaded. */
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
} as const;

export function openPanel(server: ViteDevServer, source: PanelSource): Panel {
  const { base } = server.config;
  const live = openLive();
  const prefixes = new Set([`/${NAME}`, `${base}${NAME}`]);
  const names = namesOf(server);

  const handle: Connect.NextHandleFunction = (request, response, next) => {
    const [path = "", query] = (request.url ?? "").split("?");
    const prefix = [...prefixes].find((one) => path === one || path.startsWith(`${one}/`));
    if (prefix === undefined) return next();
    const name = path.slice(prefix.length + 1);
    if (!isAllowed(request, names) && !(name === "" && isVisit(request, names))) {
      return answer(response, 403, "text/plain", "This panel answers only its own page.\n");
    }
    // Relative: a server that holds this one may have cut the front off the address.
    if (path === prefix) return redirect(response, `./${NAME}/`);
    if (name === "open") {
      if (request.method !== "POST") return answer(response, 405, "text/plain", "Only POST.\n");
      const url = editorUrl(request, new URLSearchParams(query), source.root());
      if (url === undefined)
        return answer(response, 403, "text/plain", "No file of this repository.\n");
      // Vite's own middleware, which comes later, opens the editor.
      request.url = `${base}${url}`;
      return next();
    }
    if (request.method !== "GET") return answer(response, 405, "text/plain", "Only GET.\n");
    if (name === "events") return live.add(response);
    const locale = new URLSearchParams(query).get("locale") ?? undefined;
    if (name === "report.json") return void sendData(response, source, locale);
    void sendFile(response, name === "" ? "index.html" : name);
  };
  server.middlewares.use(handle);

  return { changed: () => live.send("change"), close: () => live.close() };
}

/** As Vite decides it. */
function namesOf({ config: { server } }: ViteDevServer): Allowed {
  return server.https === undefined ? (server.allowedHosts ?? []) : true;
}

async function sendData(
  response: ServerResponse,
  source: PanelSource,
  locale: string | undefined,
): Promise<void> {
  try {
    const data = await source.data(locale);
    answer(response, 200, "application/json", data ?? "null");
  } catch (error) {
    answer(response, 200, "application/json", JSON.stringify({ failure: failureText(error) }));
  }
}

async function sendFile(response: ServerResponse, name: string): Promise<void> {
  const type = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
  if (type === undefined) return answer(response, 404, "text/plain", "There is no such page.\n");
  try {
    // Beside this chunk, where the bundle puts them.
    const text = await readFile(new URL(`./panel/${name}`, import.meta.url), "utf8");
    answer(response, 200, type, text);
  } catch {
    // Gone while the server runs, in an installation: nothing may end the server for it.
    answer(response, 500, "text/plain", "locstep was removed: start the dev server anew.\n");
  }
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { ...HEADERS, location }).end();
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { ...HEADERS, "content-type": `${type}; charset=utf-8` }).end(body);
}
