import { lstatSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { OutsideError, UsageError } from "../model/errors.ts";

/** Where a path inside a root really is. */
export interface RealPath {
  /** Absolute, without symbolic links in the part that exists. */
  readonly path: string;
  readonly exists: boolean;
}

/**
 * Follows a path below `root` through its symbolic links. Throws UsageError when the path, or any
 * link on its way, leads out of `root` or into `.git`; OutsideError when a link leads nowhere.
 */
export async function realPathInside(root: string, path: string): Promise<RealPath> {
  const names = path.split("/");
  if (path === "" || isAbsolute(path) || names.includes("..") || path.includes("\0"))
    throw leaves(path);
  const realRoot = realpathSync.native(root);
  const whole = join(realRoot, ...names);
  const existing = nearestExisting(whole);
  const real = join(behindLinks(existing, path), relative(existing, whole));
  const inner = relative(realRoot, real).split(sep);
  if (inner[0] === ".." || isAbsolute(inner[0] ?? "")) throw leaves(path);
  if (inner.some((name) => name.toLowerCase() === ".git")) {
    throw new UsageError(`${path} is inside .git, where locstep neither reads nor writes`);
  }
  return { path: real, exists: existing === whole };
}

function leaves(path: string): UsageError {
  return new UsageError(
    `${path} leads out of the repository`,
    "Replace the symbolic link by the file itself, or take it out of `files`.",
  );
}

function behindLinks(existing: string, path: string): string {
  try {
    return realpathSync.native(existing);
  } catch (cause) {
    throw new OutsideError(`${path} is, or lies behind, a symbolic link that leads nowhere`, {
      cause,
    });
  }
}

/** The path itself or its nearest parent that stands on disk, be it a broken link. */
function nearestExisting(path: string): string {
  const parent = dirname(path);
  return parent === path || stands(path) ? path : nearestExisting(parent);
}

function stands(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // Below a file there is nothing; else something is there that we may not look at.
    return (error as NodeJS.ErrnoException).code !== "ENOTDIR";
  }
}
