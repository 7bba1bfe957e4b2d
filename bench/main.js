import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { rolldown } from "rolldown";
import { bundle as bundleCli } from "../scripts/bundle.js";
import { line, page } from "./page.js";
import { installPeers, peerRows } from "./peers.js";
import { pluginRows } from "./plugin.js";
import { realPluginRows } from "./plugin-real.js";
import { CACHE } from "./repository.js";
import { changedRows, firstRunRows, setValuesRows, startRows, unchangedRows } from "./rows.js";
import { SHAPES } from "./shapes.js";
import { LAYOUTS } from "./sizes.js";
import { usageRows } from "./usage.js";

const ROOT = join(import.meta.dirname, "..");
const USAGE = `npm run bench -- [options]
  --quick        one round on S and M, nothing written: does the bench still run?
  --rounds <n>   runs of each, of which the median counts: 5 unless told
  --only <name>  start, unchanged, changed, first, set, plugin, peers, usage (repeatable); nothing written
  --write        writes the page although only some parts were measured
`;

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    rounds: { type: "string", default: "5" },
    only: { type: "string", multiple: true },
    help: { type: "boolean", default: false },
  },
});

if (options.help) process.stdout.write(USAGE);
else await bench();

async function bench() {
  await mkdir(CACHE, { recursive: true });
  const times = options.quick ? 1 : Number(options.rounds);
  const size = options.quick ? "M" : "L";
  const cli = await bundleCli();
  const locstep = (...args) => [process.execPath, cli, ...args];
  const context = { locstep, bundle, times, size };
  const notes = [];
  const say = (note) => {
    notes.push(note);
    process.stderr.write(`${note}\n`);
  };

  if (options.only !== undefined) say(`Only measured: ${options.only.join(", ")}.`);
  const rows = [];
  if (wanted("start")) rows.push(...(await told(startRows(context))));
  for (const [name, measure] of [
    ["unchanged", unchangedRows],
    ["changed", changedRows],
    ["first", firstRunRows],
  ]) {
    if (!wanted(name)) continue;
    for (const layout of LAYOUTS) {
      for (const shape of Object.keys(SHAPES)) {
        rows.push(...(await told(measure(context, layout, shape))));
      }
    }
  }
  if (wanted("set")) rows.push(...(await told(setValuesRows(context))));

  if (wanted("plugin")) {
    rows.push(...(await told(pluginRows(context))));
    if (!options.quick) rows.push(...(await told(realPluginRows({ times, say }))));
  }

  const beside = [];
  if (wanted("peers")) {
    const peers = await installPeers(say);
    for (const size of options.quick ? ["S"] : ["M", "L"]) {
      for (const layout of LAYOUTS) {
        beside.push(...(await told(peerRows({ ...context, peers }, size, layout))));
      }
    }
  }

  if (wanted("usage") && !options.quick) {
    const peers = await installPeers(say);
    rows.push(...(await told(usageRows({ times, peers, say }))));
  }

  if (options.quick || (options.only !== undefined && !options.write)) return;
  const text = page({ rows, peerRows: beside, notes, times });
  await writeFile(join(ROOT, "docs/performance.md"), text);
}

function wanted(name) {
  return options.only === undefined || options.only.includes(name);
}

/** Prints rows as soon as they are measured: a whole bench takes half an hour. */
async function told(measured) {
  const rows = await measured;
  for (const row of rows) process.stdout.write(`${line(row)}\n`);
  return rows;
}

/** A script of the bench in one file, as the command line is: loading many files costs too. */
async function bundle(script) {
  const build = await rolldown({ input: join(import.meta.dirname, script), platform: "node" });
  const file = join(CACHE, "scripts", script.replaceAll("/", "-"));
  await build.write({ file, codeSplitting: false });
  await build.close();
  return file;
}
