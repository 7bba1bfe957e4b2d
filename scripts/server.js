import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

/** Starts one of the tests' servers, which stand in for a service: `npm run server -- lingo`. */

const ROOT = join(import.meta.dirname, "..");
const CACHE = join(ROOT, "node_modules/.cache");

const servers = await loadServers();
const [name = "", port] = process.argv.slice(2);
const server = Object.hasOwn(servers, name) ? servers[name] : undefined;
if (server === undefined) {
  console.error(`Usage: npm run server -- ${Object.keys(servers).join("|")} [port]`);
  process.exit(2);
}
const listening = await server.serve(Number(port ?? server.port));
listening.interfere(({ method, path }) => void console.log(`${method} ${path}`));
const variables = Object.entries(server.environment).map(([name, value]) => `${name}=${value}`);
console.log(`Stands in for the service at ${listening.url}; Ctrl-C ends it. In another terminal:

  ${variables.join(" ")} npx locstep sync

with this in locstep.yaml:

  provider: { ${server.options}, baseUrl: "${listening.url}${server.basePath}" }

What it is asked for:
`);

/** Bundled first: Node 20 reads no TypeScript. */
async function loadServers() {
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(join(CACHE, "locstep-servers-"));
  try {
    const build = await rolldown({
      input: join(ROOT, "test/servers/registry.ts"),
      platform: "node",
    });
    await build.write({ dir: folder, entryFileNames: "registry.mjs" });
    await build.close();
    return (await import(pathToFileURL(join(folder, "registry.mjs")))).servers;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
