import type { Catalog, SpanReader } from "../../catalog/catalog.ts";
import { type ByteOffset, asBuffer } from "../../model/bytes.ts";
import { writtenOffset } from "../written-offset.ts";

/** Reads what stands between the quotes; only strings with escapes cost a parse. */
export const jsonReader: SpanReader = {
  name: decodeString,
  text(catalog: Catalog, row: number): string {
    const start = catalog.valueStart[row] as number;
    return decodeString(catalog.bytes, start, catalog.valueEnd[row] as number);
  },
  offset(catalog, row, offset) {
    const start = catalog.valueStart[row] as number;
    const end = catalog.valueEnd[row] as number;
    const source = asBuffer(catalog.bytes).toString("utf8", start, end);
    const written = { source, start: 1, escapes: "backslash" } as const;
    const at = writtenOffset(written, decodeString(catalog.bytes, start, end), offset);
    return at === undefined ? undefined : start + Buffer.byteLength(source.slice(0, at));
  },
};

/** The text of the JSON string between `start` and `end`, quotes included in the span. */
export function decodeString(bytes: Uint8Array, start: ByteOffset, end: ByteOffset): string {
  const raw = asBuffer(bytes).toString("utf8", start + 1, end - 1);
  return raw.includes("\\") ? (JSON.parse(`"${raw}"`) as string) : raw;
}

/** What a file escapes although JSON does not ask for it. */
export interface Escapes {
  /** All but ASCII, with hexadecimal digits of this case. */
  readonly unicode: "lower" | "upper" | undefined;
  readonly slash: boolean;
}

/** What a file may escape without need. */
const ESCAPABLE = /[/\u0080-\uffff]/u;

/** A text as a JSON string, quotes included. A lone surrogate is always escaped. */
export function encodeString(text: string, escapes: () => Escapes): string {
  let literal = JSON.stringify(text);
  if (!ESCAPABLE.test(text)) return literal;
  const { slash, unicode } = escapes();
  if (slash) literal = literal.replaceAll("/", "\\/");
  if (unicode === undefined) return literal;
  return literal.replaceAll(/[^\0-\x7f]/g, (unit) => unicodeEscape(unit, unicode));
}

function unicodeEscape(unit: string, digitCase: "lower" | "upper"): string {
  const digits = unit.charCodeAt(0).toString(16).padStart(4, "0");
  return `\\u${digitCase === "lower" ? digits : digits.toUpperCase()}`;
}
