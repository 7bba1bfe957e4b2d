import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { createApplication, runNode } from "../support/application.ts";
import type { TestRepository } from "../support/repository.ts";

const TIME_LIMIT = 60_000;

function application(files: Readonly<Record<string, string>>): Promise<TestRepository> {
  return createApplication({
    packages: ["vite", "webpack", "rollup", "esbuild"],
    files: {
      "locales/en/common.json": { pay: "Pay now" },
      "locales/de/common.json": { pay: "Bezahlen" },
      "locales/fr/common.json": {},
      "main.js": "console.log(1);\n",
      "index.html": `<script type="module" src="/main.js"></script>\n`,
      ...files,
    },
  });
}

test.each([
  { sharedConfigBuild: true, pause: 0 },
  // Longer than a thread with nothing to do is kept.
  { sharedConfigBuild: false, pause: 6_000 },
])(
  "a build of several environments tells once: $sharedConfigBuild, $pause ms each",
  async ({ sharedConfigBuild, pause }) => {
    const { root } = await application({
      "vite.config.js": `import { locstep } from "locstep/vite";
export default {
  builder: { sharedConfigBuild: ${sharedConfigBuild} },
  environments: {
    ssr: { build: { outDir: "dist/server", rolldownOptions: { input: "main.js" } } },
    edge: { build: { outDir: "dist/edge", rolldownOptions: { input: "main.js" } } },
  },
  plugins: [locstep(), { name: "slow", buildStart: () => new Promise((done) => setTimeout(done, ${pause})) }],
};\n`,
    });
    const { code, log } = await runNode(root, ["node_modules/vite/bin/vite.js", "build", "--app"]);
    expect(code, log).toBe(0);
    expect(log.match(/building .* environment/gu)).toHaveLength(3);
    expect(log.match(/"pay" has no French translation/gu)).toHaveLength(1);
    expect(log.match(/Translations: /gu)).toHaveLength(1);
  },
);

test.runIf(process.platform === "linux")(
  "the thread that checks lets the bundler go first",
  async () => {
    const { root } = await application({
      "vite.config.js": `import { readFileSync, readdirSync } from "node:fs";
import { locstep } from "locstep/vite";
// The 19th field, counted after the name, which may hold spaces.
const niceOf = (thread) =>
  Number(readFileSync("/proc/self/task/" + thread + "/stat", "utf8").split(") ").at(-1).split(" ")[16]);
export default {
  plugins: [
    locstep(),
    {
      name: "threads",
      enforce: "post",
      closeBundle() {
        const nicer = readdirSync("/proc/self/task").filter((thread) => niceOf(thread) > niceOf(process.pid));
        console.log("nicer threads: " + nicer.length);
      },
    },
  ],
};\n`,
    });
    const { code, log } = await runNode(root, ["node_modules/vite/bin/vite.js", "build"]);
    expect(code, log).toBe(0);
    expect(log).toContain("nicer threads: 1\n");
  },
);

/** Output of a process that goes on, awaited piece by piece. */
function running(cwd: string, args: readonly string[]): (text: string) => Promise<string> {
  const { VITEST: _, NODE_ENV: __, ...rest } = process.env;
  const child = spawn(process.execPath, [...args], { cwd, env: { ...rest, NO_COLOR: "1" } });
  onTestFinished(() => void child.kill("SIGKILL"));
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  return async (text) => {
    for (const end = Date.now() + TIME_LIMIT; !printed.includes(text); await sleep(20)) {
      if (Date.now() > end) throw new Error(`"${text}" did not come, but:\n${printed}`);
    }
    const seen = printed;
    printed = "";
    return seen;
  };
}

const WEBPACK_WATCH = `import webpack from "webpack";
import { locstep } from "locstep/webpack";
const compiler = webpack({
  mode: "development",
  context: import.meta.dirname,
  entry: "./main.js",
  plugins: [locstep()],
});
compiler.watch({ aggregateTimeout: 20 }, (error, stats) => console.log(stats.toString(), "DONE"));\n`;

test("webpack in watch mode builds again when a locale file changes that no module imports", async () => {
  const repository = await application({
    "watch.js": WEBPACK_WATCH,
  });
  const next = running(repository.root, ["watch.js"]);
  expect(await next("DONE")).toContain(`"pay" has no French translation`);
  repository.write("main.js", "console.log(2);\n");
  // A compilation that is made anew must hold its warnings, or they would look mended.
  expect(await next("DONE")).toContain(`"pay" has no French translation`);
  repository.write("locales/fr/common.json", { pay: "Payer" });
  expect(await next("DONE")).not.toContain("locstep");
});

test("esbuild that goes on prints each finding once", async () => {
  const { root } = await application({
    "again.js": `import { context } from "esbuild";
import { locstep } from "locstep/esbuild";
const options = { entryPoints: ["main.js"], bundle: true, outdir: "dist", plugins: [locstep()] };
const going = await context(options);
for (const time of [1, 2]) {
  const { warnings } = await going.rebuild();
  console.log(time, warnings.length);
}
await going.dispose();\n`,
  });
  const { log } = await runNode(root, ["again.js"]);
  expect(log.match(/WARNING\] "pay" has no French translation/gu)).toHaveLength(2);
  expect(log).toMatch(/^1 2$.*^2 2$/msu);
});

const ROLLUP = `import { locstep } from "locstep/rollup";
export default { input: "main.js", output: { dir: "dist" }, plugins: [locstep()] };\n`;
const ROLLUP_WATCH = ["node_modules/rollup/dist/bin/rollup", "-c", "-w"];

test.each([
  { host: "webpack", files: { "watch.js": WEBPACK_WATCH }, args: ["watch.js"], end: "DONE" },
  {
    host: "Rollup",
    files: { "rollup.config.js": ROLLUP },
    args: ROLLUP_WATCH,
    end: "created dist",
  },
])("$host in watch mode hears of a configuration that is broken, and mended", async (watched) => {
  const repository = await application(watched.files);
  const config = repository.read("locstep.yaml");
  const next = running(repository.root, watched.args);
  expect(await next(watched.end)).toContain(`"pay" has no French translation`);
  repository.write("locstep.yaml", "sourceLocal: en\n");
  expect(await next(watched.end)).toContain("Translations were not checked: locstep.yaml");
  repository.write("locstep.yaml", config);
  expect(await next(watched.end)).toContain(`"pay" has no French translation`);
});

test("Rollup in watch mode tells what stands once, and what is new when it comes", async () => {
  const repository = await application({ "rollup.config.js": ROLLUP });
  const next = running(repository.root, ROLLUP_WATCH);
  expect(await next("created dist")).toContain(`"pay" has no French translation`);
  repository.write("main.js", "console.log(2);\n");
  expect(await next("created dist")).not.toContain("locstep");
  repository.write("locales/de/common.json", {});
  expect(await next("created dist")).toContain(`"pay" is missing in German (de) and French (fr)`);
});
