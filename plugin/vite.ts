import type { Plugin } from "vite";
import type { LocstepOptions } from "./options.ts";
import { plugin } from "./plugin.ts";

/** For `plugins` of vite.config.ts. */
export const locstep: (options?: LocstepOptions) => Plugin = plugin.vite;
