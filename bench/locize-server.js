import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join, resolve, sep } from "node:path";
import { git } from "./repository.js";
import { SOURCE_LOCALE } from "./sizes.js";

/**
 * As much of Locize as `locize sync --dry` reads: languages, the list of what is published, and
 * the files themselves, the source as it was before the last change. It runs in the bench's own
 * process, so its cost is nobody's.
 */
export async function serveLocize(repository) {
  const root = resolve(repository, "locales");
  const server = createServer((request, response) => {
    answer(root, new URL(request.url, "http://localhost").pathname).then(
      (body) => response.setHeader("content-type", "application/json").end(body),
      () => response.writeHead(404, { "content-type": "application/json" }).end("{}"),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function answer(root, path) {
  const [first, ...rest] = path.split("/").filter(Boolean);
  if (first === "languages") return JSON.stringify(await languages(root));
  if (first === "download") return JSON.stringify(await published(root));
  const [, language, namespace] = rest;
  const file = join(root, language, `${namespace}.json`);
  if (!file.startsWith(root + sep)) throw new Error("outside");
  if (language !== SOURCE_LOCALE) return readFile(file);
  return git(root, "show", `translated:./${language}/${namespace}.json`);
}

async function languages(root) {
  const entries = (await readdir(root)).map((locale) => [
    locale,
    { name: locale, nativeName: locale, isReferenceLanguage: locale === "en", translated: {} },
  ]);
  return Object.fromEntries(entries);
}

async function published(root) {
  const items = [];
  for (const locale of await readdir(root)) {
    for (const file of await readdir(join(root, locale))) {
      const key = `bench/latest/${locale}/${file.replace(/\.json$/, "")}`;
      items.push({ key, url: key, lastModified: new Date(0).toISOString(), size: 1 });
    }
  }
  return items;
}
