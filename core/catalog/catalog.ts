import type { ByteOffset, TextOffset } from "../model/bytes.ts";
import type { Key } from "../model/key.ts";

/** What stands at a row's value. */
export const Kind = {
  /** A text with at least one character. */
  Text: 0,
  /** The empty text. */
  Empty: 1,
  Null: 2,
  /** Number, boolean or whatever else is not a text: passes through untouched. */
  Other: 3,
  /** A container with named entries. */
  Map: 4,
  /** A container with numbered entries. */
  List: 5,
  /** A text that the runtime reads here but that is written elsewhere (a YAML alias or merge). */
  Alias: 6,
  /** Describes messages and is none (ARB's `@key`); so are its descendants. */
  Metadata: 7,
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

/** Why a file, or a part of it, cannot be trusted. Data only: words stand in `core/report`. */
export interface Problem {
  readonly code: "encoding" | "malformed" | "too-deep" | "alias-limit" | "root" | "unsupported";
  readonly offset: ByteOffset;
  /** What exactly, in a few words of the format ("expected ',' or '}'"). */
  readonly detail: string;
}

/** How a format reads the bytes behind a span. Called only for rows that somebody asks about. */
export interface SpanReader {
  /** The decoded name between `start` and `end`. */
  name(bytes: Uint8Array, start: ByteOffset, end: ByteOffset): string;
  /** The decoded text of a row of kind Text, Empty or Alias. */
  text(catalog: Catalog, row: number): string;
  /** Where the code unit of a row's text is written; undefined where it is not told. */
  offset(catalog: Catalog, row: number, offset: TextOffset): ByteOffset | undefined;
  /** What the catalog tells translators about a message; undefined when nothing. */
  description?(catalog: Catalog, row: number): string | undefined;
}

/**
 * One locale file: its bytes plus columns, one row an entry in document order, containers
 * included. Row 0 is the root container; a row's parent always precedes it. Nothing is decoded
 * until asked for: a text costs 23 bytes of columns, whatever its length.
 *
 * The spans of names and values include their quotes. A list item has no name: its `nameStart` is
 * -1 and its `nameEnd` is the item's index.
 */
export interface Catalog {
  /** UTF-8 content, byte order mark included where the file has one. */
  readonly bytes: Uint8Array;
  /** Of the same bytes, to look at several at once. */
  readonly view: DataView;
  /** Number of rows. */
  readonly size: number;
  readonly parent: Int32Array;
  readonly nameStart: Int32Array;
  readonly nameEnd: Int32Array;
  readonly valueStart: Int32Array;
  readonly valueEnd: Int32Array;
  readonly kind: Uint8Array;
  /** 1 where the span between the quotes, if any, is the name or text itself (no escapes). */
  readonly plainName: Uint8Array;
  /** 1 where the scanner saw that a text holds no mark of any syntax; 0 where it did not look. */
  readonly unmarked: Uint8Array;
  readonly reader: SpanReader;
  /** Not empty: the rows are not to be used and the file is not to be written. */
  readonly problems: readonly Problem[];
  /** Whatever else the format needs to splice; opaque to everyone else. */
  readonly layout?: unknown;
  /** Of a view: the catalog that it shows, whose rows are as they are written. */
  readonly viewed?: Catalog;
}

/** The last segment of a row's key. */
export function nameOf(catalog: Catalog, row: number): string {
  const start = catalog.nameStart[row] as number;
  const end = catalog.nameEnd[row] as number;
  return start < 0 ? String(end) : catalog.reader.name(catalog.bytes, start, end);
}

/** The key of a row; the root's is empty. */
export function keyOf(catalog: Catalog, row: number): Key {
  const key: string[] = [];
  for (let at = row; at > 0; at = catalog.parent[at] as number) key.push(nameOf(catalog, at));
  return key.reverse();
}

/** The text of a row of kind Text, Empty or Alias. */
export function textOf(catalog: Catalog, row: number): string {
  return catalog.reader.text(catalog, row);
}

/** Whether a row holds others. */
export function isContainer({ kind }: Catalog, row: number): boolean {
  return kind[row] === Kind.Map || kind[row] === Kind.List;
}

/** Whether a row holds a text that the runtime shows. */
export function isMessage(catalog: Catalog, row: number): boolean {
  const kind = catalog.kind[row];
  return kind === Kind.Text || kind === Kind.Alias;
}
