import { asBuffer } from "../model/bytes.ts";

export interface TreeEntry {
  readonly kind: "file" | "folder" | "other";
  readonly id: string;
}

/** A tree object, read as far as it was asked for. */
export interface Tree {
  /** Bytes. */
  readonly size: number;
  /** Symbolic links and submodules are neither files nor folders. Undefined when there is none. */
  find(name: string): TreeEntry | undefined;
}

const SPACE = 0x20;

/** `<mode> <name>\0<id>` after another, ids of `idSize` bytes. */
export function openTree(content: Uint8Array, idSize: number): Tree {
  const bytes = asBuffer(content);
  // Names need not be UTF-8: a character a byte.
  const entries = new Map<string, { readonly at: number; readonly idAt: number }>();
  let at = 0;

  function readNext(): void {
    const nameAt = bytes.indexOf(SPACE, at) + 1;
    const idAt = bytes.indexOf(0, nameAt) + 1;
    if (nameAt === 0 || idAt === 0) {
      at = bytes.length;
      return;
    }
    entries.set(bytes.toString("latin1", nameAt, idAt - 1), { at, idAt });
    at = idAt + idSize;
  }

  return {
    size: content.length,
    find(name) {
      const wanted = Buffer.from(name).toString("latin1");
      while (!entries.has(wanted) && at < bytes.length) readNext();
      const entry = entries.get(wanted);
      if (entry === undefined) return undefined;
      const mode = bytes.toString("latin1", entry.at, bytes.indexOf(SPACE, entry.at));
      const { idAt } = entry;
      return { kind: kindOf(mode), id: bytes.toString("hex", idAt, idAt + idSize) };
    },
  };
}

function kindOf(mode: string): TreeEntry["kind"] {
  if (mode.startsWith("100")) return "file";
  return mode === "40000" ? "folder" : "other";
}

/** Bytes of trees to keep. The folders of 12,500 locale files are half a MiB. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Keeps trees by the ids that they were asked for by; the longest unused goes first. */
export function keepTrees(): (
  id: string,
  read: () => Promise<Tree | undefined>,
) => Promise<Tree | undefined> {
  const kept = new Map<string, Tree>();
  let size = 0;
  return async (id, read) => {
    const known = kept.get(id);
    const tree = known ?? (await read());
    if (tree === undefined) return undefined;
    size += tree.size - (kept.get(id)?.size ?? 0);
    kept.delete(id);
    kept.set(id, tree);
    for (const [oldest, dropped] of kept) {
      if (size <= MOST_BYTES || oldest === id) break;
      kept.delete(oldest);
      size -= dropped.size;
    }
    return tree;
  };
}
