import { isAscii } from "node:buffer";
import type { TrackedFile } from "./listing.ts";

/** Files of which git's listing alone tells everything, as places in its text. */
export interface CleanListing {
  readonly text: string;
  readonly size: number;
  /** By file: where its path ends. The next file's line begins behind it. */
  readonly ends: Int32Array;
  /** From where a file's line begins: to its blob id and to its path. */
  readonly toId: number;
  readonly toPath: number;
  readonly idLength: number;
}

/** The tag and the mode of a regular file, be it executable or not. */
const REGULAR = "H 100";
const EXECUTABLE_AT = REGULAR.length;
const TO_ID = 9;
/** Behind the id: the stage, and what stands around it. */
const STAGE = " 0\t".length;

/**
 * Reads what git prints for `LISTING` (see `listing.ts`), where all of it is regular, unchanged
 * files with ASCII names; undefined elsewhere. Makes nothing for a file but one number.
 */
export function cleanListing(output: Buffer): CleanListing | undefined {
  if (!isAscii(output)) return undefined;
  const text = output.toString("latin1");
  const idEnd = text.indexOf(" ", TO_ID);
  const toPath = idEnd + STAGE;
  const ends = new Int32Array(Math.ceil(text.length / toPath));
  let size = 0;
  for (let at = 0, end = 0; at < text.length; at = end + 1) {
    if (!text.startsWith(REGULAR, at)) return undefined;
    end = text.indexOf("\0", at + toPath);
    ends[size++] = end;
  }
  return { text, size, ends, toId: TO_ID, toPath, idLength: idEnd - TO_ID };
}

/** The files themselves. */
export function cleanFiles({
  text,
  size,
  ends,
  toId,
  toPath,
  idLength,
}: CleanListing): TrackedFile[] {
  const files: TrackedFile[] = [];
  for (let file = 0, at = 0; file < size; at = (ends[file++] as number) + 1) {
    const id = text.slice(at + toId, at + toId + idLength);
    const mode = text.startsWith("755", at + EXECUTABLE_AT) ? 0o100755 : 0o100644;
    files.push({
      path: text.slice(at + toPath, ends[file]),
      id,
      indexId: id,
      mode,
      state: "clean",
    });
  }
  return files;
}
