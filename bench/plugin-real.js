import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { measureTogether } from "./measure.js";
import { FORGETTING, buildRows } from "./plugin.js";

const run = promisify(execFile);
const PLUGIN = pathToFileURL(join(import.meta.dirname, "../dist/library/vite.js")).href;
const SOURCES = ["*.js", "*.jsx", "*.ts", "*.tsx", "*.vue", "*.svelte"];

/**
 * What the plugin adds to the builds of real applications. LOCSTEP_BENCH_APPLICATIONS names them as
 * `PATH` names folders: each has a Vite of its own installed, and stands in a checkout that
 * `locstep init` adopted and somebody committed.
 */
export async function realPluginRows({ times, say }) {
  const named = (process.env.LOCSTEP_BENCH_APPLICATIONS ?? "").split(delimiter);
  const folders = named.filter((folder) => folder !== "" && existsSync(folder));
  if (folders.length === 0) {
    say("LOCSTEP_BENCH_APPLICATIONS names no folder, so no real application was built.");
  }
  const rows = [];
  for (const cwd of folders) {
    const [plain, plugin] = [await command(cwd, "plain"), await command(cwd, "plugin")];
    const figures = await measureTogether(
      {
        plain: { argv: plain, cwd },
        first: { argv: [...FORGETTING, ...plugin], cwd },
        // Each finds what the last first run kept.
        warm: { argv: plugin, cwd },
      },
      times,
    );
    const against = (plugged) => ({ plain: figures.plain, plugin: plugged });
    rows.push(...buildRows(await described(cwd), against(figures.first), against(figures.warm)));
  }
  return rows;
}

/** Builds with the application's own configuration, taken into one where git lists nothing. */
async function command(cwd, name) {
  const file = join(cwd, `node_modules/.cache/locstep-bench/${name}.config.mjs`);
  const loaded = `(await loadConfigFromFile(env, undefined, ${JSON.stringify(cwd)}))?.config ?? {}`;
  const [imported, used] =
    name === "plugin"
      ? [`import { locstep } from ${JSON.stringify(PLUGIN)};\n`, "locstep()"]
      : ["", ""];
  await mkdir(dirname(file), { recursive: true });
  await writeFile(
    file,
    `import { loadConfigFromFile, mergeConfig } from "vite";
${imported}
export default async (env) => mergeConfig(${loaded}, { plugins: [${used}] });
`,
  );
  return [process.execPath, "node_modules/vite/bin/vite.js", "build", "--config", file];
}

async function described(cwd) {
  const git = async (...args) => (await run("git", args, { cwd, maxBuffer: 1 << 26 })).stdout;
  const sources = (await git("ls-files", "--", ...SOURCES)).split("\n").length - 1;
  const repository = basename((await git("rev-parse", "--show-toplevel")).trim());
  const vite = JSON.parse(await readFile(join(cwd, "node_modules/vite/package.json"), "utf8"));
  return `${repository}, ${sources.toLocaleString("en")} sources, Vite ${vite.version}`;
}
