import { type Catalog, type SpanReader, isMessage, keyOf } from "../catalog/catalog.ts";
import { asBuffer, viewOf } from "../model/bytes.ts";
import { type Key, keyId } from "../model/key.ts";
import type { Category } from "../model/plural.ts";
import { type Expansion, expand } from "./expand.ts";
import type { PluralStyle } from "./plural-style.ts";
import { detectPluralStyle, pluralStyles } from "./plural-styles.ts";

/**
 * A source catalog as one target locale needs it: each plural has the forms of that locale, in
 * CLDR's order, where its own forms stand. All that compares, plans and places works on the view,
 * so none of it knows of plurals.
 */
export interface PluralView {
  readonly catalog: Catalog;
  /** By row of the view: the row of the source whose text it has. */
  readonly origin: Int32Array;
  /** By row of the view, for the forms of plurals. */
  readonly categories: ReadonlyMap<number, Category>;
}

/** The plurals of a source catalog; undefined for none. */
export interface Plurals {
  readonly style: PluralStyle;
  readonly groups: ReturnType<PluralStyle["group"]>;
  readonly rowOf: ReadonlyMap<string, number>;
}

/** Looks for plurals only where some name reads like a form: most catalogs have none. */
export function findPlurals(catalog: Catalog, locale: string): Plurals | undefined {
  if (!hasFormNames(catalog)) return undefined;
  const keys: Key[] = [];
  const rowOf = new Map<string, number>();
  for (let row = 1; row < catalog.size; row++) {
    if (!isMessage(catalog, row)) continue;
    const key = keyOf(catalog, row);
    keys.push(key);
    rowOf.set(keyId(key), row);
  }
  const name = detectPluralStyle(keys, locale);
  if (name === undefined) return undefined;
  const style = pluralStyles[name];
  return { style, groups: style.group(keys, locale), rowOf };
}

const FORM_NAMES = ["other", "plural", "_0"].map((name) => Buffer.from(name));

/** Searched at the machine's speed, text or name; a look at each name is taken only then. */
function hasFormNames(catalog: Catalog): boolean {
  const { bytes } = catalog;
  const content = asBuffer(bytes);
  const near = FORM_NAMES.filter((name) => isNamed(content, name));
  return near.length > 0 && hasNames(catalog, near);
}

const QUOTES = [0x22, 0x27];
/** What stands behind a name, but for blanks: a colon, or a comment before it. */
const BEHIND_NAMES = [0x3a, 0x2f, 0x23];

function isNamed(content: Buffer, name: Buffer): boolean {
  for (let at = content.indexOf(name); at >= 0; at = content.indexOf(name, at)) {
    at += name.length;
    let behind = QUOTES.includes(content[at] as number) ? at + 1 : at;
    while ((content[behind] as number) <= 0x20) behind++;
    if (BEHIND_NAMES.includes(content[behind] as number)) return true;
  }
  return false;
}

function hasNames(
  { bytes, nameStart, nameEnd, size }: Catalog,
  names: readonly Uint8Array[],
): boolean {
  for (let row = 1; row < size; row++) {
    if ((nameStart[row] as number) < 0) continue;
    let end = nameEnd[row] as number;
    if (QUOTES.includes(bytes[end - 1] as number)) end--;
    if (names.some((name) => endsWith(bytes, end, name))) return true;
  }
  return false;
}

function endsWith(bytes: Uint8Array, end: number, name: Uint8Array): boolean {
  for (let at = 1; at <= name.length; at++) {
    if (bytes[end - at] !== name[name.length - at]) return false;
  }
  return true;
}

/** One row of the view to be: a row of the source, or a form that the source spells otherwise. */
interface Entry {
  readonly row: number;
  readonly name?: string;
  readonly category?: Category;
}

export function pluralView(
  source: Catalog,
  plurals: Plurals,
  sourceLocale: string,
  targetLocale: string,
): PluralView {
  const { style, groups, rowOf } = plurals;
  const replaced = new Map<number, readonly Entry[]>();
  for (const group of groups) {
    const rows = [...group.forms.values()].map((key) => rowOf.get(keyId(key)) as number);
    const entries = expand(style, group, sourceLocale, targetLocale).map((expansion) =>
      entryOf(expansion, rowOf),
    );
    const first = Math.min(...rows);
    for (const row of rows) replaced.set(row, row === first ? entries : []);
  }
  const entries: Entry[] = [{ row: 0 }];
  for (let row = 1; row < source.size; row++) entries.push(...(replaced.get(row) ?? [{ row }]));
  return build(source, entries);
}

function entryOf({ key, form, source }: Expansion, rowOf: Plurals["rowOf"]): Entry {
  const own = rowOf.get(keyId(key));
  const row = rowOf.get(keyId(source)) as number;
  const { category } = form;
  return own === row ? { row, category } : { row, name: key.at(-1) ?? "", category };
}

/** New names stand behind the source's bytes, as JSON strings. */
function build(source: Catalog, entries: readonly Entry[]): PluralView {
  const size = entries.length;
  const columns = {
    parent: new Int32Array(size),
    nameStart: new Int32Array(size),
    nameEnd: new Int32Array(size),
    valueStart: new Int32Array(size),
    valueEnd: new Int32Array(size),
    kind: new Uint8Array(size),
    plainName: new Uint8Array(size),
    unmarked: new Uint8Array(size),
  };
  const origin = new Int32Array(size);
  const categories = new Map<number, Category>();
  const rowInView = new Int32Array(source.size);
  const names: Buffer[] = [];
  let end = source.bytes.length;
  for (const [at, { row, name, category }] of entries.entries()) {
    origin[at] = row;
    if (name === undefined) rowInView[row] = at;
    if (category !== undefined) categories.set(at, category);
    const parent = source.parent[row] as number;
    columns.parent[at] = parent < 0 ? parent : (rowInView[parent] as number);
    columns.valueStart[at] = source.valueStart[row] as number;
    columns.valueEnd[at] = source.valueEnd[row] as number;
    columns.kind[at] = source.kind[row] as number;
    columns.unmarked[at] = source.unmarked[row] as number;
    const written = name === undefined ? undefined : Buffer.from(JSON.stringify(name));
    if (written !== undefined) names.push(written);
    columns.nameStart[at] = written === undefined ? (source.nameStart[row] as number) : end;
    end += written?.length ?? 0;
    columns.nameEnd[at] = written === undefined ? (source.nameEnd[row] as number) : end;
    columns.plainName[at] = written === undefined ? (source.plainName[row] as number) : 0;
  }
  const bytes = names.length === 0 ? source.bytes : Buffer.concat([source.bytes, ...names]);
  const reader = readerOf(source, origin);
  const view = viewOf(bytes);
  const catalog = { ...source, ...columns, size, bytes, view, reader, viewed: source };
  return { catalog, origin, categories };
}

function readerOf(source: Catalog, origin: Int32Array): SpanReader {
  const { reader } = source;
  return {
    name: (bytes, start, end) =>
      start < source.bytes.length
        ? reader.name(bytes, start, end)
        : (JSON.parse(Buffer.from(bytes.subarray(start, end)).toString()) as string),
    text: (_, row) => reader.text(source, origin[row] as number),
    offset: (_, row, offset) => reader.offset(source, origin[row] as number, offset),
    ...(reader.description && {
      description: (_, row) => reader.description?.(source, origin[row] as number),
    }),
  };
}
