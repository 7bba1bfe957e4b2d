import type { Format } from "../format.ts";
import { scanJson } from "./scan.ts";
import { spliceJson } from "./splice.ts";

/** JSON, with the comments and trailing commas that many readers of locale files allow. */
export const json: Format = {
  name: "json",
  extensions: [".json", ".jsonc"],
  blank: "{}",
  scan: (bytes, _, columns) => scanJson(bytes, columns),
  splice: (catalog, edits, order) => spliceJson(catalog, edits, order),
};
