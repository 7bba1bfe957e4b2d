import { CST } from "yaml";
import type { Catalog, SpanReader } from "../../catalog/catalog.ts";
import { type ByteOffset, asBuffer } from "../../model/bytes.ts";
import { documentStart } from "../encoding.ts";
import { type WrittenText, writtenOffset } from "../written-offset.ts";
import { layoutOf, type ScalarSpan } from "./layout.ts";

const LINE_FEED = 0x0a;

/** Reads names and texts from their spans; only what is quoted, folded or a block costs a parse. */
export const yamlReader: SpanReader = {
  name(bytes: Uint8Array, start: ByteOffset, end: ByteOffset): string {
    return flowScalar(decoded(bytes, start, end));
  },
  text(catalog: Catalog, row: number): string {
    return scalarText(catalog.bytes, spanOf(catalog, row));
  },
  offset(catalog, row, offset) {
    if (layoutOf(catalog).aliased.has(row)) return undefined;
    const span = spanOf(catalog, row);
    const source = decoded(catalog.bytes, span.start, span.end);
    const at = writtenOffset(writtenText(source), scalarText(catalog.bytes, span), offset);
    return at === undefined ? undefined : span.start + Buffer.byteLength(source.slice(0, at));
  },
};

/** Where the text of a row is written. */
function spanOf(catalog: Catalog, row: number): ScalarSpan {
  const { aliased, entryStart } = layoutOf(catalog);
  const elsewhere = aliased.get(row);
  if (elsewhere !== undefined) return elsewhere;
  const entry = entryStart[row] as number;
  return {
    start: catalog.valueStart[row] as number,
    end: catalog.valueEnd[row] as number,
    indent: entry - lineStart(catalog.bytes, entry),
  };
}

/** The text of the scalar that stands in `span`, whatever its style. */
function scalarText(bytes: Uint8Array, span: ScalarSpan): string {
  const source = decoded(bytes, span.start, span.end);
  const isBlock = source.startsWith("|") || source.startsWith(">");
  if (!isBlock) return flowScalar(source);
  return blockScalar(source, span.indent, span.end < bytes.length).text;
}

function writtenText(source: string): WrittenText {
  switch (source[0]) {
    case '"':
      return { source, start: 1, escapes: "backslash" };
    case "'":
      return { source, start: 1, escapes: "doubled-quote" };
    case "|":
    case ">":
      return { source, start: source.indexOf("\n") + 1, escapes: "none" };
    default:
      return { source, start: 0, escapes: "none" };
  }
}

/** A scalar that is no block; faults were found when the file was scanned. */
export function flowScalar(source: string): string {
  const type = quoteType(source);
  if (!source.includes("\n")) {
    if (type === "scalar") return source;
    if (!source.includes(type === "double-quoted-scalar" ? "\\" : "''", 1))
      return source.slice(1, -1);
  }
  const scalar = { type, offset: 0, indent: 0, source } as const;
  return CST.resolveAsScalar(scalar, true, ignoreFault)?.value ?? "";
}

function quoteType(source: string): CST.FlowScalar["type"] {
  if (source.startsWith("'")) return "single-quoted-scalar";
  return source.startsWith('"') ? "double-quoted-scalar" : "scalar";
}

function ignoreFault(): void {}

/**
 * A block scalar from its header to before its last line break; `endsLine`: there is one. A file's
 * last line counts as a line without it.
 */
export function blockScalar(
  source: string,
  indent: number,
  endsLine: boolean,
): { text: string; fault?: string } {
  const header = /^[|>][-+\d]*/u.exec(source)?.[0] ?? "";
  const lineEnd = source.indexOf("\n");
  const body = lineEnd < 0 ? "" : source.slice(lineEnd + 1) + (endsLine ? "\n" : "");
  let fault: string | undefined;
  const scalar: CST.BlockScalar = {
    type: "block-scalar",
    offset: 0,
    indent,
    props: [{ type: "block-scalar-header", offset: 0, indent, source: header }],
    source: body,
  };
  const resolved = CST.resolveAsScalar(scalar, true, (_offset, _code, message) => {
    fault ??= message;
  });
  const text = resolved?.value ?? "";
  return fault === undefined ? { text } : { text, fault };
}

/** The first byte of the line that `offset` stands in. */
export function lineStart(bytes: Uint8Array, offset: ByteOffset): ByteOffset {
  const before = offset > 0 ? bytes.lastIndexOf(LINE_FEED, offset - 1) : -1;
  return before < 0 ? documentStart(bytes) : before + 1;
}

function decoded(bytes: Uint8Array, start: ByteOffset, end: ByteOffset): string {
  return asBuffer(bytes).toString("utf8", start, end);
}
