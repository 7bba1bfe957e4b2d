import { posix } from "node:path";
import { UsageError } from "../model/errors.ts";
import type { Known } from "./config-shape.ts";
import type { Config } from "./config.ts";
import { readInside } from "./files.ts";
import { parseConfig } from "./parse-config.ts";

export const CONFIG_NAME = "locstep.yaml";
const NAMES = [CONFIG_NAME, "locstep.yml"];

/** Where to look. Both are relative to the repository's root, with forward slashes. */
export interface ConfigPlace {
  /** The current folder; "" for the root. The nearest configuration upwards is taken. */
  readonly folder: string;
  /** The file itself, when the user names it. */
  readonly path?: string;
}

/**
 * Reads the configuration of a repository; undefined when there is none. Throws UsageError when the
 * file named does not exist, leads out of the repository or is wrong.
 */
export async function loadConfig(
  root: string,
  place: ConfigPlace,
  known?: Known,
): Promise<Config | undefined> {
  const candidates = place.path === undefined ? candidatesFrom(place.folder) : [place.path];
  for (const path of candidates) {
    const bytes = await readInside(root, path);
    if (bytes !== undefined) return parseConfig(decode(bytes, path), path, known);
  }
  if (place.path === undefined) return undefined;
  throw new UsageError(`the configuration ${place.path} does not exist`);
}

function candidatesFrom(folder: string): string[] {
  const here = NAMES.map((name) => posix.join(folder, name));
  if (folder === "") return here;
  const parent = posix.dirname(folder);
  return [...here, ...candidatesFrom(parent === "." ? "" : parent)];
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${path} is not UTF-8`, "Save it as UTF-8.");
  }
}
