import type { Format } from "../format.ts";
import { scanYaml } from "./scan.ts";
import { spliceYaml } from "./splice.ts";

/** YAML 1.1 and 1.2, as far as both read it alike; the locale's root key is left out of keys. */
export const yaml: Format = {
  name: "yaml",
  extensions: [".yml", ".yaml"],
  blank: "",
  scan: scanYaml,
  splice: spliceYaml,
};
