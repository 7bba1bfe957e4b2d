import { isUtf8 } from "node:buffer";
import type { Catalog } from "../../catalog/catalog.ts";
import { type ByteOffset, asBuffer } from "../../model/bytes.ts";
import type { Plan } from "../plan.ts";
import { closingQuote, plainEnd, QUOTE } from "./lexer.ts";
import { decodeString } from "./literal.ts";

/** Whether a plan only writes texts over values. */
export function isTextsOnly({ values, containers }: Plan): boolean {
  if (containers.length > 0) return false;
  for (const value of values.values()) if (typeof value !== "string") return false;
  return true;
}

/**
 * Whether the result of a plan of texts only is right, told from tokens. A string is one token
 * wherever a value may stand; so where all bytes around the values are as before and each new
 * value is one whole string, no other row can have changed, and the file need not be scanned again.
 */
export function provesTexts(before: Catalog, result: Uint8Array, plan: Plan): boolean {
  const a = asBuffer(before.bytes);
  const b = asBuffer(result);
  const view = new DataView(b.buffer, b.byteOffset, b.length);
  let at = 0;
  let shift = 0;
  for (const [row, text] of [...plan.values].sort(([one], [other]) => one - other)) {
    const start = before.valueStart[row] as number;
    if (start + shift > b.length) return false;
    if (a.compare(b, at + shift, start + shift, at, start) !== 0) return false;
    const end = stringEnd(b, view, start + shift);
    if (end < 0 || !isUtf8(b.subarray(start + shift, end))) return false;
    if (decodeString(b, start + shift, end) !== text) return false;
    at = before.valueEnd[row] as number;
    shift = end - at;
  }
  return a.length + shift === b.length && a.compare(b, at + shift, b.length, at) === 0;
}

/** The end of the string that starts at an offset; negative when none does. */
function stringEnd(bytes: Uint8Array, view: DataView, start: ByteOffset): number {
  if (bytes[start] !== QUOTE) return -1;
  const stop = plainEnd(bytes, view, start + 1, bytes.length);
  const quote = closingQuote(bytes, view, stop, bytes.length);
  return quote < 0 ? quote : quote + 1;
}
