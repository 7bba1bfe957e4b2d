import { readFileSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";

/** Reads files for code frames; undefined for a link out of the repository, a pipe, or nothing. */
export function textReader(root: string): (path: string) => string | undefined {
  return (path) => {
    const real = realFile(root, path);
    return real === undefined ? undefined : readFileSync(real, "utf8");
  };
}

/**
 * The real path of a file inside the repository, `path` from its root; undefined for what is no
 * file, or leads out of it or into `.git`.
 */
export function realFile(root: string, path: string): string | undefined {
  if (path === "" || path.includes("\0")) return undefined;
  try {
    const real = realpathSync(join(root, path));
    const isOurs = real.startsWith(root + sep) && !real.startsWith(join(root, ".git") + sep);
    return isOurs && statSync(real).isFile() ? real : undefined;
  } catch {
    return undefined;
  }
}
