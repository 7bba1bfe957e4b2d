import { join } from "node:path";
import type { Plugin, RolldownOptions } from "rolldown";
import { shared } from "./rolldown.config.ts";
import { thirdPartyNotices } from "./scripts/third-party-notices.ts";

/**
 * The action as one file: a runner has no `node_modules`. Minified, for every run of every workflow
 * downloads it. What a mode does not need is in the file, but is evaluated only when imported.
 */
const config: RolldownOptions = {
  ...shared,
  input: { action: "action/main.ts" },
  transform: { target: "node24" },
  plugins: [withoutUndici(), thirdPartyNotices()],
  output: {
    dir: join(import.meta.dirname, "action/dist"),
    cleanDir: true,
    minify: true,
    codeSplitting: false,
    comments: { legal: false, annotation: false, jsdoc: false },
  },
};

function withoutUndici(): Plugin {
  const id = join(import.meta.dirname, "action/proxy.ts");
  return { name: "without-undici", resolveId: (source) => (source === "undici" ? id : null) };
}

export default config;
