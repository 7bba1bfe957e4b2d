import type { WebpackPluginInstance } from "webpack";
import { createWebpackPlugin } from "unplugin";
import type { LocstepOptions } from "./options.ts";
import { plugin } from "./plugin.ts";

export type { LocstepOptions };

/** For `plugins` of webpack.config.js. */
export const locstep: (options?: LocstepOptions) => WebpackPluginInstance =
  createWebpackPlugin(plugin);
