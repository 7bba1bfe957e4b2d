import { lstat, realpath } from "node:fs/promises";
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
  const realRoot = await realpath(root);
  const whole = join(realRoot, ...names);
  const existing = await nearestExisting(whole);
  const real = join(await realpath(existing).catch(brokenLink(path)), relative(existing, whole));
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

function brokenLink(path: string): (cause: unknown) => never {
  return (cause) => {
    throw new OutsideError(`${path} is, or lies behind, a symbolic link that leads nowhere`, {
      cause,
    });
  };
}

/** The path itself or its nearest parent that stands on disk, be it a broken link. */
async function nearestExisting(path: string): Promise<string> {
  const parent = dirname(path);
  if (parent === path) return path;
  const stands = await lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== "ENOENT" && error.code !== "ENOTDIR",
  );
  return stands ? path : nearestExisting(parent);
}
