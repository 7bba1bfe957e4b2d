import type { Plugin } from "esbuild";
import type { LocstepOptions } from "./options.ts";
import { plugin } from "./plugin.ts";

/** For `plugins` of the build's options. */
export const locstep: (options?: LocstepOptions) => Plugin = plugin.esbuild;
