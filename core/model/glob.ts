import picomatch from "picomatch";
import { UsageError } from "./errors.ts";

/** With one more, a name of 200 letters takes a second; a glob may come from a stranger's branch. */
const MOST_STARS = 3;

/** picomatch takes 65,536 characters. */
const MOST_LENGTH = 10_000;

/** Whether a path is meant by any of the globs. Throws UsageError for one that could take for ever. */
export function compileGlobs(
  globs: readonly string[],
  options: { readonly noextglob?: boolean } = {},
): (path: string) => boolean {
  const long = globs.find((glob) => glob.length > MOST_LENGTH);
  if (long !== undefined) {
    throw new UsageError(
      `the glob ${JSON.stringify(long.slice(0, 20))}… has more than ${MOST_LENGTH} characters`,
      "Shorten it with a star.",
    );
  }
  const slow = globs.find((glob) => starsIn(glob) > MOST_STARS);
  if (slow !== undefined) {
    throw new UsageError(
      `the glob ${JSON.stringify(slow)} has more than ${MOST_STARS} stars between two slashes`,
      "Name what stands between them with fewer.",
    );
  }
  // picomatch throws at an empty one: before or behind the colon of the key `Name:` nothing stands.
  const filled = globs.filter((glob) => glob !== "");
  const matches = picomatch(filled, { dot: true, nonegate: true, ...options });
  return filled.length === globs.length ? matches : (path) => path === "" || matches(path);
}

/** The most stars that one name would have to be tried against; of alternatives, those with most. */
function starsIn(glob: string): number {
  const outer: { here: number; most: number }[] = [];
  let at = { here: 0, most: 0 };
  for (const [sign] of glob.matchAll(/\*+|[{},/]/gu)) {
    if (sign.startsWith("*")) at.here++;
    else if (sign === "{") {
      outer.push(at);
      at = { here: 0, most: 0 };
    } else if (sign === "/" || outer.length > 0) {
      at.most = Math.max(at.most, at.here);
      at.here = 0;
      const around = sign === "}" ? outer.pop() : undefined;
      if (around !== undefined) at = { ...around, here: around.here + at.most };
    }
  }
  // Without its end a brace is a letter, and parts nothing.
  return outer.length > 0 ? glob.split(/\*+/u).length - 1 : Math.max(at.most, at.here);
}
