import { Kind } from "../../catalog/catalog.ts";
import type { ByteOffset } from "../../model/bytes.ts";
import { addRow } from "../columns.ts";
import { type Composer, fail, type Held, pushFrame, topOf } from "./composer.ts";
import { Style } from "./layout.ts";
import { isQuoted } from "./scalar-token.ts";

/** The document itself is an entry without a name, in a frame of its own. */
export function openDocument(composer: Composer): void {
  const row = addEntry(composer, -1, -1, 0, 1, composer.at);
  pushFrame(composer, { row: -1, isList: false, inFlow: false, indent: -1, open: row });
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
  else columns.kind[row] = style === Style.Plain && tag !== "!" ? Kind.Text : kind;
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
  columns.valueStart[row] = held.start;
  columns.valueEnd[row] = held.end;
  composer.style[row] = Style.Alias;
  composer.aliases.set(row, target);
  const kind = columns.kind[target] as Kind;
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
