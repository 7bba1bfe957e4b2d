export interface TreeEntry {
  readonly kind: "file" | "folder" | "other";
  readonly id: string;
}

const SPACE = 0x20;

/**
 * One entry of a tree object: `<mode> <name>\0<id>` after another, ids of `idSize` bytes.
 * Symbolic links and submodules are neither files nor folders. Undefined when there is none.
 */
export function entryIn(tree: Uint8Array, name: string, idSize: number): TreeEntry | undefined {
  const bytes = Buffer.from(tree.buffer, tree.byteOffset, tree.length);
  const wanted = Buffer.from(name);
  for (let at = 0; at < bytes.length;) {
    const nameAt = bytes.indexOf(SPACE, at) + 1;
    const idAt = bytes.indexOf(0, nameAt) + 1;
    if (nameAt === 0 || idAt === 0) return undefined;
    if (wanted.equals(bytes.subarray(nameAt, idAt - 1))) {
      const mode = bytes.toString("latin1", at, nameAt - 1);
      return { kind: kindOf(mode), id: bytes.toString("hex", idAt, idAt + idSize) };
    }
    at = idAt + idSize;
  }
  return undefined;
}

function kindOf(mode: string): TreeEntry["kind"] {
  if (mode.startsWith("100")) return "file";
  return mode === "40000" ? "folder" : "other";
}
