import { readdirSync } from "node:fs";
import { join } from "node:path";
import { SHAPES } from "../shapes.js";
import { SIZES } from "../sizes.js";

const VALUES = 500;

/** The arguments of the task: format, size, and the folder that holds a folder or a file a locale. */
export function task() {
  const [format, size, folder] = process.argv.slice(2);
  const step = SIZES[size].messages / VALUES;
  const indexes = Array.from({ length: VALUES }, (_, at) => at * step);
  return {
    format,
    files: readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
    values: indexes.map((index) => ({
      key: SHAPES.nested.keyOf(index),
      text: SHAPES.nested.textOf(index, "en", 2),
    })),
  };
}

/** The root of a Rails file is its locale, as the file is named. */
export function rootOf(file) {
  return /([^/\\]+)\.yml$/.exec(file)?.[1];
}
