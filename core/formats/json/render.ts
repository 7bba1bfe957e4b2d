import { Kind } from "../../catalog/catalog.ts";
import type { NewEntry, NewValue } from "../plan.ts";
import { encodeString } from "./literal.ts";
import type { FileStyle } from "./style.ts";

/** How the entries of one container are written. */
export interface EntryStyle {
  readonly file: FileStyle;
  /** What stands between a name and its value: `": "`, `" : "`. */
  readonly colon: string;
  /** Indentation of the entries; undefined in a container on one line. */
  readonly indent: string | undefined;
  /** What stands between entries on one line, and at both ends of a container on one line. */
  readonly gap: string;
  readonly padding: string;
  readonly trailingComma: boolean;
}

export function renderEntry(entry: NewEntry, inList: boolean, style: EntryStyle): string {
  const value = renderValue(entry.value, style);
  if (inList) return value;
  return encodeString(entry.name, style.file.escapes) + style.colon + value;
}

/** A value as it stands in an entry of this style; its own entries stand one level deeper. */
export function renderValue(value: NewValue, style: EntryStyle): string {
  if (typeof value === "string") return encodeString(value, style.file.escapes);
  if ("literal" in value) return value.literal;
  if (value.entries.length === 0) return value.kind === Kind.List ? "[]" : "{}";
  const inList = value.kind === Kind.List;
  const inside = renderInside(value.entries, inList, deeper(style));
  const tail = style.indent === undefined ? style.padding : style.file.newline + style.indent;
  return inList ? `[${inside}${tail}]` : `{${inside}${tail}}`;
}

/** All entries of a container that has no others, from behind its opening bracket. */
export function renderInside(
  entries: readonly NewEntry[],
  inList: boolean,
  style: EntryStyle,
): string {
  const { indent, file, trailingComma } = style;
  const first = indent === undefined ? style.padding : file.newline + indent;
  const between = `,${indent === undefined ? style.gap : file.newline + indent}`;
  const rendered = entries.map((entry) => renderEntry(entry, inList, style));
  return first + rendered.join(between) + (trailingComma ? "," : "");
}

function deeper(style: EntryStyle): EntryStyle {
  if (style.indent === undefined) return style;
  return { ...style, indent: style.indent + (style.file.unit ?? "") };
}
