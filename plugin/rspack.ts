import type { RspackPluginInstance } from "@rspack/core";
import { createRspackPlugin } from "unplugin";
import type { LocstepOptions } from "./options.ts";
import { plugin } from "./plugin.ts";

export type { LocstepOptions };

/** For `plugins` of rspack.config.js. */
export const locstep: (options?: LocstepOptions) => RspackPluginInstance =
  createRspackPlugin(plugin);
