import { Kind } from "../../catalog/catalog.ts";
import type { NewContainer, NewEntry, NewLiteral, NewValue } from "../plan.ts";
import { Style } from "./layout.ts";
import { renderName, renderText } from "./render-text.ts";
import type { FileStyle } from "./style.ts";

/** How new entries are written: as their neighbours are. */
export interface EntryStyle {
  readonly file: FileStyle;
  readonly name: Style;
  readonly text: Style;
}

/** An implicit key may not be longer; an explicit one (`? key`) may. */
const MAX_KEY_LENGTH = 1000;

/** An entry of a block, without the indentation of its first line. */
export function renderEntry(
  entry: NewEntry,
  inList: boolean,
  column: number,
  style: EntryStyle,
): string {
  if (inList) return `-${renderItem(entry.value, column, style)}`;
  const name = renderName(entry.name, style.name, false);
  if (Buffer.byteLength(name) <= MAX_KEY_LENGTH) {
    return `${name}:${renderValue(entry.value, column, column + name.length + 2, style)}`;
  }
  const colon = style.file.newline + " ".repeat(column);
  return `? ${name}${colon}:${renderValue(entry.value, column, column + 2, style)}`;
}

/** What follows a key's colon; `column` is the key's, `at` the one where a text would start. */
export function renderValue(
  value: NewValue,
  column: number,
  at: number,
  style: EntryStyle,
): string {
  const { file } = style;
  if (typeof value === "string") return ` ${renderNew(value, column + file.unit, at, style)}`;
  if ("literal" in value) return renderLiteral(value);
  if (value.entries.length === 0) return ` ${renderFlowValue(value, style)}`;
  const inside = column + (value.kind === Kind.List ? file.dash : file.unit);
  return file.newline + " ".repeat(inside) + renderEntries(value, inside, style);
}

/** What follows a dash: a container's first entry stands on its line. */
export function renderItem(value: NewValue, column: number, style: EntryStyle): string {
  const inside = column + 2;
  if (typeof value === "string") return ` ${renderNew(value, inside, inside, style)}`;
  if ("literal" in value) return renderLiteral(value);
  if (value.entries.length === 0) return ` ${renderFlowValue(value, style)}`;
  return ` ${renderEntries(value, inside, style)}`;
}

/** All entries of a block, without the indentation of the first line. */
export function renderEntries(container: NewContainer, column: number, style: EntryStyle): string {
  const lines = container.entries.map((entry) =>
    renderEntry(entry, container.kind === Kind.List, column, style),
  );
  return lines.join(style.file.newline + " ".repeat(column));
}

/** A null may be nothing at all. */
function renderLiteral({ literal }: NewLiteral): string {
  return literal === "" ? "" : ` ${literal}`;
}

/** A new text; one of several lines reads best as a block, unless its neighbours are quoted. */
function renderNew(text: string, indent: number, column: number, style: EntryStyle): string {
  const isQuoted = style.text === Style.Double || style.text === Style.Single;
  const own = !isQuoted && text.includes("\n") ? Style.Literal : style.text;
  return renderText(text, { file: style.file, style: own, inFlow: false, column, indent });
}

/** An entry of a map or list in brackets. */
export function renderFlowEntry(entry: NewEntry, inList: boolean, style: EntryStyle): string {
  const value = renderFlowValue(entry.value, style);
  if (inList) return value;
  const name = renderName(entry.name, style.name, true);
  const isLong = Buffer.byteLength(name) > MAX_KEY_LENGTH;
  return `${isLong ? "? " : ""}${name}: ${value}`;
}

export function renderFlowValue(value: NewValue, style: EntryStyle): string {
  if (typeof value === "string") {
    const { file, text } = style;
    return renderText(value, { file, style: text, inFlow: true, column: 0, indent: 0 });
  }
  if ("literal" in value) return value.literal;
  const inList = value.kind === Kind.List;
  const inside = value.entries.map((entry) => renderFlowEntry(entry, inList, style)).join(", ");
  return inList ? `[${inside}]` : `{${inside}}`;
}
