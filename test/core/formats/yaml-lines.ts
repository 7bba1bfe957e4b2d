import * as fc from "fast-check";
import { expect } from "vitest";
import { parseLines } from "../../../core/formats/yaml/lines.ts";
import { type Parsed, parse } from "../../../core/formats/yaml/parse.ts";

/** Whether a file is read by its lines, which must then say what its tokens say. */
export function expectSameLines(bytes: Uint8Array): boolean {
  const lines = parseLines(bytes);
  if (lines === undefined) return false;
  const [told, expected] = [said(lines), said(parse(bytes))];
  // As text: comparing columns deeply takes as long as reading the file a hundred times.
  if (told !== expected) expect(JSON.parse(told)).toEqual(JSON.parse(expected));
  return true;
}

/** All that a catalog is made of. */
function said({ composer, marker }: Parsed): string {
  const { columns, style, entryStart, anchors, aliases, merges, wraps, problem } = composer;
  const { size, ...rest } = columns;
  const rows = Object.entries(rest).map(([name, column]) => [name, [...column.subarray(0, size)]]);
  const others = { anchors: anchors.size, aliases: aliases.size, merges: merges.size };
  return JSON.stringify({ marker, size, rows, style, entryStart, wraps, problem, ...others });
}

const PIECES =
  " |  |\n|\n\n|:|: |#| #|# c|'|\"|''|\\|\\n|\\u00e9|\\x4|-|- |---\n|...\n|--- |... |? |?|. |,|{|}|[|]|%|@|`|!|! |&x |*x|<<: |>\n|>-\n|>2\n|~|null|yes|1_000|2001-01-01|:s|0x1f|.5|é|\t|\r\n|\u0000|\u0002|\u001f|\ufeff|a: b\n|  b:\n|\n  x|\n    x\n"
    .split("|")
    .concat("|\n", "|-\n", "|2-\n", "|+\n", "a: |\n  b\n");

interface Change {
  readonly kind: "insert" | "replace" | "remove" | "swap" | "indent" | "outdent" | "value";
  readonly at: number;
  readonly other: number;
  readonly piece: string;
}

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom("insert", "replace", "remove", "swap", "indent", "outdent", "value"),
  at: fc.nat(),
  other: fc.nat(),
  piece: fc.constantFrom(...PIECES),
});

/** A few changes of bytes, lines and indentation. */
export const changes: fc.Arbitrary<readonly Change[]> = fc.array(change, {
  minLength: 1,
  maxLength: 3,
});

export function changed(text: string, all: readonly Change[]): string {
  return all.reduce(withChange, text);
}

function withChange(text: string, { kind, at, other, piece }: Change): string {
  const offset = at % (text.length + 1);
  const before = text.slice(0, offset);
  if (kind === "insert") return before + piece + text.slice(offset);
  if (kind === "replace") return before + piece + text.slice(offset + 1);
  if (kind === "remove") return before + text.slice(offset + 1 + (other % 3));
  const lines = text.split("\n");
  const row = at % lines.length;
  const twin = other % lines.length;
  const line = lines[row] as string;
  if (kind === "swap") [lines[row], lines[twin]] = [lines[twin] as string, line];
  if (kind === "indent") lines[row] = " ".repeat(1 + (other % 3)) + line;
  if (kind === "outdent") lines[row] = line.replace(/^ {1,2}/u, "");
  if (kind === "value") lines[row] = line.replace(/^(?<key> *(?:- |\S+: )?)/u, `$<key>${piece}`);
  return lines.join("\n");
}
