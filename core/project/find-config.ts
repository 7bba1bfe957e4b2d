import { UsageError } from "../model/errors.ts";
import { configPlaces } from "./config-places.ts";
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
  const candidates = place.path === undefined ? configPlaces(place.folder) : [place.path];
  for (const path of candidates) {
    const bytes = await readInside(root, path);
    if (bytes !== undefined) return { path, text: decode(bytes, path) };
  }
  if (place.path === undefined) return undefined;
  throw new UsageError(
    `the configuration ${place.path} does not exist`,
    "Correct its path; where none is named, the nearest locstep.yaml is taken.",
  );
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${path} is not UTF-8`, "Save it as UTF-8.");
  }
}
