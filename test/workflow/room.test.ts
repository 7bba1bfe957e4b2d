import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import fc from "fast-check";
import { type Catalog, isMessage, keyOf, textOf } from "../../core/catalog/catalog.ts";
import { json } from "../../core/formats/json/json.ts";
import { newRoom, readInto } from "../../core/workflow/checkout/room.ts";
import { generatedJson } from "../core/formats/json-samples.ts";

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

/** All that a catalog says, as of now. */
function told(catalog: Catalog): unknown {
  const { problems, size, unmarked, kind } = catalog;
  const rows = Array.from({ length: size }, (_, row) => row);
  const texts = rows.map((row) => [
    keyOf(catalog, row),
    isMessage(catalog, row) ? textOf(catalog, row) : kind[row],
    unmarked[row],
  ]);
  return { problems, texts, length: kind.length };
}

test("files scanned one after the other into one room read as each does alone", () => {
  const long = JSON.stringify(Object.fromEntries([...Array(200_000).keys()].map((n) => [n, "x"])));
  const { columns } = newRoom();
  const documents = fc.array(fc.oneof(generatedJson, fc.string()), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(documents, (texts) => {
      for (const text of texts) {
        const bytes = Buffer.from(text);
        expect(told(json.scan(bytes, "", columns))).toEqual(told(json.scan(bytes)));
      }
    }),
    { examples: [[[long, '{"a":"b"}']]], numRuns: 50 },
  );
});
