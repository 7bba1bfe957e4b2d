import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Catalog, type Problem } from "../catalog/catalog.ts";
import { type KeyIndex, buildKeyIndex } from "../catalog/key-index.ts";
import { decodeFile } from "../formats/encoding.ts";
import type { Format } from "../formats/format.ts";
import type { PluralView } from "../plurals/plural-view.ts";
import type { TrackedFile } from "../git/files.ts";
import type { Objects } from "../git/objects.ts";

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

const LFS_POINTER = "version https://git-lfs.github.com/spec/";

/** How a file's bytes become a catalog: its format and, for Rails, the root key to expect. */
export interface Reading {
  readonly format: Format;
  readonly root: string;
}

/** Reads a file of the work tree; one left out by a sparse checkout comes from the index. */
export async function openFile(
  root: string,
  file: TrackedFile,
  reading: Reading,
  objects: Objects,
): Promise<OpenFile | Unreadable> {
  // Synchronous: thousands of small files cost twice the time through the thread pool.
  const bytes =
    file.state === "sparse"
      ? await readIndexed(file, objects)
      : readFileSync(join(root, file.path));
  return scanFile(file.path, file.id ?? "", bytes, reading);
}

async function readIndexed(file: TrackedFile, objects: Objects): Promise<Uint8Array> {
  return (file.id === undefined ? undefined : await objects.read(file.id)) ?? new Uint8Array();
}

/** Scans a content that is already in memory. */
export function scanFile(
  path: string,
  id: string,
  bytes: Uint8Array,
  reading: Reading,
): OpenFile | Unreadable {
  if (isLfsPointer(bytes)) {
    const detail = "a Git LFS pointer stands here instead of the file; run `git lfs pull`";
    return { path, problem: { code: "unsupported", offset: 0, detail }, bytes };
  }
  const decoded = decodeFile(bytes);
  if ("code" in decoded) return { path, problem: decoded, bytes };
  const catalog = reading.format.scan(decoded.utf8, reading.root);
  const problem = catalog.problems[0];
  if (problem !== undefined) return { path, problem, bytes: decoded.utf8 };
  let index: KeyIndex | undefined;
  return {
    path,
    id,
    catalog,
    index: () => (index ??= buildKeyIndex(catalog)),
    encode: decoded.encode,
  };
}

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
      const bytes = await objects.read(id);
      const opened = bytes === undefined ? undefined : scanFile("", id, bytes, reading);
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
