import { existsSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../model/errors.ts";
import { configPlaces, twinOf } from "./config-places.ts";
import { readInside } from "./files.ts";

/** Where to look. Both are relative to the repository's root, with forward slashes. */
export interface ConfigPlace {
  /** The current folder; "" for the root. The nearest configuration upwards is taken. */
  readonly folder: string;
  /** The file itself, when the user names it. */
  readonly path?: string;
}

/** A configuration as it stands, unread. */
export interface ConfigText {
  /** Relative to the repository's root. */
  readonly path: string;
  readonly text: string;
}

/**
 * Finds the configuration of a repository; undefined when there is none. Throws UsageError when the
 * file named does not exist, leads out of the repository or is not UTF-8.
 */
export async function findConfig(
  root: string,
  place: ConfigPlace,
): Promise<ConfigText | undefined> {
  if (place.path !== undefined) refuseNoFile(place.path);
  for (const path of configPaths(place)) {
    const bytes = await readInside(root, path);
    if (bytes === undefined) continue;
    refuseTwin(root, place, path);
    return { path, text: decode(bytes, path) };
  }
  if (place.path === undefined) return undefined;
  throw new UsageError(`the configuration ${place.path} does not exist`, REMEDY);
}

const REMEDY = "Correct its path; where none is named, the nearest locstep.yaml is taken.";

function refuseNoFile(path: string): void {
  if (path === "") throw new UsageError("the configuration that is named is a folder", REMEDY);
  if (!/^\.\.(?:\/|$)/u.test(path)) return;
  throw new UsageError(`the configuration ${path} leads out of the repository`, REMEDY);
}

/** Where the configuration may stand, the one that wins first. Relative to the repository's root. */
export function configPaths({ folder, path }: ConfigPlace): readonly string[] {
  return path === undefined ? configPlaces(folder) : [path];
}

function refuseTwin(root: string, place: ConfigPlace, path: string): void {
  const other = place.path === undefined ? twinOf(path) : undefined;
  if (other === undefined || !existsSync(join(root, other))) return;
  throw new UsageError(`${path} and ${other} both stand`, "Keep one of them: only one is read.");
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${path} is not UTF-8`, "Save it as UTF-8.");
  }
}
