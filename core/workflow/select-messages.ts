import picomatch from "picomatch";
import type { Key } from "../model/key.ts";

/** Decides whether a person's glob means a message. */
export type Selects = (namespace: string, key: Key) => boolean;

/**
 * A glob over key paths, segments joined by dots as people write them: `nav.*`, `**.title`,
 * `common:nav.*` with a namespace in front. `*` stays within a segment.
 */
export function selectMessages(glob: string): Selects {
  const colon = glob.indexOf(":");
  const inNamespace = colon < 0 ? undefined : matcher(glob.slice(0, colon));
  const matches = matcher(glob.slice(colon + 1).replaceAll(".", "/"));
  return (namespace, key) =>
    (inNamespace?.(namespace) ?? true) &&
    matches(key.map((part) => part.replaceAll("/", "∕")).join("/"));
}

function matcher(glob: string): (text: string) => boolean {
  return picomatch(glob, { dot: true, nonegate: true, noextglob: true });
}
