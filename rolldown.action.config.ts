import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { OutputOptions, Plugin, RolldownOptions } from "rolldown";
import { shared } from "./rolldown.config.ts";
import { thirdPartyNotices } from "./scripts/third-party-notices.ts";

const output: OutputOptions = {
  cleanDir: true,
  minify: true,
  codeSplitting: false,
  comments: { legal: false, annotation: false, jsdoc: false },
};

/**
 * The action as one file: a runner has no `node_modules`. Minified, for every run of every workflow
 * downloads it. What a mode does not need is in the file, but is evaluated only when imported.
 */
export const action: RolldownOptions = {
  ...shared,
  input: { action: "action/main.ts" },
  transform: { target: "node24" },
  plugins: [withoutUndici(), thirdPartyNotices()],
  output: {
    ...output,
    dir: join(import.meta.dirname, "action/dist"),
    paths: { "oxc-parser": "./parser/parser.js" },
  },
};

/** What reads source code, beside it: loaded only where some may use messages. */
export const parser: RolldownOptions = {
  platform: "node",
  input: { parser: "action/parser/parser.ts" },
  transform: { target: "node24" },
  plugins: [webAssembly(), thirdPartyNotices()],
  output: { ...output, dir: join(import.meta.dirname, "action/dist/parser") },
};

function withoutUndici(): Plugin {
  const id = join(import.meta.dirname, "action/proxy.ts");
  return { name: "without-undici", resolveId: (source) => (source === "undici" ? id : null) };
}

function webAssembly(): Plugin {
  const file = join(import.meta.dirname, "node_modules/oxc-parser/parser.wasm32-wasip1.wasm");
  return {
    name: "web-assembly",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "parser.wasm", source: readFileSync(file) });
    },
  };
}

const config: RolldownOptions[] = [action, parser];

export default config;
