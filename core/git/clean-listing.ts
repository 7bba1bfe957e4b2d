import { isAscii } from "node:buffer";
import type { TrackedFile } from "./listing.ts";

/** Files of which git's listing alone tells everything, as places in its text. */
export interface CleanListing {
  /** As git prints them, a file each. */
  readonly lines: readonly string[];
  /** From where a file's line begins: to its blob id and to its path, which ends the line. */
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
 * files with ASCII names; undefined elsewhere. Makes nothing for a file but its line.
 */
export function cleanListing(output: Buffer): CleanListing | undefined {
  if (!isAscii(output)) return undefined;
  const text = output.toString("latin1");
  const idEnd = text.indexOf(" ", TO_ID);
  const lines = text.split("\0").slice(0, -1);
  if (!lines.every(isRegular)) return undefined;
  return { lines, toId: TO_ID, toPath: idEnd + STAGE, idLength: idEnd - TO_ID };
}

function isRegular(line: string): boolean {
  return line.startsWith(REGULAR);
}

/** The files themselves. */
export function cleanFiles({ lines, toId, toPath, idLength }: CleanListing): TrackedFile[] {
  return lines.map((line) => {
    const id = line.slice(toId, toId + idLength);
    const mode = line.startsWith("755", EXECUTABLE_AT) ? 0o100755 : 0o100644;
    return { path: line.slice(toPath), id, indexId: id, mode, state: "clean" };
  });
}
