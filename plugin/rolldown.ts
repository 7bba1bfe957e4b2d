import type { Plugin } from "rolldown";
import { createRolldownPlugin } from "unplugin";
import type { LocstepOptions } from "./options.ts";
import { plugin } from "./plugin.ts";

export type { LocstepOptions };

/** For `plugins` of rolldown.config.js. */
export const locstep = createRolldownPlugin(plugin) as (options?: LocstepOptions) => Plugin;
