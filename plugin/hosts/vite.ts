import type { Plugin, ResolvedConfig } from "vite";
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
    },
  };
}
