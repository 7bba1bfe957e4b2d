import type { Problem } from "../../catalog/catalog.ts";
import type { ByteOffset } from "../../model/bytes.ts";
import { type Columns, newColumns } from "../columns.ts";

/** An open map or list; the document itself is the lowest one. */
export interface Frame {
  readonly row: number;
  readonly isList: boolean;
  readonly inFlow: boolean;
  /** The column of a block's entries; -1 for the document and in a flow. */
  readonly indent: number;
  /** The row of the entry that awaits its value, or -1. */
  open: number;
  items: number;
  /** What a flow may go on with. */
  expects: "entry" | "colon" | "value" | "comma";
  /** Where the `?` in front of the next key stands, or -1; and that key, once it is known. */
  question: ByteOffset;
  key: Held | undefined;
}

/** A scalar, alias or closed flow that is a key if a colon follows it on its line. */
export interface Held {
  readonly type: "scalar" | "alias" | "flow";
  readonly source: string;
  readonly start: ByteOffset;
  readonly end: ByteOffset;
  readonly column: number;
  /** First on its line. */
  readonly fresh: boolean;
  /** Stands where the first key of a map may stand. */
  readonly startable: boolean;
}

/** Anchor and tag of the node that comes next. */
interface Properties {
  anchor: string | undefined;
  tag: string | undefined;
  readonly start: ByteOffset;
  /** Where the last of them ends, and the line that it stands on. */
  end: ByteOffset;
  line: ByteOffset;
}

/** What the parser knows so far: rows as written, aliases and merge keys not yet followed. */
export interface Composer {
  readonly columns: Columns;
  readonly style: number[];
  readonly entryStart: number[];
  readonly stack: Frame[];
  /** The row that an anchor's name stands for from here on. */
  readonly anchors: Map<string, number>;
  /** Alias row → the row it reads. */
  readonly aliases: Map<number, number>;
  readonly merges: Set<number>;
  /** Offset of the token at hand, of its line, and of the end of the last one with content. */
  at: ByteOffset;
  line: ByteOffset;
  end: ByteOffset;
  /** Only spaces so far on this line. */
  fresh: boolean;
  /** A block map or list may begin here. */
  startable: boolean;
  spaced: boolean;
  tabbed: boolean;
  held: Held | undefined;
  properties: Properties | undefined;
  wraps: boolean;
  problem: Problem | undefined;
}

/** Deeper than any locale file; bounds the length of a key and every walk to the root. */
export const MAX_DEPTH = 1000;

export function newComposer(bytes: Uint8Array, start: ByteOffset): Composer {
  return {
    columns: newColumns(bytes),
    style: [],
    entryStart: [],
    stack: [],
    anchors: new Map(),
    aliases: new Map(),
    merges: new Set(),
    at: start,
    line: start,
    end: start,
    fresh: true,
    startable: true,
    spaced: true,
    tabbed: false,
    held: undefined,
    properties: undefined,
    wraps: false,
    problem: undefined,
  };
}

export function topOf(composer: Composer): Frame {
  return composer.stack[composer.stack.length - 1] as Frame;
}

export function pushFrame(
  composer: Composer,
  {
    row,
    isList,
    inFlow,
    indent,
    open,
  }: Pick<Frame, "row" | "isList" | "inFlow" | "indent" | "open">,
): void {
  composer.stack.push({
    row,
    isList,
    inFlow,
    indent,
    open,
    items: 0,
    expects: "entry",
    question: -1,
    key: undefined,
  });
  if (composer.stack.length > MAX_DEPTH)
    fail(composer, "too-deep", `nested deeper than ${MAX_DEPTH} levels`);
}

/** Records the first thing that is wrong; the parser stops there. */
export function fail(
  composer: Composer,
  code: Problem["code"],
  detail: string,
  offset: ByteOffset = composer.at,
): void {
  composer.problem ??= { code, offset, detail };
}
