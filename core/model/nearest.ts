import { closest, distance } from "fastest-levenshtein";

/** The name that was probably meant: begun, or mistyped; undefined where none comes near. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const begun = names.filter((one) => name.length > 1 && one.startsWith(name));
  if (begun.length > 0 || names.length === 0) return begun[0];
  const found = closest(name, names);
  const isNear = distance(name.toLowerCase(), found.toLowerCase()) <= 1 + found.length / 3;
  return isNear ? found : undefined;
}
