import { expect } from "vitest";
import { type Catalog, Kind, keyOf } from "../../../core/catalog/catalog.ts";
import type { Format } from "../../../core/formats/format.ts";
import { valueAt } from "../../contract/plain-value.ts";
import { editableRows, liveTexts } from "../../contract/rows.ts";

const NEW_TEXT = 'New "text" für 👩‍👧';

/** What a run over a corpus saw. */
export interface Figures {
  files: number;
  texts: number;
  bytes: number;
  /** Files that another parser refuses too. */
  malformed: number;
}

/** Identity and one edit for one real file, against another parser's plain value. */
export function expectLaws(
  format: Format,
  bytes: Buffer,
  parse: (text: string) => unknown,
  figures: Figures,
): void {
  const catalog = format.scan(bytes);
  if (catalog.problems.length > 0) {
    expect(() => parse(bytes.toString())).toThrow();
    figures.malformed++;
    return;
  }
  const texts = liveTexts(catalog);
  figures.files++;
  figures.bytes += bytes.length;
  figures.texts += texts.size;

  const all = [...texts].map(([id, text]) => ({
    kind: "set" as const,
    key: JSON.parse(id) as string[],
    text,
  }));
  expect(spliced(format, catalog, []).equals(bytes)).toBe(true);
  expect(spliced(format, catalog, all).equals(bytes)).toBe(true);
  expectOneEdit(format, catalog, bytes, parse);
}

function expectOneEdit(
  format: Format,
  catalog: Catalog,
  bytes: Buffer,
  parse: (text: string) => unknown,
): void {
  const rows = editableRows(catalog).filter((row) => catalog.kind[row] !== Kind.Null);
  if (rows.length === 0) return;
  const row = rows[bytes.length % rows.length] as number;
  const key = keyOf(catalog, row);
  const result = spliced(format, catalog, [{ kind: "set", key, text: NEW_TEXT }]);
  const start = catalog.valueStart[row] as number;
  const end = catalog.valueEnd[row] as number;
  const tail = bytes.length - end;
  expect(result.subarray(0, start).equals(bytes.subarray(0, start))).toBe(true);
  expect(result.subarray(result.length - tail).equals(bytes.subarray(end))).toBe(true);
  expect(valueAt(parse(result.toString()), key)).toBe(NEW_TEXT);
}

function spliced(format: Format, catalog: Catalog, edits: Parameters<Format["splice"]>[1]): Buffer {
  const result = format.splice(catalog, edits, catalog);
  if (result.outcome === "refused") throw new Error(`${result.reason}: ${result.key.join(" ")}`);
  return Buffer.from(result.bytes);
}
