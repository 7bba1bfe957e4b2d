import pico from "picocolors";
import type { Plugin, ResolvedConfig, ViteDevServer } from "vite";
import { prepareBuild } from "../build.ts";
import { type LocstepOptions, type Settings, settingsOf } from "../options.ts";
import { rollupHooks } from "./rollup.ts";

/** Vite builds as Rollup does, and serves besides. */
export function viteHooks(options: LocstepOptions): Partial<Plugin> {
  let settings: Settings | undefined;
  let isBuild = false;
  return {
    ...rollupHooks(() => (isBuild ? settings : undefined)),
    configResolved(config: ResolvedConfig) {
      settings = settingsOf(options, config.root);
      isBuild = config.command === "build";
      if (isBuild) prepareBuild(settings);
    },
    async configureServer(server: ViteDevServer) {
      // A test runner serves as well, and nobody looks.
      const isTest = server.config.plugins.some(({ name }) => name.startsWith("vitest"));
      if (settings === undefined || isTest) return;
      const { serve } = await import("../dev/serve.ts");
      serve(server, settings, pico.isColorSupported);
    },
  };
}
