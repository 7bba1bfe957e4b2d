import { execFile } from "node:child_process";
import { cpSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { createApplication, runNode } from "../../support/application.ts";
import { packageFolder } from "../../support/cli.ts";
import { startDevServer } from "../../support/dev-server.ts";
import { type TestRepository, temporaryFolder } from "../../support/repository.ts";

const CONFIG = `import { locstep } from "locstep/vite";
export default { plugins: [locstep()] };\n`;

/** "pay" has no French translation. `folder`: where Vite's root is. */
function shop(files: Readonly<Record<string, string | object>> = {}): Promise<TestRepository> {
  return createApplication({
    packages: ["vite"],
    files: {
      "locales/en/common.json": { pay: "Pay now" },
      "locales/de/common.json": { pay: "Bezahlen" },
      "locales/fr/common.json": {},
      "index.html": "<h1>Shop</h1>\n",
      "vite.config.js": CONFIG,
      ...files,
    },
  });
}

/** What a script of ours has at hand: servers, how often findings were told, how many threads run. */
const TOOLS = `import { setTimeout as sleep } from "node:timers/promises";
import { createLogger, createServer } from "vite";
export let threads = 0;
export let told = 0;
process.on("worker", (worker) => {
  threads++;
  worker.on("exit", () => threads--);
});
export async function until(holds) {
  for (const end = Date.now() + 60_000; !holds() && Date.now() < end;) await sleep(10);
}
export function serve(server) {
  const customLogger = createLogger("silent");
  customLogger.warn = (text) => text.includes("Translations: ") && told++;
  return createServer({ customLogger, server: { host: "127.0.0.1", port: 0, ...server } });
}\n`;

async function printed(script: string): Promise<readonly string[]> {
  const { root } = await shop({ "tools.js": TOOLS, "run.js": script });
  const { code, log } = await runNode(root, ["run.js"]);
  expect(code, log).toBe(0);
  return log.trim().split("\n");
}

test("a server that restarts or closes leaves no thread behind, and one that closes at once starts none", async () => {
  const script = `import { setTimeout as sleep } from "node:timers/promises";
import { serve, threads, told, until } from "./tools.js";
const server = await (await serve()).listen();
await until(() => told === 1);
for (const times of [2, 3]) {
  await server.restart();
  await until(() => told === times);
}
console.log("restarted", told, threads);
await server.close();
console.log("closed", threads);
const asked = await serve({ middlewareMode: true });
await asked.close();
await sleep(800);
console.log("asked", threads);\n`;
  expect(await printed(script)).toEqual(["restarted 3 1", "closed 0", "asked 0"]);
});

test("of several servers for the same, as Nuxt runs them, one tells, and the next when it closes", async () => {
  const script = `import { setTimeout as sleep } from "node:timers/promises";
import { serve, threads, told, until } from "./tools.js";
const [client, server] = [await serve({ middlewareMode: true }), await serve({ middlewareMode: true })];
await until(() => told > 0);
await sleep(500);
console.log("both", told, threads);
await client.close();
await until(() => told > 1);
console.log("one", told, threads);
await server.close();
console.log("none", threads);\n`;
  expect(await printed(script)).toEqual(["both 1 1", "one 2 1", "none 0"]);
});

test("the panel is found below the server that holds Vite's", async () => {
  const script = `import { createServer } from "node:http";
import { serve } from "./tools.js";
const vite = await serve({ middlewareMode: true });
const host = createServer((request, response) => {
  request.url = request.url.replace("/tools", "");
  vite.middlewares(request, response);
});
await new Promise((resolve) => host.listen(0, "127.0.0.1", resolve));
const response = await fetch(\`http://127.0.0.1:\${host.address().port}/tools/__locstep\`);
console.log(new URL(response.url).pathname, response.status);
host.close();
host.closeAllConnections();
await vite.close();\n`;
  expect(await printed(script)).toEqual(["/tools/__locstep/ 200"]);
});

test("a server with a certificate shows the panel under any name, as Vite shows the page (skipped without openssl)", async ({
  skip,
}) => {
  const folder = temporaryFolder();
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const made = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=dev".split(
    " ",
  );
  const args = ["req", "-x509", ...made, "-keyout", key, "-out", cert];
  await promisify(execFile)("openssl", args).catch(() => skip("there is no openssl"));
  const script = `import { connect } from "node:http2";
import { serve } from "./tools.js";
const https = { key: ${JSON.stringify(key)}, cert: ${JSON.stringify(cert)} };
const server = await (await serve({ https })).listen();
const { port } = server.httpServer.address();
const client = connect(\`https://127.0.0.1:\${port}\`, { rejectUnauthorized: false });
function status(headers) {
  const path = "/__locstep/report.json";
  return new Promise((resolve) =>
    client.request({ ":path": path, ...headers }).on("response", (got) => resolve(got[":status"])),
  );
}
const site = "sec-fetch-site";
console.log(await status({ ":authority": \`localhost:\${port}\`, [site]: "same-origin" }));
console.log(await status({ ":authority": "dev.example.org", [site]: "same-origin" }));
console.log(await status({ ":authority": "dev.example.org", [site]: "cross-site" }));
client.destroy();
await server.close();\n`;
  expect(await printed(script)).toEqual(["200", "200", "403"]);
});

test("a configuration above the server's folder is read again when it is mended, and its fault told once", async () => {
  const repository = await shop({
    "web/index.html": "<h1>Shop</h1>\n",
    "web/style.css": "",
    "web/vite.config.js": CONFIG,
  });
  const config = repository.read("locstep.yaml");
  repository.write("locstep.yaml", "sourceLocal: en\n");
  symlinkSync("../node_modules", join(repository.root, "web/node_modules"));
  const { next } = await startDevServer(join(repository.root, "web"));
  await next("Translations were not checked: locstep.yaml");
  repository.write("web/style.css", "b {}\n");
  await sleep(500);
  repository.write("locstep.yaml", config);
  expect(await next("Translations: 1 warning")).not.toContain("were not checked");
});

test("a configuration of another name is read again when it changes", async () => {
  const repository = await shop({
    "vite.config.js": CONFIG.replace("locstep()", `locstep({ config: "translations.yml" })`),
  });
  const config = repository.read("locstep.yaml");
  repository.write("translations.yml", config);
  const { next } = await startDevServer(repository.root);
  await next("Translations: 1 warning");
  repository.write("translations.yml", config.replace("[de, fr]", "[de]"));
  await next("1 fixed, everything is in step");
});

test("a server that was started through a link tells what an edit brings", async () => {
  const link = join(temporaryFolder(), "link");
  const repository = await shop({
    "vite.config.js": CONFIG.replace("plugins", `root: ${JSON.stringify(link)}, plugins`),
  });
  symlinkSync(repository.root, link);
  const { next } = await startDevServer(repository.root);
  await next("Translations: 1 warning");
  repository.write("locales/de/common.json", {});
  await next(`"pay" is missing in German (de) and French (fr)`);
});

test("open panels are told of nothing when a file changes that has no part in it", async () => {
  const repository = await shop({ "style.css": "" });
  const { url, next } = await startDevServer(repository.root);
  await next("Translations: 1 warning");
  const { body } = await fetch(`${url}__locstep/events`);
  let events = "";
  void (async () => {
    for await (const chunk of body ?? []) events += Buffer.from(chunk).toString();
  })().catch(() => {});
  for (let at = 0; at < 3; at++) {
    repository.write("style.css", `b { order: ${at} }\n`);
    await sleep(200);
  }
  repository.write("locales/fr/common.json", { pay: "Payer" });
  await next("everything is in step");
  await expect.poll(() => events.match(/event: change/gu)?.length).toBe(1);
});

test("a package that is removed under a running server does not end it", async () => {
  const repository = await shop();
  const installed = join(repository.root, "node_modules/locstep");
  rmSync(installed);
  cpSync(packageFolder(), installed, { recursive: true });
  const { url, next } = await startDevServer(repository.root);
  await next("Translations: 1 warning");
  rmSync(join(installed, "dist/library/panel"), { recursive: true });
  expect((await fetch(`${url}__locstep/`)).status).toBe(500);
  expect((await fetch(`${url}__locstep/report.json`)).status).toBe(200);
});
