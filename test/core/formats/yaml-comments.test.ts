import { expect, test } from "vitest";
import { nameOf } from "../../../core/catalog/catalog.ts";
import { yaml } from "../../../core/formats/yaml/yaml.ts";

/** By the last segment of its key, what comments say of each row. */
function described(text: string): Record<string, string | undefined> {
  const catalog = yaml.scan(Buffer.from(text));
  expect(catalog.problems).toEqual([]);
  const rows = Array.from({ length: catalog.size - 1 }, (_, at) => at + 1);
  return Object.fromEntries(
    rows.map((row) => [nameOf(catalog, row), catalog.reader.description?.(catalog, row)]),
  );
}

test("comments above an entry and behind its value tell translators about it", () => {
  const text = `# Texts of the shop

# The verb, on a button.
#   Keep it short.
open: Open # not the state
plain: Text
url: a#b
quoted: "# text" # behind quotes
nested:
  # Of the first entry.
  first: |
    block
    # its content
  second: x
# At another column.
  third: x
list:
  # Of an item.
  - one
flow: { a: b } # of the flow
`;
  expect(described(text)).toEqual({
    open: "The verb, on a button.\n  Keep it short.\nnot the state",
    plain: undefined,
    url: undefined,
    quoted: "behind quotes",
    nested: undefined,
    first: "Of the first entry.",
    second: undefined,
    third: undefined,
    list: undefined,
    "0": "Of an item.",
    flow: "of the flow",
    a: undefined,
  });
});

test("comments are read with byte order marks, CRLF, and at a file's end", () => {
  expect(described("\uFEFF# Above\r\na: b # Behind\r\n# Over c\r\nc: d #end")).toEqual({
    a: "Above\nBehind",
    c: "Over c\nend",
  });
});

test("what is long was commented out, and tells nobody anything", () => {
  const out = "# old: text that nobody needs\n".repeat(100);
  expect(described(`${out}a: b\n`)).toEqual({ a: undefined });
});
