import { Kind, type Problem } from "../../catalog/catalog.ts";
import type { ByteOffset } from "../../model/bytes.ts";
import { addRow, type Columns, newColumns } from "../columns.ts";
import { Style } from "./layout.ts";
import { kindOfPlain } from "./plain.ts";
import { flowScalar } from "./scalar.ts";

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
  const composer: Composer = {
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
  const row = addEntry(composer, -1, -1, 0, 1, start);
  composer.entryStart[row] = -1;
  pushFrame(composer, { row: -1, isList: false, inFlow: false, indent: -1, open: row });
  return composer;
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
  if (composer.stack.length > MAX_DEPTH) fail(composer, "too-deep", `${MAX_DEPTH} levels`);
}

/** Adds an entry whose value, nothing so far, would start at `valueStart`. */
export function addEntry(
  composer: Composer,
  parent: number,
  nameStart: number,
  nameEnd: number,
  plainName: number,
  valueStart: ByteOffset,
): number {
  const { columns } = composer;
  const row = addRow(
    columns,
    parent,
    nameStart,
    nameEnd,
    plainName,
    valueStart,
    valueStart,
    // Below a tag that only its runtime knows, nothing is known.
    parent >= 0 && columns.kind[parent] === Kind.Other ? Kind.Other : Kind.Null,
  );
  composer.style.push(Style.None);
  composer.entryStart.push(nameStart);
  return row;
}

/** Gives the open entry a scalar. */
export function setScalar(
  composer: Composer,
  start: ByteOffset,
  end: ByteOffset,
  style: Style,
  kind: Kind,
): void {
  const row = takeOpen(composer);
  const { columns } = composer;
  columns.valueStart[row] = start;
  columns.valueEnd[row] = end;
  composer.style[row] = style;
  const tag = describe(composer, row);
  if (columns.kind[row] === Kind.Other) return;
  if (tag === undefined) columns.kind[row] = kind;
  else if (!isTextTag(tag)) columns.kind[row] = Kind.Other;
  else columns.kind[row] = style === Style.Plain ? Kind.Text : kind;
}

/** Makes the open entry a container and returns its row. */
export function openContainer(composer: Composer, isList: boolean, style: Style): number {
  const row = takeOpen(composer);
  composer.style[row] = style;
  const { kind, valueStart } = composer.columns;
  if (composer.properties !== undefined) valueStart[row] = composer.properties.end;
  const tag = describe(composer, row);
  if (tag !== undefined && !/^!!(?:map|seq|omap)$|^!$/u.test(tag)) kind[row] = Kind.Other;
  if (kind[row] !== Kind.Other) kind[row] = isList ? Kind.List : Kind.Map;
  return row;
}

/** Adds the row of a key; its value would start at `valueStart`. */
export function addKey(composer: Composer, key: Held, valueStart: ByteOffset): number {
  const frame = topOf(composer);
  const { source } = key;
  const escapes = source.startsWith("'") ? "''" : "\\";
  const isPlain = !isQuoted(source) || !source.slice(1, -1).includes(escapes);
  const row = addEntry(composer, frame.row, key.start, key.end, isPlain ? 1 : 0, valueStart);
  if (frame.question >= 0) composer.entryStart[row] = frame.question;
  frame.question = -1;
  frame.key = undefined;
  if (source === "<<") composer.merges.add(row);
  return row;
}

/** Leaves the open entry, if there is one, without a value. */
export function closeOpen(composer: Composer): void {
  const frame = topOf(composer);
  if (frame.key !== undefined) frame.open = addKey(composer, frame.key, frame.key.end);
  if (frame.question >= 0)
    return fail(composer, "unsupported", "a key that is no text", frame.question);
  if (frame.open < 0) return;
  const row = takeOpen(composer);
  const { columns } = composer;
  if (composer.properties === undefined) return;
  columns.valueStart[row] = columns.valueEnd[row] = composer.properties.end;
  const tag = describe(composer, row);
  if (tag === undefined || columns.kind[row] === Kind.Other) return;
  columns.kind[row] = isTextTag(tag) ? Kind.Empty : Kind.Other;
}

/** Gives the open entry what the anchor of this name holds. */
export function setAlias(composer: Composer, held: Held): void {
  const row = takeOpen(composer);
  const { columns } = composer;
  const target = composer.anchors.get(held.source.slice(1));
  if (composer.properties !== undefined) fail(composer, "malformed", "an alias with properties");
  if (target === undefined)
    return fail(composer, "malformed", "an alias without its anchor", held.start);
  if (composer.stack.some((frame) => frame.row === target)) {
    return fail(composer, "alias-limit", "an anchor that holds itself", held.start);
  }
  const read = composer.aliases.get(target) ?? target;
  columns.valueStart[row] = held.start;
  columns.valueEnd[row] = held.end;
  composer.style[row] = Style.Alias;
  composer.aliases.set(row, read);
  const kind = columns.kind[read] as Kind;
  const isContainer = kind === Kind.Map || kind === Kind.List;
  const readKind = kind === Kind.Text ? Kind.Alias : Kind.Other;
  if (columns.kind[row] !== Kind.Other) columns.kind[row] = isContainer ? kind : readKind;
}

function takeOpen(composer: Composer): number {
  const frame = topOf(composer);
  const row = frame.open;
  frame.open = -1;
  return row;
}

/** Applies the pending properties to a row: registers its anchor and returns its tag. */
function describe(composer: Composer, row: number): string | undefined {
  const properties = composer.properties;
  if (properties === undefined) return undefined;
  composer.properties = undefined;
  if (properties.anchor !== undefined) composer.anchors.set(properties.anchor, row);
  return properties.tag;
}

function isTextTag(tag: string): boolean {
  return tag === "!" || tag === "!!str" || tag === "!<tag:yaml.org,2002:str>";
}

/** Kind of the scalar of one token, by its style. */
export function kindOfScalar(source: string): Kind {
  if (isQuoted(source)) return source.length === 2 ? Kind.Empty : Kind.Text;
  if (!source.includes("\n")) return kindOfPlain(source);
  const text = flowScalar(source);
  return text.includes("\n") ? Kind.Text : kindOfPlain(text);
}

export function styleOfScalar(source: string): Style {
  if (source.startsWith("'")) return Style.Single;
  return source.startsWith('"') ? Style.Double : Style.Plain;
}

export function isQuoted(source: string): boolean {
  return source.startsWith("'") || source.startsWith('"');
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
