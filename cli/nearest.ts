import { closest, distance } from "fastest-levenshtein";

/** The name that was probably meant; undefined where none comes near. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const found = closest(name, names);
  return distance(name, found) <= 1 + found.length / 3 ? found : undefined;
}
