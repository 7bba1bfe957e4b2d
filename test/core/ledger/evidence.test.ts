import fc from "fast-check";
import { expect, test } from "vitest";
import { type Catalog, isMessage } from "../../../core/catalog/catalog.ts";
import { buildKeyIndex, readRows } from "../../../core/catalog/key-index.ts";
import { scanJson } from "../../../core/formats/json/scan.ts";
import { compareSource } from "../../../core/ledger/evidence.ts";

/** A document that may name a key twice, as only a text can. */
const documents = fc.letrec<{ map: string; value: string }>((tie) => ({
  map: fc
    .array(fc.tuple(fc.constantFrom('"a"', '"b"', '"c"', '"\\u0061"'), tie("value")), {
      maxLength: 5,
    })
    .map((entries) => `{${entries.map(([name, value]) => `${name}:${value}`).join(",")}}`),
  value: fc.oneof({ depthSize: "small" }, fc.constantFrom('"x"', '"y"', "5", '["z"]'), tie("map")),
})).map;

function read(text: string): Catalog {
  return scanJson(Buffer.from(text));
}

function messages(catalog: Catalog): readonly number[] {
  return [...catalog.kind.keys()].filter((row) => isMessage(catalog, row));
}

test("which rows of an older state were read is the same, however it was found out", () => {
  fc.assert(
    fc.property(documents, documents, (now, then) => {
      const compared = read(then);
      compareSource(buildKeyIndex(read(now)), compared);
      const { shadowed } = buildKeyIndex(read(then));
      const rows = messages(compared);
      expect(readRows(compared, rows)).toEqual(rows.filter((row) => shadowed[row] === 0));
    }),
    { numRuns: 2000 },
  );
});
