import { type Catalog, Kind } from "../../catalog/catalog.ts";
import type { ByteOffset } from "../../model/bytes.ts";
import type { Patch } from "../patches.ts";
import { type ContainerPlan, HEAD, type NewContainer, type NewValue } from "../plan.ts";
import { layoutOf, Style } from "./layout.ts";
import { type EntryStyle, renderFlowValue, renderItem, renderValue } from "./render.ts";
import { renderText, type TextPlace } from "./render-text.ts";
import { lineStart } from "./scalar.ts";
import { columnOf, type FileStyle, isInFlow, lineEnd } from "./style.ts";

/** Gives a row a new value in the style of the old one. */
export function patchValue(
  catalog: Catalog,
  row: number,
  value: NewValue,
  file: FileStyle,
): Patch[] {
  if (typeof value === "object" && "entries" in value) return fillEntry(catalog, row, value, file);
  const start = catalog.valueStart[row] as number;
  const end = catalog.valueEnd[row] as number;
  const text =
    typeof value === "string" ? renderText(value, placeOf(catalog, row, file)) : value.literal;
  return [{ start, end, text: leadOf(catalog, row) + text }];
}

/** What an empty span lacks in front of its value: the blank, and perhaps the colon. */
function leadOf(catalog: Catalog, row: number): string {
  const style = layoutOf(catalog).style[row];
  if (style !== Style.None && style !== Style.Block) return "";
  const isBare = catalog.valueStart[row] === catalog.nameEnd[row] && isInFlow(catalog, row);
  return isBare ? ": " : " ";
}

function placeOf(catalog: Catalog, row: number, file: FileStyle): TextPlace {
  const own = layoutOf(catalog).style[row] as Style;
  const start = catalog.valueStart[row] as number;
  const column = start - lineStart(catalog.bytes, start);
  const indent = columnOf(catalog, row) + file.unit;
  const inFlow = isInFlow(catalog, row);
  if (own === Style.Literal || own === Style.Folded) {
    return { file, style: own, inFlow, column, ...blockLayout(catalog, row, indent) };
  }
  const isScalar = own === Style.Plain || own === Style.Single || own === Style.Double;
  const style = isScalar ? own : styleAround(catalog, row, file).text;
  return { file, style, inFlow, column, indent };
}

/** What stays of a block scalar: the indentation of its lines, and what its header holds. */
function blockLayout(
  catalog: Catalog,
  row: number,
  usual: number,
): Pick<TextPlace, "indent" | "indicator" | "comment"> {
  const span = catalog.bytes.subarray(catalog.valueStart[row], catalog.valueEnd[row]);
  const source = Buffer.from(span).toString();
  const [, indicator = "", comment = ""] =
    /^[|>][-+]?([1-9]?)[-+]?([ \t]+#[^\r\n]*)?/u.exec(source) ?? [];
  const margin = /\n( *)[^ \r\n]/u.exec(source)?.[1]?.length;
  const indent = indicator === "" ? margin : columnOf(catalog, row) + Number(indicator);
  return { indent: indent ?? usual, indicator, comment };
}

/** The quotes of a row, or of the nearest text beside it that tells. */
export function styleAround(catalog: Catalog, row: number, file: FileStyle): EntryStyle {
  const { style } = layoutOf(catalog);
  const parent = catalog.parent[row] as number;
  let text: Style = Style.Plain;
  for (const beside of [row, row - 1, row + 1]) {
    if (beside <= 0 || beside >= catalog.size || catalog.parent[beside] !== parent) continue;
    if (catalog.kind[beside] !== Kind.Text && catalog.kind[beside] !== Kind.Empty) continue;
    const own = style[beside] as Style;
    // An empty text is quoted everywhere.
    if (catalog.kind[beside] === Kind.Text && (own === Style.Single || own === Style.Double))
      text = own;
    break;
  }
  return { file, name: nameStyle(catalog, row), text };
}

function nameStyle(catalog: Catalog, row: number): Style {
  const start = catalog.nameStart[row] as number;
  const byte = start < 0 ? undefined : catalog.bytes[start];
  if (byte === 0x22) return Style.Double;
  return byte === 0x27 ? Style.Single : Style.Plain;
}

/** Writes the first entries of a container that has none. */
export function openBlank(catalog: Catalog, plan: ContainerPlan, file: FileStyle): Patch[] {
  const kind = catalog.kind[plan.row] === Kind.List ? Kind.List : Kind.Map;
  return fillEntry(catalog, plan.row, { kind, entries: plan.inserted.get(HEAD) ?? [] }, file);
}

/** Puts a container where nothing, an empty one or another value stood. */
function fillEntry(catalog: Catalog, row: number, value: NewContainer, file: FileStyle): Patch[] {
  const { bytes } = catalog;
  const style = styleAround(catalog, row, file);
  const own = layoutOf(catalog).style[row];
  const start = catalog.valueStart[row] as number;
  const end = catalog.valueEnd[row] as number;
  if (isInFlow(catalog, row)) {
    return [{ start, end, text: leadOf(catalog, row) + renderFlowValue(value, style) }];
  }
  if ((layoutOf(catalog).entryStart[row] as number) < 0) {
    return [{ start, end, text: renderFlowValue(value, style) }];
  }
  const column = columnOf(catalog, row);
  const isItem = row > 0 && (catalog.nameStart[row] as number) < 0;
  const text = isItem ? renderItem(value, column, style) : renderValue(value, column, 0, style);
  if (own === Style.Block) return [{ start, end, text }];
  const before = blankStart(bytes, start);
  if (isItem) return [{ start: before, end, text }];
  const at = lineEnd(bytes, end);
  // A comment behind the old value stays on the key's line.
  return [
    { start: before, end, text: "" },
    { start: at, end: at, text },
  ];
}

function blankStart(bytes: Uint8Array, offset: ByteOffset): ByteOffset {
  let start = offset;
  while (bytes[start - 1] === 0x20) start--;
  return start;
}
