import type { UnpluginFactory } from "unplugin";
import { setUp } from "./hosts/esbuild.ts";
import { rollupHooks } from "./hosts/rollup.ts";
import { viteHooks } from "./hosts/vite.ts";
import { applyTo } from "./hosts/webpack.ts";
import { type LocstepOptions, settingsOf } from "./options.ts";

/** One plugin for all bundlers; each entry makes its own bundler's of it. */
export const plugin: UnpluginFactory<LocstepOptions | undefined, false> = (
  options = {},
  { framework },
) => {
  if (framework === "vite") return { name: "locstep", vite: viteHooks(options) };
  // Rollup and Rolldown run where they were started.
  const settings = settingsOf(options, process.cwd());
  return {
    name: "locstep",
    rollup: rollupHooks(() => settings),
    rolldown: rollupHooks(() => settings),
    webpack: (compiler) => applyTo(compiler, options),
    rspack: (compiler) => applyTo(compiler, options),
    esbuild: { setup: (build) => setUp(build, options) },
  };
};
