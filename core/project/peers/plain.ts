import { parse } from "yaml";

/** More than any of these files has; what is longer is not looked at. */
const LONGEST = 262_144;

/** A value inside plain data; undefined where the way is not there. */
export function at(value: unknown, ...names: readonly string[]): unknown {
  let inner = value;
  for (const name of names) {
    if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, name))
      return undefined;
    inner = (inner as Record<string, unknown>)[name];
  }
  return inner;
}

export function textAt(value: unknown, ...names: readonly string[]): string | undefined {
  const found = at(value, ...names);
  return typeof found === "string" ? found : undefined;
}

/** The texts of a list, or of a single text. */
export function textsAt(
  value: unknown,
  ...names: readonly string[]
): readonly string[] | undefined {
  const found = [at(value, ...names)].flat();
  const texts = found.filter((item) => typeof item === "string");
  return texts.length > 0 ? texts : undefined;
}

/** Undefined when the text is no YAML. Aliases are bounded. */
export function readYaml(text: string): unknown {
  if (text.length > LONGEST) return undefined;
  try {
    return parse(text, { logLevel: "silent", maxAliasCount: 100, uniqueKeys: false });
  } catch {
    return undefined;
  }
}

/** Replaces another tool's placeholders by ours. */
export function replaced(text: string, placeholders: Readonly<Record<string, string>>): string {
  let result = text;
  for (const [theirs, ours] of Object.entries(placeholders))
    result = result.replaceAll(theirs, ours);
  return result;
}
