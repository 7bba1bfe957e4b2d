import { existsSync, lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalog, type Problem } from "../../catalog/catalog.ts";
import { type KeyIndex, buildKeyIndex } from "../../catalog/key-index.ts";
import { decodeFile } from "../../formats/encoding.ts";
import type { Format } from "../../formats/format.ts";
import type { PluralView } from "../../plurals/plural-view.ts";
import type { TrackedFile } from "../../git/files.ts";
import type { Objects } from "../../git/objects.ts";
import { asBuffer } from "../../model/bytes.ts";
import { isLink } from "./links.ts";
import { type Room, readInto } from "./room.ts";

/** A locale file's content, read and scanned. */
export interface OpenFile {
  readonly path: string;
  /** Blob id of the content as git would store it. */
  readonly id: string;
  readonly catalog: Catalog;
  /** Built at the first call. */
  index(): KeyIndex;
  /** Where the catalog is a source as one target locale needs it. */
  readonly view?: PluralView;
  /** Brings spliced UTF-8 back to the file's own encoding. */
  encode(utf8: Uint8Array): Uint8Array;
}

/** A file that cannot be read; it stays as it is. */
export interface Unreadable {
  readonly path: string;
  readonly problem: Problem;
  readonly bytes: Uint8Array;
}

const LINK_OUT = "it is a symbolic link that leads out of the repository, or nowhere";
const ELSEWHERE = "it would stand in another repository (a submodule, or a clone inside this one)";
const IGNORED = "git does not list it: it is ignored";
const BEHIND = "it lies behind a link, or behind a file in a folder's place";

const LFS_POINTER = "version https://git-lfs.github.com/spec/";

/** How a file's bytes become a catalog: its format and, for Rails, the root key to expect. */
export interface Reading {
  readonly format: Format;
  readonly root: string;
  /** From the repository's root: git's filters depend on it. */
  readonly path: string;
}

/**
 * Reads a file of the work tree; one left out by a sparse checkout comes from the index. Nothing is
 * read of a file without an id: its symbolic link leads out of the repository, or git cannot read
 * it either. In a `room` the file stands until the next one is read there.
 */
export async function openFile(
  root: string,
  file: TrackedFile,
  reading: Reading,
  objects: Objects,
  room?: Room,
): Promise<OpenFile | Unreadable> {
  if (file.id === undefined) {
    return unreadable(file.path, isLink(file) ? LINK_OUT : "it is gone, or you may not read it");
  }
  if (file.state === "sparse") {
    const stored = await readBlob(file.id, reading, objects);
    return (
      stored ?? unreadable(file.path, "a sparse checkout left it out, and its blob is not here")
    );
  }
  let bytes: Uint8Array;
  try {
    // Synchronous: thousands of small files cost twice the time through the thread pool.
    const path = join(root, file.path);
    bytes = room === undefined ? readFileSync(path) : readInto(room, path);
  } catch (error) {
    return unreadable(file.path, whyNot(file.path, error as Error));
  }
  return scanFile(file.path, file.id, bytes, reading, room);
}

/**
 * A blob of the repository. One that reads as no catalog may be a filter's stand-in (LFS,
 * git-crypt), so it is tried again as it would be checked out: that costs a process, and only then.
 */
async function readBlob(
  id: string,
  reading: Reading,
  objects: Objects,
): Promise<OpenFile | Unreadable | undefined> {
  const { path } = reading;
  const bytes = await objects.read(id);
  if (bytes === undefined) return undefined;
  const stored = scanFile(path, id, bytes, reading);
  if ("catalog" in stored) return stored;
  const smudged = await objects.checkedOut(id, path);
  return smudged === undefined ? stored : scanFile(path, id, smudged, reading);
}

/**
 * A file to be made. What stands there although git does not list it, is none that a clone would
 * have, so it is neither read nor written; where none can be made, nothing is asked for in vain.
 */
export function openAbsent(root: string, path: string, reading: Reading): OpenFile | Unreadable {
  try {
    const obstacle = obstacleTo(root, path);
    if (obstacle !== undefined) return unreadable(path, obstacle);
  } catch (error) {
    return unreadable(path, whyNot(path, error as Error));
  }
  return scanFile(path, "", Buffer.from(reading.format.blank), reading);
}

/** What stands at a path, or where one of its folders should be. Throws as the system does. */
function obstacleTo(root: string, path: string): string | undefined {
  for (let end = path.indexOf("/"); end >= 0; end = path.indexOf("/", end + 1)) {
    const folder = join(root, path.slice(0, end));
    const stat = lstatSync(folder, { throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    if (!stat.isDirectory()) return BEHIND;
    if (existsSync(join(folder, ".git"))) return ELSEWHERE;
  }
  const stat = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  return stat.isFile() ? IGNORED : "it is no regular file";
}

/** The system's own words name the machine's folders: those stay out of reports. */
function whyNot(path: string, { message }: Error): string {
  return path.includes("\uFFFD") ? "its name is not UTF-8" : message.replace(/, \w+ '.*$/su, "");
}

function unreadable(path: string, detail: string): Unreadable {
  return { path, problem: { code: "unsupported", offset: 0, detail }, bytes: new Uint8Array() };
}

/** Scans a content that is already in memory. */
export function scanFile(
  path: string,
  id: string,
  bytes: Uint8Array,
  reading: Reading,
  room?: Room,
): OpenFile | Unreadable {
  if (isLfsPointer(bytes)) {
    const detail = "a Git LFS pointer stands here instead of the file; run `git lfs pull`";
    return { path, problem: { code: "unsupported", offset: 0, detail }, bytes };
  }
  const decoded = decodeFile(bytes);
  if ("code" in decoded) return { path, problem: decoded, bytes };
  const catalog = reading.format.scan(decoded.utf8, reading.root, room?.columns);
  const fault = catalog.problems[0];
  if (fault !== undefined) {
    const problem = conflictIn(decoded.utf8) ?? fault;
    return { path, problem, bytes: decoded.utf8 };
  }
  let index: KeyIndex | undefined;
  return {
    path,
    id,
    catalog,
    index: () => (index ??= buildKeyIndex(catalog)),
    encode: decoded.encode,
  };
}

/** Where git left a merge to a person: each format would call it something else. */
function conflictIn(utf8: Uint8Array): Problem | undefined {
  const bytes = asBuffer(utf8);
  const start = bytes.indexOf("<<<<<<< ");
  const isLine = start === 0 || bytes[start - 1] === LINE_FEED;
  if (start < 0 || !isLine || !bytes.includes("\n=======", start)) return undefined;
  return { code: "malformed", offset: start, detail: "a merge conflict stands here" };
}

const LINE_FEED = 0x0a;

function isLfsPointer(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, LFS_POINTER.length)).toString("latin1") === LFS_POINTER;
}

/** Scanned blobs of earlier commits. Undefined: not to be had, or not readable as a catalog. */
export interface BlobStore {
  catalog(id: string, reading: Reading): Promise<Catalog | undefined>;
}

/** Keeps what was scanned up to `limit` bytes of content; the longest unused goes first. */
export function openBlobStore(objects: Objects, limit: number = 64 * 1024 * 1024): BlobStore {
  const kept = new Map<string, Catalog | undefined>();
  let size = 0;
  return {
    async catalog(id, reading) {
      const key = `${reading.format.name} ${reading.root} ${id}`;
      const known = kept.get(key);
      if (known !== undefined || kept.has(key)) {
        kept.delete(key);
        kept.set(key, known);
        return known;
      }
      const opened = await readBlob(id, reading, objects);
      const catalog = opened !== undefined && "catalog" in opened ? opened.catalog : undefined;
      kept.set(key, catalog);
      size += catalog?.bytes.length ?? 0;
      for (const [oldest, dropped] of kept) {
        if (size <= limit || oldest === key) break;
        kept.delete(oldest);
        size -= dropped?.bytes.length ?? 0;
      }
      return catalog;
    },
  };
}
