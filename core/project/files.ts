import { createHash } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  promises as disk,
  readFileSync,
  type Stats,
} from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { OutsideError, UsageError } from "../model/errors.ts";
import { realPathInside } from "./inside.ts";
import { systemError } from "./system-error.ts";

// Each run reads its configuration first: read at once, it spares a run that writes nothing the
// loading of Node's promises of files, a hundredth of its time.

/** Neither follows a link put there meanwhile, nor waits for the other end of a named pipe. */
const READ = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * The bytes of a file below `root`; undefined when there is none. `path` has forward slashes.
 * Throws UsageError when it leads out of `root`, OutsideError when it cannot be read.
 */
export async function readInside(root: string, path: string): Promise<Uint8Array | undefined> {
  const real = await realPathInside(root, path);
  if (!real.exists) return undefined;
  try {
    const file = openSync(real.path, READ);
    try {
      refuseUnlessFile(fstatSync(file), path);
      return readFileSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw systemError(error, "read", path);
  }
}

/**
 * Writes a file below `root` as a whole: after a failure or a kill the old bytes stand, never a
 * part of the new ones. A symbolic link stays a link and its target is written; permissions are
 * kept; missing folders are made. Throws as {@link readInside} does.
 *
 * The temporary file's name is always the same for the same path. One that is there is the rest of
 * a killed run (the checkout is locked while we write) and is replaced, so rests never pile up.
 */
export async function writeInside(root: string, path: string, bytes: Uint8Array): Promise<void> {
  const real = await realPathInside(root, path);
  const temporary = temporaryFor(real.path);
  try {
    const old = real.exists ? await disk.stat(real.path) : undefined;
    if (old !== undefined) refuseUnlessFile(old, path);
    if (old !== undefined && (old.mode & 0o222) === 0) throw readOnly(path);
    await disk.mkdir(dirname(real.path), { recursive: true });
    await writeNew(temporary, bytes, old?.mode);
    await disk.rename(temporary, real.path);
  } catch (error) {
    await disk.unlink(temporary).catch(() => {});
    throw systemError(error, "write", path);
  }
}

/** Removes a file below `root`; one that is not there is none too. Throws as {@link readInside} does. */
export async function removeInside(root: string, path: string): Promise<void> {
  const real = await realPathInside(root, path);
  if (!real.exists) return;
  try {
    refuseUnlessFile(await disk.stat(real.path), path);
    await disk.unlink(real.path);
  } catch (error) {
    throw systemError(error, "remove", path);
  }
}

/** In the same folder, because a rename across file systems is none. */
function temporaryFor(path: string): string {
  const tag = createHash("sha256").update(basename(path)).digest("hex").slice(0, 16);
  return join(dirname(path), `.locstep-${tag}.tmp`);
}

async function writeNew(path: string, bytes: Uint8Array, mode: number | undefined): Promise<void> {
  const file = await openNew(path);
  try {
    await file.writeFile(bytes);
    if (mode !== undefined) await file.chmod(mode & 0o7777);
    // Without it some file systems order the rename before the bytes: a power cut leaves nothing.
    await file.sync();
  } finally {
    await file.close();
  }
}

async function openNew(path: string): Promise<FileHandle> {
  try {
    return await disk.open(path, "wx");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    await disk.unlink(path);
    return disk.open(path, "wx");
  }
}

function refuseUnlessFile(stats: Stats, path: string): void {
  if (stats.isFile()) return;
  if (stats.isDirectory()) {
    throw new UsageError(
      `${path} is a folder`,
      "A file is wanted: name it, or move the folder away.",
    );
  }
  throw new UsageError(`${path} is no regular file`, "Move away what stands there.");
}

function readOnly(path: string): OutsideError {
  return new OutsideError(`cannot write ${path}: it is read-only`, {
    hint: "Make it writable (chmod u+w), or take it out of `files`.",
  });
}
