import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { application, component } from "./application.js";
import { measureTogether } from "./measure.js";
import { cpuRow, wallRow } from "./rows.js";

const VITE = "node_modules/vite/bin/vite.js";
const WHAT = "`vite build` with the plugin";
const WHERE = "600 components, 4,800 messages × 10";
const SAVED_GOAL = 100;

/** What locstep keeps under the git directory is gone: every source is read. */
export const FORGETTING = [
  "bash",
  "-c",
  'rm -rf "$(git rev-parse --absolute-git-dir)/locstep"; exec "$@"',
  "bash",
];

/** What the plugin adds to `vite build`, and how soon a saved file is told of in dev. */
export async function pluginRows({ locstep, times }) {
  const cwd = await application(locstep);
  const cold = (name) => ({ argv: [...FORGETTING, ...build(name)], cwd });
  const first = await measureTogether({ plain: cold("plain"), plugin: cold("plugin") }, times);
  const warm = await measureTogether(
    { plain: { argv: build("plain"), cwd }, plugin: { argv: build("plugin"), cwd } },
    times,
  );
  return [...buildRows(WHERE, first, warm), await savedRow(cwd, Math.max(3, times * 2))];
}

function build(name) {
  return [process.execPath, VITE, "build", "--config", `${name}.config.js`];
}

/** Each build's figures with the plugin and without. */
export function buildRows(where, first, warm) {
  const against = "`vite build` without it";
  return [
    wallRow(`${WHAT}, first run`, where, against, first.plugin, first.plain, 1.05),
    cpuRow(`${WHAT}, first run`, where, against, first.plugin, first.plain, 1.25),
    wallRow(`${WHAT}, warm`, where, against, warm.plugin, warm.plain, 1.01),
    cpuRow(`${WHAT}, warm`, where, against, warm.plugin, warm.plain, 1.1),
  ];
}

/** The median of milliseconds from writing a component until its warning is printed. */
async function savedRow(cwd, times) {
  const args = [VITE, "--config", "plugin.config.js", "--port", "0"];
  const server = spawn(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  for (const stream of [server.stdout, server.stderr]) {
    stream.on("data", (data) => (printed += data));
  }
  const file = join(cwd, "src/parts/Part7.jsx");
  const samples = [];
  try {
    await until(() => printed.includes("Local:"));
    // A change before the first check has ended would be told with it.
    await sleep(5_000);
    for (let at = 0; at < times; at++) {
      printed = "";
      const start = performance.now();
      await writeFile(file, component(7).replace("part7.key3", `part7.missing${at}`));
      await until(() => printed.includes(`part7.missing${at}`));
      samples.push(performance.now() - start);
      await sleep(200);
    }
  } finally {
    await writeFile(file, component(7));
    server.kill("SIGKILL");
    await once(server, "close");
  }
  const median = samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)];
  return {
    what: "A component saved, until its new finding is printed, wall",
    where: WHERE,
    against: `${SAVED_GOAL} ms`,
    ours: `${median.toFixed(0)} ms`,
    theirs: `${SAVED_GOAL} ms`,
    ratio: median / SAVED_GOAL,
    goal: 1,
  };
}

async function until(isSo) {
  for (const end = performance.now() + 60_000; !isSo(); await sleep(1)) {
    if (performance.now() > end) throw new Error("the dev server did not say what was awaited");
  }
}
