import type { WebpackPluginInstance } from "webpack";
import type { LocstepOptions } from "./options.ts";
import { plugin } from "./plugin.ts";

/** For `plugins` of webpack.config.js. */
export const locstep: (options?: LocstepOptions) => WebpackPluginInstance = plugin.webpack;
