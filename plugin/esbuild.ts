import type { Plugin } from "esbuild";
import { createEsbuildPlugin } from "unplugin";
import type { LocstepOptions } from "./options.ts";
import { plugin } from "./plugin.ts";

export type { LocstepOptions };

/** For `plugins` of the build's options. */
export const locstep: (options?: LocstepOptions) => Plugin = createEsbuildPlugin(plugin);
