import { compileGlobs } from "./glob.ts";
import type { Key } from "./key.ts";

/** Decides whether a person's glob means a message. */
export type Selects = (namespace: string, key: Key) => boolean;

/**
 * A glob over key paths, segments joined by dots as people write them: `nav.*`, `**.title`,
 * `common:nav.*` with a namespace in front. `*` stays within a segment. Nobody who types `nav.home`
 * thinks of whether the file nests it, so a dot in a name parts it as well; and a key that is
 * spelled out means itself, whatever its characters would mean in a glob.
 */
export function selectMessages(glob: string): Selects {
  const whole = keyMatcher(glob);
  const colon = glob.indexOf(":");
  if (colon < 0) return (_, key) => whole(key);
  const inNamespace = matcher(glob.slice(0, colon));
  const rest = keyMatcher(glob.slice(colon + 1));
  return (namespace, key) => (inNamespace(namespace) && rest(key)) || whole(key);
}

/**
 * Three stars cost the cube of what they are tried on, and a key may be a whole text: of one that is
 * longer than this, stars see the beginning and the end.
 */
const MOST_SEEN = 300;

function keyMatcher(glob: string): (key: Key) => boolean {
  const matches = matcher(asPath(glob));
  return (key) => {
    const joined = key.join(".");
    return joined === glob || matches(asPath(endsOf(joined)));
  };
}

function endsOf(key: string): string {
  if (key.length <= MOST_SEEN) return key;
  return key.slice(0, MOST_SEEN / 2) + key.slice(-MOST_SEEN / 2);
}

/** Dots part, slashes do not. */
function asPath(key: string): string {
  return key.replaceAll("/", "∕").replaceAll(".", "/");
}

function matcher(glob: string): (text: string) => boolean {
  return compileGlobs([glob], { noextglob: true });
}

/** Messages that any of the globs names: the configuration's `locked`. Undefined for none. */
export function selectAny(globs: readonly string[]): Selects | undefined {
  if (globs.length === 0) return undefined;
  const selects = globs.map(selectMessages);
  return (namespace, key) => selects.some((select) => select(namespace, key));
}
