import { posix } from "node:path";

export const CONFIG_NAME = "locstep.yaml";
const NAMES = [CONFIG_NAME, "locstep.yml"];

/** Where a configuration may stand, the nearest first. `folder`: from the root, which is "". */
export function configPlaces(folder: string): string[] {
  const here = NAMES.map((name) => posix.join(folder, name));
  if (folder === "") return here;
  const parent = posix.dirname(folder);
  return [...here, ...configPlaces(parent === "." ? "" : parent)];
}

/** The other name in the folder of a configuration, which would be edited and never read. */
export function twinOf(path: string): string | undefined {
  const [first, second] = NAMES as [string, string];
  return posix.basename(path) === first ? posix.join(posix.dirname(path), second) : undefined;
}
