import type { Edit } from "../../formats/format.ts";
import { keyId } from "../../model/key.ts";
import { type OpenFile, type Reading, scanFile } from "../checkout/catalog-store.ts";
import { type RefusedEdit, spliceWhatGoes } from "./splice-what-goes.ts";

/** The edits that could be made, with the file that they give; none, and then no file. */
export interface SplicedFile<E extends Edit> {
  readonly edits: readonly E[];
  /** In the file's own encoding, and read again. */
  readonly after?: { readonly bytes: Uint8Array; readonly file: OpenFile };
  readonly refused: readonly RefusedEdit[];
}

/**
 * Makes what goes in two turns where a message became several, or several one: a text has to go
 * before keys come in its place, and keys before a text.
 */
export function spliceInTurn<E extends Edit>(
  file: OpenFile,
  reading: Reading,
  wanted: readonly E[],
  order: OpenFile,
): SplicedFile<E> {
  const first = makingRoom(wanted);
  if (first.size === 0) return spliceOnce(file, reading, wanted, order);
  const cleared = spliceOnce(file, reading, [...first], order);
  const rest = wanted.filter((edit) => !first.has(edit));
  const filled = spliceOnce(cleared.after?.file ?? file, reading, rest, order);
  const after = filled.after ?? cleared.after;
  return {
    edits: [...cleared.edits, ...filled.edits],
    ...(after && { after }),
    refused: [...cleared.refused, ...filled.refused],
  };
}

function spliceOnce<E extends Edit>(
  file: OpenFile,
  reading: Reading,
  wanted: readonly E[],
  order: OpenFile,
): SplicedFile<E> {
  const { edits, utf8, refused } = spliceWhatGoes(file, reading.format, wanted, order);
  if (utf8 === undefined || edits.length === 0) return { edits: [], refused };
  const bytes = file.encode(utf8);
  const next = scanFile(file.path, "", bytes, reading);
  if (!("catalog" in next)) throw new Error(`${file.path} cannot be read after its own splice`);
  return { edits, after: { bytes, file: next }, refused };
}

/** Removals of what stands where something is to be set, above it or below. */
function makingRoom<E extends Edit>(edits: readonly E[]): ReadonlySet<E> {
  const removals = edits.filter(({ kind }) => kind === "remove");
  if (removals.length === 0) return new Set();
  const [set, above] = [new Set<string>(), new Set<string>()];
  for (const { kind, key } of edits) {
    if (kind !== "set") continue;
    set.add(keyId(key));
    for (let depth = 1; depth < key.length; depth++) above.add(keyId(key.slice(0, depth)));
  }
  return new Set(
    removals.filter(
      ({ key }) =>
        above.has(keyId(key)) || key.some((_, depth) => set.has(keyId(key.slice(0, depth)))),
    ),
  );
}
