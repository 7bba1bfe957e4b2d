/** An offset in bytes from the start of a file's UTF-8 content. What formats speak. */
export type ByteOffset = number & { readonly unit?: "byte" };

/** An offset in UTF-16 code units inside a text. What syntaxes, rules and parsers speak. */
export type TextOffset = number & { readonly unit?: "utf-16" };

/** One-based line and column; the column counts UTF-16 code units, as editors and SARIF do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const decoder = new TextDecoder("utf-8");

/** Position of a byte offset. Lines end at LF, CRLF or a lone CR. Linear in the offset. */
export function positionAt(bytes: Uint8Array, offset: ByteOffset): Position {
  let line = 1;
  let start = 0;
  for (let at = 0; at < offset; at++) {
    const byte = bytes[at];
    if (byte === LINE_FEED || (byte === CARRIAGE_RETURN && bytes[at + 1] !== LINE_FEED)) {
      line++;
      start = at + 1;
    }
  }
  return { line, column: decoder.decode(bytes.subarray(start, offset)).length + 1 };
}
