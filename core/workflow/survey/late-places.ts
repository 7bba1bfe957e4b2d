import { readFileSync } from "node:fs";
import { join } from "node:path";
import { align, isNamedAlike } from "../../catalog/align.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { keyIndexOf } from "../../catalog/key-index.ts";
import { type Position, positionsIn } from "../../model/bytes.ts";
import { type OpenFile, type Reading, scanFile } from "../checkout/catalog-store.ts";
import { startOf } from "./observe.ts";

/** Of a file that cannot be read any more, or that lost the row since git listed it. */
const TOP: Position = { line: 1, column: 1 };

/**
 * Where the rows of `older` stand in a target that has the same keys. The target is read at the
 * first question, if there ever is one: most readers are told of a message once for all locales.
 */
export function latePlaces(
  root: string,
  reading: Reading,
  older: Catalog,
): (row: number) => Position {
  let find: ((row: number) => Position) | undefined;
  return (row) => (find ??= openPlaces(root, reading, older))(row);
}

function openPlaces(root: string, reading: Reading, older: Catalog): (row: number) => Position {
  const file = readNow(root, reading);
  if (file === undefined) return () => TOP;
  // Most targets have their source's order: then nothing has to be looked up.
  const rows = isNamedAlike(older, file.catalog)
    ? undefined
    : align(keyIndexOf(older), file.catalog).rows;
  const positions = positionsIn(file.catalog.bytes);
  return (row) => {
    const at = rows === undefined ? row : (rows[row] as number);
    return at < 0 ? TOP : positions(startOf(file, at));
  };
}

function readNow(root: string, reading: Reading): OpenFile | undefined {
  try {
    const bytes = readFileSync(join(root, reading.path));
    const file = scanFile(reading.path, "", bytes, reading);
    return "catalog" in file ? file : undefined;
  } catch {
    return undefined;
  }
}
