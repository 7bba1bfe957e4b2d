import type { Plugin } from "rolldown";
import type { LocstepOptions } from "./options.ts";
import { plugin } from "./plugin.ts";

/** For `plugins` of rolldown.config.js. */
export const locstep: (options?: LocstepOptions) => Plugin = plugin.rolldown;
