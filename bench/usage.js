import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { measureTogether } from "./measure.js";
import { CACHE } from "./repository.js";
import { cpuRow } from "./rows.js";

const ROOT = join(import.meta.dirname, "..");

/**
 * The usage scan of a real application: a checkout whose sources use i18next, named by
 * LOCSTEP_BENCH_TREE, and its locale files, by LOCSTEP_BENCH_LOCALES as i18next-cli's `output` has
 * them (`locales/{{language}}/{{namespace}}.json`). Nothing of it is copied.
 */
export async function usageRows({ times, peers, say }) {
  const { LOCSTEP_BENCH_TREE: cwd, LOCSTEP_BENCH_LOCALES: locales } = process.env;
  if (cwd === undefined || !existsSync(cwd)) {
    say("LOCSTEP_BENCH_TREE names no checkout, so the usage scan is left out.");
    return [];
  }
  const scan = await bundle();
  const parse = join(ROOT, "bench/yardsticks/parse-sources.js");
  const cli = peers.find(({ name }) => name === "i18next-cli status");
  const node24 = cli && join(cli.folder, "node_modules/node/bin/node");
  const nodes = { "Node 20": process.execPath, ...(node24 && { "Node 24": node24 }) };
  const commands = {};
  for (const [name, node] of Object.entries(nodes)) {
    commands[`scan ${name}`] = { argv: [node, scan, "i18next"], cwd };
    commands[`parse ${name}`] = { argv: [node, parse], cwd };
  }
  if (node24 !== undefined && locales !== undefined) {
    commands.cli = { argv: await statusCommand(cli.folder, node24, locales), cwd, findings: true };
  }
  const figures = await measureTogether(commands, times);
  return Object.keys(nodes).flatMap((name) => {
    const ours = figures[`scan ${name}`];
    const row = (against, theirs, goal) => cpuRow("usage scan", name, against, ours, theirs, goal);
    return [
      row("oxc, every source", figures[`parse ${name}`], 1 / 2),
      ...(figures.cli === undefined ? [] : [row("i18next-cli status", figures.cli, 1 / 7)]),
    ];
  });
}

/** Beside `node_modules`, where the parser is found. */
async function bundle() {
  const input = join(ROOT, "bench/usage-scan.js");
  const build = await rolldown({ input, platform: "node", external: ["oxc-parser"] });
  const file = join(ROOT, "node_modules/.cache/locstep-bench/usage-scan.mjs");
  await build.write({ file, codeSplitting: false });
  await build.close();
  return file;
}

async function statusCommand(folder, node, output) {
  const config = join(CACHE, "i18next.config.mjs");
  const extract = { input: ["**/*.{ts,tsx}"], ignore: ["node_modules/**"], output };
  const settings = {
    locales: (process.env.LOCSTEP_BENCH_LANGUAGES ?? "en,de").split(","),
    extract,
  };
  await writeFile(config, `export default ${JSON.stringify(settings)};\n`);
  const cli = join(folder, "node_modules/i18next-cli/dist/esm/cli.js");
  return [node, cli, "--config", config, "status"];
}
