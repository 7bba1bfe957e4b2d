import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import type { Connect, ViteDevServer } from "vite";
import { failureText } from "../build.ts";
import { editorUrl } from "./editor.ts";
import { isAllowed } from "./guard.ts";
import { openLive } from "./live.ts";

/** `/__locstep/`: how the translations stand, in the browser. */
export interface Panel {
  /** Has open panels ask again. */
  changed(): void;
  close(): void;
}

/** What the panel asks of whoever checks. */
export interface PanelSource {
  /** JSON; undefined before the first check. */
  data(): Promise<string> | undefined;
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
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
} as const;

export function openPanel(server: ViteDevServer, source: PanelSource): Panel {
  const { base } = server.config;
  const live = openLive();
  const prefixes = new Set([`/${NAME}`, `${base}${NAME}`]);

  const handle: Connect.NextHandleFunction = (request, response, next) => {
    const [path = "", query] = (request.url ?? "").split("?");
    const prefix = [...prefixes].find((one) => path === one || path.startsWith(`${one}/`));
    if (prefix === undefined) return next();
    if (!isAllowed(request, server.config.server.allowedHosts ?? [])) {
      return answer(response, 403, "text/plain", "This panel answers only its own page.\n");
    }
    const name = path.slice(prefix.length + 1);
    if (path === prefix) return redirect(response, `${prefix}/`);
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
    if (name === "report.json") return void sendData(response, source);
    void sendFile(response, name === "" ? "index.html" : name);
  };
  server.middlewares.use(handle);

  return { changed: () => live.send("change"), close: () => live.close() };
}

async function sendData(response: ServerResponse, source: PanelSource): Promise<void> {
  try {
    const data = await source.data();
    answer(response, 200, "application/json", data ?? "null");
  } catch (error) {
    answer(response, 200, "application/json", JSON.stringify({ failure: failureText(error) }));
  }
}

async function sendFile(response: ServerResponse, name: string): Promise<void> {
  const type = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
  if (type === undefined) return answer(response, 404, "text/plain", "There is no such page.\n");
  // Beside this chunk, where the bundle puts them.
  answer(response, 200, type, await readFile(new URL(`./panel/${name}`, import.meta.url), "utf8"));
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { ...HEADERS, location }).end();
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { ...HEADERS, "content-type": `${type}; charset=utf-8` }).end(body);
}
