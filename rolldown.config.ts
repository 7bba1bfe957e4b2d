import { join } from "node:path";
import type { RolldownOptions } from "rolldown";
import { panelFiles } from "./scripts/panel-files.ts";
import { thirdPartyNotices } from "./scripts/third-party-notices.ts";

/** What both bundles have in common: nothing is left in `node_modules` that is small and pure. */
export const shared: RolldownOptions = {
  platform: "node",
  // A native addon, and loaded only where sources are to be read.
  external: ["oxc-parser"],
  // What `yaml` offers Node is CommonJS, evaluated as a whole; of its ES modules we take a part.
  resolve: {
    alias: { yaml: join(import.meta.dirname, "node_modules/yaml/browser/dist/index.js") },
  },
  transform: { target: "node20.19" },
};

const comments = { legal: true, annotation: false, jsdoc: false };

/**
 * All that a check loads where nothing is open, in one file: each costs a millisecond, and of what
 * several commands share, every combination of them would have a file of its own. Where nothing
 * changed since the last check, `main` tells it alone.
 */
const CHECK = {
  name: "check",
  test: /[\\/]cli[\\/]check\.ts$|[\\/]checkout[\\/]settled-listing\.ts$/u,
  priority: 2,
};

/** What the others load, that open files. */
const OPENING = {
  name: "open",
  test: /[\\/]workflow[\\/]check\.ts$|[\\/]checkout[\\/](?:open-workspace|read-checkout)\.ts$|[\\/]report[\\/]text\.ts$/u,
  priority: 1,
};

/**
 * Loading the small pure dependencies from `node_modules` costs 5 to 60 ms each, and an
 * installation then adds one package. What is imported dynamically becomes a chunk of its own, so
 * `--version` and a run that finds nothing changed load neither a YAML parser nor a provider.
 * CommonJS, because Node's loader of ES modules alone costs 15 ms, and 1 ms more a file.
 */
export const commandLine: RolldownOptions = {
  ...shared,
  input: { locstep: "cli/main.ts" },
  plugins: [thirdPartyNotices()],
  output: {
    dir: "dist/cli",
    cleanDir: true,
    format: "cjs",
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name]-[hash].cjs",
    codeSplitting: {
      groups: [{ name: "main", tags: ["$initial"], priority: 3 }, CHECK, OPENING],
    },
    comments,
  },
};

const BUNDLERS = ["vite", "webpack", "rspack", "rollup", "rolldown", "esbuild"];

/**
 * Unplugin's part for webpack and Rspack loads a package of its own, and esbuild's is large: these
 * are read from `node_modules`. Its part for the others is small without the rest, and a build that
 * takes a second would feel the 40 ms that the rest takes to load.
 */
function isApart(importer: string | undefined): boolean {
  return /[\\/](?:webpack|rspack|esbuild)\.ts$/u.test(importer ?? "");
}

/** The programmatic interface and the build plugin. */
export const library: RolldownOptions = {
  ...shared,
  input: {
    index: "core/index.ts",
    webhook: "core/providers/lingo/webhook.ts",
    "check-worker": "plugin/check/worker.ts",
    ...Object.fromEntries(BUNDLERS.map((name) => [name, `plugin/${name}.ts`])),
  },
  external: (id, importer) => id === "oxc-parser" || (id === "unplugin" && isApart(importer)),
  plugins: [thirdPartyNotices(), panelFiles()],
  output: { dir: "dist/library", cleanDir: true, chunkFileNames: "[name]-[hash].js", comments },
};

const config: RolldownOptions[] = [commandLine, library];

export default config;
