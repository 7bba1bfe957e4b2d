import { chmodSync, existsSync, readFileSync, symlinkSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createApplication } from "../support/application.ts";
import { startDevServer } from "../support/dev-server.ts";
import type { TestRepository } from "../support/repository.ts";

function shop(base = "/"): Promise<TestRepository> {
  return createApplication({
    packages: ["vite"],
    files: {
      "locales/en/common.json": { cart: "Cart ({{count}})", pay: "Pay now" },
      "locales/de/common.json": { cart: "Warenkorb ({{cuont}})", pay: "Bezahlen" },
      "locales/fr/common.json": { cart: "Panier ({{count}})", pay: "Payer" },
      "index.html": "<h1>Shop</h1>\n",
      "vite.config.js": `import { locstep } from "locstep/vite";
export default { base: ${JSON.stringify(base)}, plugins: [locstep()] };\n`,
    },
  });
}

/** The editor, which writes down what it was told to open. */
function editor(repository: TestRepository): { readonly path: string; opened(): string } {
  const log = join(repository.root, "opened");
  repository.write("editor.sh", `#!/bin/sh\necho "$@" >> "${log}"\n`);
  const path = join(repository.root, "editor.sh");
  chmodSync(path, 0o755);
  return { path, opened: () => (existsSync(log) ? readFileSync(log, "utf8") : "") };
}

test("a dev server tells what is wrong after it listens, what an edit brings, and what it mends", async () => {
  const repository = await shop();
  const { next } = await startDevServer(repository.root);
  const first = await next("Translations: 1 error; `npx locstep check` tells all");
  expect(first).toContain(`[locstep] locales/de/common.json:2:11
✗ "cart" lacks {{count}} and adds {{cuont}} in German
  1 │ {`);

  repository.write("locales/en/common.json", {
    cart: "Cart ({{count}})",
    pay: "Pay now",
    hi: "Hi",
  });
  const second = await next(`"hi" is missing in German (de) and French (fr)`);
  // What stands already is not told again.
  expect(second).not.toContain("lacks {{count}}");

  repository.write("locales/de/common.json", {
    cart: "Warenkorb ({{count}})",
    pay: "Bezahlen",
    hi: "Hallo",
  });
  await next("[locstep] 2 fixed, 1 left");
  repository.write("locales/fr/common.json", {
    cart: "Panier ({{count}})",
    pay: "Payer",
    hi: "Salut",
  });
  await next("[locstep] 1 fixed, everything is in step");

  repository.write("locales/fr/common.json", '{ "cart": ');
  await next("locales/fr/common.json cannot be read");
  repository.write("locstep.yaml", "sourceLocal: en\n");
  await next("Translations were not checked: locstep.yaml");
});

test("a source that is written again and again is told as it stands", async () => {
  const repository = await shop();
  repository.write("package.json", { type: "module", dependencies: { i18next: "*" } });
  repository.write("main.js", "");
  const { next } = await startDevServer(repository.root);
  await next("Translations: ");
  for (let at = 0; at < 12; at++) {
    repository.write("main.js", `import { t } from "i18next";\nt("none.${at}");\n`);
    await next(`"none.${at}"`);
  }
});

test("the panel answers its own page and this machine, and nobody else", async () => {
  const { root } = await shop("/app/");
  const { url, next } = await startDevServer(root);
  await next("Translations: ");
  const port = Number(new URL(url).port);
  function status(path: string, headers: Record<string, string>, method = "GET"): Promise<number> {
    return new Promise((resolve, reject) => {
      const options = { host: "127.0.0.1", port, path, method, headers };
      request(options, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on("error", reject)
        .end();
    });
  }
  const own = `127.0.0.1:${port}`;
  const report = "/__locstep/report.json";
  expect(await status(report, {})).toBe(200);
  expect(await status(`/app${report}`, {})).toBe(200);
  expect(await status(report, { "sec-fetch-site": "same-origin" })).toBe(200);
  expect(await status(report, { host: own, origin: `http://${own}` })).toBe(200);

  expect(await status(report, { "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await status(report, { "sec-fetch-site": "same-site" })).toBe(403);
  expect(await status(report, { host: own, origin: "https://example.org" })).toBe(403);
  expect(await status(report, { host: own, origin: "null" })).toBe(403);
  expect(await status(report, { host: "rebound.example.org" })).toBe(403);

  // Whoever follows a link of another site sees the page, which asks for the rest itself.
  const link = {
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
  };
  expect(await status("/__locstep/", link)).toBe(200);
  expect(await status("/__locstep/", { ...link, "sec-fetch-dest": "iframe" })).toBe(403);
  expect(await status("/__locstep/", { ...link, host: "rebound.example.org" })).toBe(403);
  expect(await status(report, link)).toBe(403);

  expect(await status("/__locstep/../vite.config.js", {})).not.toBe(200);
  expect(await status("/__locstep/constructor", {})).toBe(404);
  expect(await status("/__locstep/%2e%2e/vite.config.js", {})).toBe(404);
  expect(await status(report, {}, "POST")).toBe(405);
  const open = "/__locstep/open?path=vite.config.js";
  expect(await status(open, {})).toBe(405);
  // A page elsewhere can post a form without asking, and a name can be made to point here.
  for (const headers of [
    link,
    { "sec-fetch-site": "cross-site" },
    { host: own, origin: "https://example.org" },
    { host: "rebound.example.org" },
    { host: "rebound.example.org", "sec-fetch-site": "same-origin" },
  ]) {
    expect({ headers, status: await status(open, headers, "POST") }).toEqual({
      headers,
      status: 403,
    });
  }
});

test("the panel opens files of the repository in the editor, and no other", async () => {
  const repository = await shop();
  const { path, opened } = editor(repository);
  symlinkSync("/etc/passwd", join(repository.root, "link.json"));
  // Secrets stand in the environment of every dev server.
  const secret = "sk-do-not-show-me";
  const variables = { LAUNCH_EDITOR: path, OPENAI_API_KEY: secret };
  const { url, next } = await startDevServer(repository.root, variables);
  await next("Translations: ");

  async function open(file: string): Promise<number> {
    const query = new URLSearchParams({ path: file, line: "2", column: "11" });
    return (await fetch(`${url}__locstep/open?${query}`, { method: "POST" })).status;
  }
  for (const file of ["../../etc/passwd", "/etc/passwd", "link.json", ".git/config", "", "no"]) {
    expect({ file, status: await open(file) }).toEqual({ file, status: 403 });
  }
  expect(await open("locales/de/common.json")).toBe(200);
  for (const end = Date.now() + 30_000; opened() === "" && Date.now() < end;) await sleep(20);
  expect(opened()).toContain("locales/de/common.json");
  expect(opened()).not.toContain("passwd");

  for (const name of ["", "report.json", "panel.js"]) {
    const response = await fetch(`${url}__locstep/${name}`);
    expect(response.headers.get("content-security-policy")).toContain("script-src 'self'");
    expect(await response.text()).not.toContain(secret);
  }
});
