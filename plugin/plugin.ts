import { type UnpluginInstance, createUnplugin } from "unplugin";
import { setUp } from "./hosts/esbuild.ts";
import { rollupHooks } from "./hosts/rollup.ts";
import { viteHooks } from "./hosts/vite.ts";
import { applyTo } from "./hosts/webpack.ts";
import { type LocstepOptions, settingsOf } from "./options.ts";

/** One plugin for all bundlers; each entry hands out its own bundler's. */
export const plugin: UnpluginInstance<LocstepOptions | undefined, false> = createUnplugin(
  (options = {}, { framework }) => {
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
  },
);
