import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newRoom, readInto } from "../../core/workflow/checkout/room.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "locstep-room-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test("files of any size read one after the other as they stand on disk", () => {
  const room = newRoom();
  const whole = room.bytes.length;
  for (const size of [3, 0, whole - 1, whole, whole + 1, 5 * whole, 2, 2 * whole, 0, 1]) {
    const path = join(folder, "file");
    writeFileSync(path, Buffer.alloc(size, `${size} `));
    expect(readInto(room, path).equals(readFileSync(path)), String(size)).toBe(true);
  }
});

test("what cannot be read throws as the system does, and the room serves the next", () => {
  const room = newRoom();
  expect(() => readInto(room, join(folder, "none"))).toThrow(/^ENOENT/u);
  expect(() => readInto(room, folder)).toThrow(/^EISDIR/u);
  writeFileSync(join(folder, "some"), "some");
  expect(readInto(room, join(folder, "some")).toString()).toBe("some");
});
