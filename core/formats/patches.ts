import type { ByteOffset } from "../model/bytes.ts";

/** Replaces the bytes from `start` to `end` by a text. */
export interface Patch {
  readonly start: ByteOffset;
  readonly end: ByteOffset;
  readonly text: string;
}

/**
 * One sort and one write. Patches may come in any order; those that start at the same place are
 * written in the order given, insertions first. Overlapping deletions are merged.
 */
export function applyPatches(bytes: Uint8Array, patches: readonly Patch[]): Uint8Array {
  const sorted = [...patches].sort((a, b) => a.start - b.start || spanRank(a) - spanRank(b));
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { start, end, text } of sorted) {
    if (start > at) parts.push(bytes.subarray(at, start));
    if (text !== "") parts.push(Buffer.from(text, "utf8"));
    at = Math.max(at, end);
  }
  parts.push(bytes.subarray(at));
  return Buffer.concat(parts);
}

function spanRank({ start, end }: Patch): number {
  return start === end ? 0 : 1;
}
