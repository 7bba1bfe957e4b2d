import type { Catalog } from "../../catalog/catalog.ts";
import type { ByteOffset } from "../../model/bytes.ts";

/** How a row's value is written. */
export const Style = {
  /** Nothing stands there. */
  None: 0,
  Plain: 1,
  Single: 2,
  Double: 3,
  /** `|` */
  Literal: 4,
  /** `>` */
  Folded: 5,
  /** `*name` */
  Alias: 6,
  /** A map or list by indentation. */
  Block: 7,
  /** `{…}` or `[…]` */
  Flow: 8,
} as const;
export type Style = (typeof Style)[keyof typeof Style];

/** Who else reads what a row shows. A row has any of these bits. */
export const Reach = {
  /** The entry stands here, its value elsewhere: `key: *name`. */
  Alias: 1,
  /** The whole entry stands elsewhere: below an alias, or merged with `<<`. */
  Expanded: 2,
  /** Some alias reads this row too. */
  Shared: 4,
} as const;

/** A scalar's bytes. `indent` is its parent's column, which a block scalar's indicator counts from. */
export interface ScalarSpan {
  readonly start: ByteOffset;
  readonly end: ByteOffset;
  readonly indent: number;
}

/**
 * What a YAML catalog knows beyond its rows. A block container's span starts behind its key's colon
 * (or dash) and properties, so that it says where a new first entry or `{}` goes; a block scalar's
 * ends before its last line break. The entries below an alias or a merge key are rows where they are
 * *read*, with the spans of where they are *written*: such rows' spans are not in document order.
 */
export interface YamlLayout {
  readonly style: Uint8Array;
  readonly reach: Uint8Array;
  /** Where an entry's text begins: its key, its dash, a flow list's item. -1 for the document. */
  readonly entryStart: Int32Array;
  /** The scalars that alias rows read. */
  readonly aliased: ReadonlyMap<number, ScalarSpan>;
  /** Where the merge entries (`<<: …`) stand, by the last entry that each brings. */
  readonly merges: ReadonlyMap<number, Pick<ScalarSpan, "start" | "end">>;
  /** The root key that was asked for, and whether row 0 is the map below it. */
  readonly root: string | undefined;
  readonly rooted: boolean;
  /** Whether the document starts with `---`. */
  readonly marker: boolean;
  /** Whether plain texts are wrapped onto several lines, as Psych and i18n-tasks do. */
  readonly wraps: boolean;
}

export function layoutOf(catalog: Catalog): YamlLayout {
  return catalog.layout as YamlLayout;
}
