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
    comments,
  },
};

const BUNDLERS = ["vite", "webpack", "rspack", "rollup", "rolldown", "esbuild"];

/** The programmatic interface and the build plugin. */
export const library: RolldownOptions = {
  ...shared,
  input: {
    index: "core/index.ts",
    webhook: "core/providers/lingo/webhook.ts",
    "check-worker": "plugin/check/worker.ts",
    ...Object.fromEntries(BUNDLERS.map((name) => [name, `plugin/${name}.ts`])),
  },
  // Large, and needed only by those who use the plugin: read from `node_modules`.
  external: ["unplugin", "oxc-parser"],
  plugins: [thirdPartyNotices(), panelFiles()],
  output: { dir: "dist/library", cleanDir: true, chunkFileNames: "[name]-[hash].js", comments },
};

const config: RolldownOptions[] = [commandLine, library];

export default config;
