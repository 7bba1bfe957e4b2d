import { type Catalog, nameOf, textOf } from "../../catalog/catalog.ts";
import { entriesOf } from "../edits.ts";
import type { JsonLayout } from "../json/scan.ts";

/** What ARB keeps beside the rows. */
export interface ArbLayout extends JsonLayout {
  /** The kinds that the rows have as plain JSON. */
  readonly jsonKinds: Uint8Array;
  /** Rows of metadata by name; made when a description is asked for. */
  metadata: ReadonlyMap<string, number> | undefined;
}

/**
 * What `@key` tells translators: its description, then each placeholder with its example, as in
 * `Greets the user. {name}: Alice; {count}`.
 */
export function describeMessage(catalog: Catalog, row: number): string | undefined {
  if (catalog.parent[row] !== 0) return undefined;
  const metadata = metadataByName(catalog).get(`@${nameOf(catalog, row)}`);
  if (metadata === undefined) return undefined;
  const placeholders = entriesOf(catalog, childNamed(catalog, metadata, "placeholders"))
    .map((placeholder) => describePlaceholder(catalog, placeholder))
    .join("; ");
  const description = stringNamed(catalog, metadata, "description");
  return [description, placeholders].filter((part) => part).join(" ") || undefined;
}

function describePlaceholder(catalog: Catalog, row: number): string {
  const name = `{${nameOf(catalog, row)}}`;
  const example = stringNamed(catalog, row, "example");
  return example === undefined ? name : `${name}: ${example}`;
}

function metadataByName(catalog: Catalog): ReadonlyMap<string, number> {
  const layout = catalog.layout as ArbLayout;
  layout.metadata ??= new Map(
    entriesOf(catalog, 0)
      .map((row): [string, number] => [nameOf(catalog, row), row])
      .filter(([name]) => name.startsWith("@")),
  );
  return layout.metadata;
}

/** The text of a row's child, when it is one. */
function stringNamed(catalog: Catalog, row: number, name: string): string | undefined {
  const child = childNamed(catalog, row, name);
  if (child < 0) return undefined;
  const isString = catalog.bytes[catalog.valueStart[child] as number] === 0x22;
  return isString ? textOf(catalog, child) : undefined;
}

/** -1 for none; of twins the one that is read. */
export function childNamed(catalog: Catalog, row: number, name: string): number {
  const isNamed = (child: number) => nameOf(catalog, child) === name;
  return entriesOf(catalog, row).findLast(isNamed) ?? -1;
}
