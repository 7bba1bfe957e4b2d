import { describe, expect, test } from "vitest";
import { type Catalog, Kind, nameOf } from "../../../core/catalog/catalog.ts";
import { arb } from "../../../core/formats/arb/arb.ts";
import type { Edit } from "../../../core/formats/format.ts";
import type { Key } from "../../../core/model/key.ts";
import { findPlurals, type Plurals, pluralView } from "../../../core/plurals/plural-view.ts";
import { formatContract } from "../../contract/format.ts";
import { liveTexts } from "../../contract/rows.ts";
import { arbDocuments, generatedArb, parseArb } from "./arb-samples.ts";

formatContract(arb, {
  documents: arbDocuments,
  generated: generatedArb,
  parse: parseArb,
  broken: [{ name: "a truncated file", text: '{"a": "b', code: "malformed", offset: 8 }],
  isReserved: (name) => name.startsWith("@"),
});

const source = `{
  "@@locale": "en",
  "hello": "Hello {name}",
  "@hello": {
    "description": "Greets the user.",
    "placeholders": { "name": { "type": "String", "example": "Alice" }, "count": {} }
  },
  "new": "New",
  "@new": { "placeholders": { "n": { "example": "3" } } },
  "bare": "Bare",
  "bye": "Bye"
}
`;

function scan(text: string): Catalog {
  return arb.scan(Buffer.from(text));
}

function splice(text: string, ...edits: Edit[]): string {
  const result = arb.splice(scan(text), edits, scan(source));
  if (result.outcome === "refused") throw new Error(result.reason);
  return Buffer.from(result.bytes).toString();
}

function description(name: string): string | undefined {
  const catalog = scan(source);
  const row = [...catalog.kind.keys()].find((row) => row > 0 && nameOf(catalog, row) === name);
  return catalog.reader.description?.(catalog, row as number);
}

describe("metadata", () => {
  test("is no message, nor is anything below it", () => {
    const catalog = scan(source);
    const texts = [...catalog.kind.keys()].filter((row) => catalog.kind[row] === Kind.Text);
    expect(texts.map((row) => nameOf(catalog, row))).toEqual(["hello", "new", "bare", "bye"]);
  });

  test("describes its message with placeholders and examples", () => {
    expect(description("hello")).toBe("Greets the user. {name}: Alice; {count}");
    expect(description("new")).toBe("{n}: 3");
    expect(description("bare")).toBeUndefined();
  });

  test("leaves with its message", () => {
    const target = '{\n  "hello": "Hallo",\n  "@hello": {},\n  "bye": "Tschüss"\n}\n';
    expect(splice(target, { kind: "remove", key: ["hello"] })).toBe('{\n  "bye": "Tschüss"\n}\n');
  });

  test("stays behind its message when another one is inserted", () => {
    const target = '{\n  "hello": "Hallo",\n  "@hello": {},\n  "bye": "Tschüss"\n}\n';
    expect(splice(target, { kind: "set", key: ["new"], text: "Neu" })).toBe(
      '{\n  "hello": "Hallo",\n  "@hello": {},\n  "new": "Neu",\n  "bye": "Tschüss"\n}\n',
    );
  });

  test("of the file stays at the top", () => {
    const target = '{\n  "@@locale": "de",\n  "bye": "Tschüss"\n}\n';
    expect(splice(target, { kind: "set", key: ["hello"], text: "Hallo" })).toBe(
      '{\n  "@@locale": "de",\n  "hello": "Hallo",\n  "bye": "Tschüss"\n}\n',
    );
  });

  test("does not hide that the messages are sorted", () => {
    const names = ["a", "c", "e", "g", "i", "k", "m"];
    const entries = names.map((name) => `  "${name}": "N",\n  "@${name}": {},\n`).join("");
    const target = `{\n  "@@locale": "de",\n${entries}  "z": "Z"\n}\n`;
    expect(splice(target, { kind: "set", key: ["bare"], text: "B" })).toContain(
      '"@a": {},\n  "bare": "B",\n  "c": "N"',
    );
  });

  test("of the file can be written", () => {
    const key = ["@@locale"];
    expect(splice('{"@@locale": "en"}', { kind: "set", key, text: "de" })).toBe(
      '{"@@locale": "de"}',
    );
  });
});

test("a list is a list where its source is seen with more plural forms", () => {
  const source = scan('{\n  "f_one": "File",\n  "f_other": "Files",\n  "l": ["a", "b"]\n}\n');
  const { catalog } = pluralView(source, findPlurals(source, "en") as Plurals, "en", "ar");
  const edits = [...liveTexts(catalog)].map(([id, text]): Edit => {
    return { kind: "set", key: JSON.parse(id) as Key, text };
  });
  const result = arb.splice(scan("{}"), edits, catalog);
  const written = result.outcome === "spliced" ? Buffer.from(result.bytes).toString() : "";
  expect(JSON.parse(written)).toMatchObject({ f_zero: "Files", f_many: "Files", l: ["a", "b"] });
});
