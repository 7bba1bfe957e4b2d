import { closeSync, openSync, readSync } from "node:fs";
import { newReusedColumns, type ReusedColumns } from "../../formats/columns.ts";

/**
 * Memory that one file after the other is read and scanned into, where nobody needs a file longer
 * than until the next: of thousands of files, each in new memory, reading costs twice as much.
 */
export interface Room {
  bytes: Buffer;
  readonly columns: ReusedColumns;
}

const MEGABYTE = 1 << 20;

export function newRoom(): Room {
  return { bytes: Buffer.allocUnsafeSlow(MEGABYTE), columns: newReusedColumns() };
}

/** The content of a file, until the next one is read into the same room. Throws as the system does. */
export function readInto(room: Room, path: string): Buffer {
  const file = openSync(path, "r");
  try {
    let length = 0;
    for (;;) {
      const { bytes } = room;
      const read = readSync(file, bytes, length, bytes.length - length, null);
      length += read;
      if (read === 0) return bytes.subarray(0, length);
      if (length === bytes.length) room.bytes = Buffer.concat([bytes], 2 * length);
    }
  } finally {
    closeSync(file);
  }
}
