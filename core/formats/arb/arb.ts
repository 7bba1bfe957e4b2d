import { type Catalog, Kind, type SpanReader, nameOf } from "../../catalog/catalog.ts";
import type { Edit, Format } from "../format.ts";
import { jsonReader } from "../json/literal.ts";
import { type JsonLayout, scanJson } from "../json/scan.ts";
import { spliceJson } from "../json/splice.ts";
import { type ArbLayout, childNamed, describeMessage } from "./description.ts";

/**
 * Application Resource Bundle, Flutter's format: JSON whose top-level names with an `@` describe
 * the message of the same name, and with `@@` the file
 * (https://github.com/google/app-resource-bundle/wiki/ApplicationResourceBundleSpecification).
 */
export const arb: Format = {
  name: "arb",
  extensions: [".arb"],
  blank: "{}",
  scan: scanArb,
  splice(catalog, edits, order) {
    const withMetadata = edits.flatMap(withItsMetadata);
    return spliceJson(asJson(catalog), withMetadata, asJson(order), isMetadataName);
  },
  heading(source, spelling) {
    const isNamed = childNamed(source, 0, LOCALE) >= 0;
    return isNamed ? [{ kind: "set", key: [LOCALE], text: spelling }] : [];
  },
};

/** One for all files: texts of the same reader are compared as bytes. */
const reader: SpanReader = { ...jsonReader, description: describeMessage };

const LOCALE = "@@locale";
const AT_SIGN = 0x40;

function isMetadataName(name: string): boolean {
  return name.startsWith("@");
}

function scanArb(bytes: Uint8Array): Catalog {
  const catalog = scanJson(bytes);
  const kind = catalog.kind.slice();
  for (let row = 1; row < catalog.size; row++) {
    const parent = catalog.parent[row] as number;
    const isMetadata =
      parent === 0 ? hasMetadataName(catalog, row) : kind[parent] === Kind.Metadata;
    if (isMetadata) kind[row] = Kind.Metadata;
  }
  const layout: ArbLayout = {
    ...(catalog.layout as JsonLayout),
    jsonKinds: catalog.kind,
    metadata: undefined,
  };
  return { ...catalog, kind, layout, reader };
}

function hasMetadataName(catalog: Catalog, row: number): boolean {
  if (catalog.plainName[row] === 0) return isMetadataName(nameOf(catalog, row));
  return catalog.bytes[(catalog.nameStart[row] as number) + 1] === AT_SIGN;
}

/**
 * The same file as plain JSON, where metadata is an entry like any other. A view has rows of its
 * own, and nobody writes metadata as it has it.
 */
function asJson(catalog: Catalog): Catalog {
  const layout = catalog.layout as ArbLayout | undefined;
  const isWritten = layout !== undefined && catalog.viewed === undefined;
  return isWritten ? { ...catalog, kind: layout.jsonKinds } : catalog;
}

/** A message that goes takes its description along. */
function withItsMetadata(edit: Edit): readonly Edit[] {
  const [name] = edit.key;
  if (edit.kind === "set" || edit.key.length !== 1 || name === undefined) return [edit];
  return isMetadataName(name) ? [edit] : [edit, { kind: "remove", key: [`@${name}`] }];
}
