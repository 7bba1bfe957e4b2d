import { join } from "node:path";
import type { RolldownOptions } from "rolldown";
import { thirdPartyNotices } from "./scripts/third-party-notices.ts";

/**
 * Everything the command line needs is bundled: loading the small pure dependencies from
 * `node_modules` costs 5 to 60 ms each, and an installation then adds one package.
 * What is imported dynamically becomes a chunk of its own, so `--version` and a run that finds
 * nothing changed load neither a YAML parser nor a provider.
 */
const config: RolldownOptions = {
  input: { locstep: "cli/main.ts", index: "core/index.ts" },
  platform: "node",
  // What `yaml` offers Node is CommonJS, evaluated as a whole; of its ES modules we take a part.
  resolve: {
    alias: { yaml: join(import.meta.dirname, "node_modules/yaml/browser/dist/index.js") },
  },
  transform: { target: "node20.19" },
  plugins: [thirdPartyNotices()],
  output: {
    dir: "dist",
    cleanDir: true,
    chunkFileNames: "chunks/[name]-[hash].js",
    comments: { legal: true, annotation: false, jsdoc: false },
  },
};

export default config;
