import { type Catalog, Kind, keyOf, textOf } from "../../core/catalog/catalog.ts";
import { buildKeyIndex } from "../../core/catalog/key-index.ts";
import { keyId } from "../../core/model/key.ts";

/** Rows that the runtime reads, without the root. */
export function liveRows(catalog: Catalog): number[] {
  const { shadowed } = buildKeyIndex(catalog);
  const rows = Array.from({ length: catalog.size }, (_, row) => row);
  return rows.filter((row) => row > 0 && shadowed[row] === 0);
}

/** Every text that the runtime reads, the empty ones included, by the id of its key. */
export function liveTexts(catalog: Catalog): Map<string, string> {
  const rows = liveRows(catalog).filter((row) => isText(catalog, row));
  return new Map(rows.map((row) => [keyId(keyOf(catalog, row)), textOf(catalog, row)]));
}

function isText(catalog: Catalog, row: number): boolean {
  const kind = catalog.kind[row];
  return kind === Kind.Text || kind === Kind.Empty || kind === Kind.Alias;
}

export function isContainerRow(catalog: Catalog, row: number): boolean {
  const kind = catalog.kind[row];
  return kind === Kind.Map || kind === Kind.List;
}

/** Rows whose value can be set in place. */
export function editableRows(catalog: Catalog): number[] {
  return liveRows(catalog).filter((row) => {
    const kind = catalog.kind[row];
    return kind === Kind.Text || kind === Kind.Empty || kind === Kind.Null;
  });
}

/** Rows that hold a text of their own and can be taken out: of a list only the last item. */
export function removableRows(catalog: Catalog): number[] {
  return editableRows(catalog).filter((row) => {
    const parent = catalog.parent[row] as number;
    return catalog.kind[parent] !== Kind.List || siblings(catalog, row).at(-1) === row;
  });
}

/** Rows of the same container, the row itself included. */
export function siblings(catalog: Catalog, row: number): number[] {
  const rows: number[] = [];
  for (let at = 1; at < catalog.size; at++) {
    if (catalog.parent[at] === catalog.parent[row]) rows.push(at);
  }
  return rows;
}

/** The lines of a text, without commas and the white space around them. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|[\r\n]/u).map((line) => line.replaceAll(",", "").trim());
}

/** The lines that hold nothing of a row, of those that it overrides, and of its siblings' metadata. */
export function linesOutside(catalog: Catalog, row: number): string[] {
  const id = keyId(keyOf(catalog, row));
  const text = Buffer.from(catalog.bytes);
  for (const twin of siblings(catalog, row)) {
    const isMetadata = catalog.kind[twin] === Kind.Metadata;
    if (!isMetadata && keyId(keyOf(catalog, twin)) !== id) continue;
    const name = catalog.nameStart[twin] as number;
    const start = name < 0 ? (catalog.valueStart[twin] as number) : name;
    const first = text.subarray(0, start).lastIndexOf("\n") + 1;
    const next = text.indexOf("\n", catalog.valueEnd[twin]);
    for (let at = first; at < (next < 0 ? text.length : next); at++) text[at] = 0;
  }
  return linesOf(text.toString()).filter((line) => !line.includes("\0"));
}
