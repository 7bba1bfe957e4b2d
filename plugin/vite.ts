import type { Plugin } from "vite";
import { createVitePlugin } from "unplugin";
import type { LocstepOptions } from "./options.ts";
import { plugin } from "./plugin.ts";

export type { LocstepOptions };

/** For `plugins` of vite.config.ts. */
export const locstep = createVitePlugin(plugin) as (options?: LocstepOptions) => Plugin;
