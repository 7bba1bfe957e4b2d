import { describe, expect, test } from "vitest";
import { type Catalog, Kind, keyOf, nameOf, textOf } from "../../../core/catalog/catalog.ts";
import { json } from "../../../core/formats/json/json.ts";

function scan(text: string): Catalog {
  return json.scan(Buffer.from(text));
}

function problemOf(text: string): string | undefined {
  return scan(text).problems[0]?.detail;
}

describe("rows", () => {
  test("stand in document order, integer-like names too, twins included", () => {
    const catalog = scan('{"10": "a", "9": "b", "x": {"1": "c"}, "10": "d"}');
    const keys = [...catalog.kind.keys()].map((row) => keyOf(catalog, row).join("/"));
    expect(keys).toEqual(["", "10", "9", "x", "x/1", "10"]);
  });

  test("have the spans of names and values, quotes included", () => {
    const text = '\ufeff{ "é" : "ü" , "l": [ 1 ] }';
    const catalog = scan(text);
    const bytes = Buffer.from(text);
    const spans = [...catalog.kind.keys()].map((row) => [
      bytes.toString("utf8", Math.max(catalog.nameStart[row] as number, 0), catalog.nameEnd[row]),
      bytes.toString("utf8", catalog.valueStart[row], catalog.valueEnd[row]),
    ]);
    expect(spans.slice(1, 3)).toEqual([
      ['"é"', '"ü"'],
      ['"l"', "[ 1 ]"],
    ]);
    expect(spans[3]?.[1]).toBe("1");
    expect([catalog.nameStart[3], catalog.nameEnd[3]]).toEqual([-1, 0]);
    expect(spans[0]?.[1]).toBe(text.slice(1));
  });

  test("have the kind of what stands there", () => {
    const catalog = scan('{"a": "t", "b": "", "c": null, "d": 1, "e": {}, "f": [], "g": false}');
    expect([...catalog.kind]).toEqual([
      Kind.Map,
      Kind.Text,
      Kind.Empty,
      Kind.Null,
      Kind.Other,
      Kind.Map,
      Kind.List,
      Kind.Other,
    ]);
  });

  test("say which names are written without escapes", () => {
    const catalog = scan(String.raw`{"a": "x", "\u0061": "y", "\ud800": "\udc00"}`);
    expect([...catalog.plainName]).toEqual([1, 1, 0, 0]);
    expect([2, 3].map((row) => nameOf(catalog, row))).toEqual(["a", "\ud800"]);
    expect(textOf(catalog, 3)).toBe("\udc00");
  });

  test("are read from any view of memory, at any length of string", () => {
    for (let length = 0; length < 40; length++) {
      for (const end of ["", "é", "\\n", "😀"]) {
        const raw = "x".repeat(length) + end;
        const padded = Buffer.from(`###{"${raw}": "${raw}"}###`);
        const bytes = new Uint8Array(padded).subarray(3, padded.length - 3);
        const catalog = json.scan(bytes);
        expect(catalog.problems).toEqual([]);
        expect(textOf(catalog, 1)).toBe(JSON.parse(`"${raw}"`));
      }
    }
  });
});

test("a comma before any closing bracket is remembered", () => {
  for (const text of ['{"a": 1,}', '{"a": [1, ], "b": 2}', '{"a": {"b": 1 /* c */, // d\n}}']) {
    expect(scan(text).layout).toEqual({ trailingComma: true });
  }
  expect(scan('{"a": [1, 2], "b": {}, "c": []}').layout).toEqual({ trailingComma: false });
});

describe("a problem", () => {
  test("says what was expected and what is there", () => {
    expect(problemOf("{'a': 1}")).toBe("expected a name in double quotes, not single quotes");
    expect(problemOf('{"a": 1,, }')).toBe("expected a name in double quotes, not another ','");
    expect(problemOf('{"a": "b"')).toBe("expected '}', but the file ends");
    expect(problemOf('{"a": "b\n"}')).toBe("a control character in a string");
    expect(problemOf(String.raw`{"a": "\'"}`)).toBe("an unknown escape");
    expect(problemOf("[]")).toBe("expected '{': the top level must be an object");
    expect(problemOf("")).toBe("the file is empty");
  });

  test("is met for every control character at every place of a string", () => {
    for (let code = 0; code < 0x20; code++) {
      for (let length = 0; length < 9; length++) {
        const text = `{"a": "${"x".repeat(length)}${String.fromCharCode(code)}yyyyyyyy"}`;
        expect(scan(text).problems).toMatchObject([{ code: "malformed", offset: 7 + length }]);
      }
    }
    expect(scan('{"a": "\u007f\u0080"}').problems).toEqual([]);
  });

  test("is met in bytes that are not UTF-8", () => {
    const bytes = Buffer.from('{"a": "ü"}', "latin1");
    expect(json.scan(bytes).problems).toMatchObject([{ code: "encoding", offset: 7 }]);
  });

  test("is met when containers nest 10,000 deep, without a stack overflow", () => {
    for (const [open, close] of [
      ['{"a":', "}"],
      ["[", "]"],
    ] as const) {
      const deep = `{"x":${open.repeat(10_000)}1${close.repeat(10_000)}}`;
      expect(scan(deep).problems).toMatchObject([{ code: "too-deep" }]);
      expect(scan(deep.slice(0, 30_000)).problems).toMatchObject([{ code: "too-deep" }]);
    }
    const allowed = `{"x":${"[".repeat(999)}${"]".repeat(999)}}`;
    expect(scan(allowed).problems).toEqual([]);
  });

  test("keeps the file from being written", () => {
    const catalog = scan('{"a": "b"');
    const result = json.splice(catalog, [{ kind: "set", key: ["a"], text: "c" }], catalog);
    expect(result).toMatchObject({ outcome: "refused", reason: "unproven" });
  });
});

describe("a file of 50 MB", () => {
  const line =
    '  "a key with some length": "a text that is a little longer, with {placeholders}",\n';
  const count = Math.ceil(50_000_000 / line.length);

  test("is read and spliced", () => {
    const bytes = Buffer.from(`{\n${line.repeat(count)}  "last": "L"\n}\n`);
    const catalog = json.scan(bytes);
    expect(catalog.size).toBe(count + 2);
    const result = json.splice(catalog, [{ kind: "set", key: ["last"], text: "M" }], catalog);
    const expected = Buffer.from(bytes);
    expected[bytes.length - 5] = 0x4d;
    expect(result.outcome === "spliced" && expected.equals(result.bytes)).toBe(true);
  });

  test("in one string, of brackets or of blanks is read too", () => {
    const size = 50_000_000;
    expect(json.scan(Buffer.from(`{"a": "${"x".repeat(size)}"}`)).size).toBe(2);
    expect(json.scan(Buffer.alloc(size, "[")).problems).toMatchObject([{ code: "root" }]);
    expect(json.scan(Buffer.alloc(size, " ")).problems).toMatchObject([{ code: "malformed" }]);
    expect(json.scan(Buffer.alloc(size, "/* ")).problems).toMatchObject([{ code: "malformed" }]);
  });
});
