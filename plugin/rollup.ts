import type { Plugin } from "rollup";
import type { LocstepOptions } from "./options.ts";
import { plugin } from "./plugin.ts";

/** For `plugins` of rollup.config.js. */
export const locstep: (options?: LocstepOptions) => Plugin = plugin.rollup;
