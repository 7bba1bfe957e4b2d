import type { Plugin } from "rollup";
import { createRollupPlugin } from "unplugin";
import type { LocstepOptions } from "./options.ts";
import { plugin } from "./plugin.ts";

export type { LocstepOptions };

/** For `plugins` of rollup.config.js. */
export const locstep = createRollupPlugin(plugin) as (options?: LocstepOptions) => Plugin;
