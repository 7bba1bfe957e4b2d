import * as fc from "fast-check";
import type { FormatSamples } from "../../contract/format.ts";
import { TRICKY } from "../../contract/tricky.ts";

/** `JSON.parse` of a text without its byte order mark, comments and trailing commas. */
export function parseLenient(text: string): unknown {
  const bare = text
    .replace(/^\ufeff/u, "")
    .replaceAll(/("(?:[^"\\]|\\.)*")|\/\/[^\n\r]*|\/\*[\s\S]*?\*\//gu, "$1")
    .replaceAll(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/gu, "$1");
  return JSON.parse(bare);
}

/** Styles that people and tools leave in repositories. */
export const jsonDocuments: FormatSamples["documents"] = [
  {
    name: "two spaces, nested",
    text: '{\n  "title": "Title",\n  "nav": {\n    "home": "Home",\n    "about": "About"\n  },\n  "bye": "Bye"\n}\n',
  },
  {
    name: "four spaces, mixed colons, no final line end",
    text: '{\n    "Absolute" : "Absolute",\n    "Zoom": "Zoom",\n    "Add": "Add {0}",\n    "Actor":"Actor"\n}',
  },
  { name: "tabs and CRLF", text: '{\r\n\t"b": "B",\r\n\t"a": {\r\n\t\t"c": "C"\r\n\t}\r\n}\r\n' },
  { name: "byte order mark", text: '\ufeff{\n  "a": "ä",\n  "b": "B"\n}\n' },
  { name: "minified", text: '{"a":"A","m":{"x":"X","y":"Y"},"l":["i","j"],"e":{},"b":"B"}' },
  { name: "on one line", text: '{ "a": "A", "m": { "x": "X" }, "l": [ "i", "j" ], "b": "B" }\n' },
  {
    name: "comments and trailing commas",
    text: '// head\n{\n  // about a\n  "a": "A", // behind a\n  /* b */ "b": "B, // no comment", /* behind\n b */\n  "n": { /* inside */ "x": "X", },\n  "l": [\n    "i", // first\n    "j",\n  ],\n  // last words\n}\n// foot\n',
  },
  {
    name: "comments without trailing commas",
    text: '{\n  "a": "A", // behind a\n  "m": {\n    // nothing yet\n  },\n  "b": "B" /* before */ , // behind b\n  "c": "C" // behind c\n  // end\n}\n',
  },
  {
    name: "duplicate keys",
    text: '{\n  "a": "first",\n  "m": { "x": "lost", "y": "lost" },\n  "a": "last",\n  "m": {\n    "x": "X",\n    "x": "read"\n  },\n  "z": "Z"\n}\n',
  },
  {
    name: "keys like integers and prototypes",
    text: '{\n  "10": "ten",\n  "9": "nine",\n  "a": "A",\n  "01": "padded",\n  "__proto__": { "constructor": "C", "__proto__": "P" },\n  "constructor": "K",\n  "toString": "T"\n}\n',
  },
  {
    name: "keys with dots, slashes, line breaks and emoji",
    text: '{\n  "a.b": "1",\n  "a": { "b": "2" },\n  "a\\/b": "3",\n  "a\\nb": "4",\n  "\\u0061\\u0062": "5",\n  "👩‍👧": "6",\n  "": "7",\n  " ": "8"\n}\n',
  },
  {
    name: "escapes everywhere",
    text: '{\n    "de": "Gr\\u00fc\\u00dfe",\n    "url": "https:\\/\\/example.org",\n    "emoji": "\\ud83d\\ude00 \\"quoted\\" \\\\ \\t"\n}\n',
  },
  {
    name: "values that are no texts",
    text: '{\n  "n": null,\n  "e": "",\n  "t": true,\n  "f": false,\n  "i": -12.5e+3,\n  "o": {},\n  "l": [],\n  "x": "X"\n}\n',
  },
  {
    name: "lists of everything",
    text: '{\n  "l": [\n    "one",\n    { "a": "A" },\n    ["x", ["y", "z"]],\n    null,\n    1\n  ],\n  "m": [["a"], []]\n}\n',
  },
  {
    name: "several entries a line",
    text: '{ "a": "A", "b": "B",\n  "c": "C", "d": "D",\n  "e": "E" }\n',
  },
  { name: "leading commas", text: '{\n    "a": "A"\n  , "z": "Z"\n  , "b": "B"\n}\n' },
  { name: "values on lines of their own", text: '{\n"a"\n:\n"A"\n,\n"n":\n{\n"b":\n"B"\n}\n}\n' },
  { name: "an empty object", text: "{}\n" },
  { name: "an empty object with a comment", text: "{\n  // later\n}\n" },
  { name: "lone surrogates", text: '{\n  "a": "\\ud800",\n  "b\\udc00": "B"\n}\n' },
];

export const brokenJson: FormatSamples["broken"] = [
  { name: "an empty file", text: "", code: "malformed", offset: 0 },
  { name: "a blank file", text: " \n", code: "malformed", offset: 2 },
  { name: "a byte order mark alone", text: "\ufeff", code: "malformed", offset: 3 },
  { name: "a list at the top", text: "[]", code: "root", offset: 0 },
  { name: "a text at the top", text: ' "a"', code: "root", offset: 1 },
  { name: "a single quote", text: "{'a': 1}", code: "malformed", offset: 1 },
  { name: "a name without quotes", text: '{a: "b"}', code: "malformed", offset: 1 },
  { name: "a text without quotes", text: '{"a": b}', code: "malformed", offset: 6 },
  { name: "a line break in a text", text: '{"a": "b\nc"}', code: "malformed", offset: 8 },
  { name: "a control character in a name", text: '{"a\u0001": "b"}', code: "malformed", offset: 3 },
  { name: "an unknown escape", text: String.raw`{"a": "b\x"}`, code: "malformed", offset: 8 },
  { name: "a short escape", text: String.raw`{"a": "b\u12"}`, code: "malformed", offset: 8 },
  { name: "no comma", text: '{"a": "b" "c": "d"}', code: "malformed", offset: 10 },
  { name: "two commas", text: '{"a": "b",, "c": "d"}', code: "malformed", offset: 10 },
  { name: "a comma alone", text: "{,}", code: "malformed", offset: 1 },
  { name: "a comma alone in a list", text: '{"a": [,]}', code: "malformed", offset: 7 },
  { name: "no colon", text: '{"a" "b"}', code: "malformed", offset: 5 },
  { name: "no value", text: '{"a": }', code: "malformed", offset: 6 },
  { name: "the wrong bracket", text: '{"a": ["b"}', code: "malformed", offset: 10 },
  { name: "an open object", text: '{"a": "b"', code: "malformed", offset: 9 },
  { name: "an open list", text: '{"a": ["b"', code: "malformed", offset: 10 },
  { name: "an open text", text: '{"a": "b', code: "malformed", offset: 8 },
  { name: "an open comment", text: '{"a": "b" /* c }', code: "malformed", offset: 10 },
  { name: "a comment that closes itself", text: '{"a": "b" /*/ }', code: "malformed", offset: 10 },
  { name: "a lone slash", text: '{"a": "b" / }', code: "malformed", offset: 10 },
  { name: "a second document", text: '{"a": "b"} {}', code: "malformed", offset: 11 },
  { name: "a leading zero", text: '{"a": 01}', code: "malformed", offset: 6 },
  { name: "a plus sign", text: '{"a": +1}', code: "malformed", offset: 6 },
  { name: "half a number", text: '{"a": 1.}', code: "malformed", offset: 8 },
  { name: "NaN", text: '{"a": NaN}', code: "malformed", offset: 6 },
  { name: "a misspelt literal", text: '{"a": nul}', code: "malformed", offset: 6 },
  { name: "a no-break space", text: '{\u00a0"a": 1}', code: "malformed", offset: 1 },
  {
    name: "a conflict's marks",
    text: '{\n<<<<<<< HEAD\n"a": "b"\n}',
    code: "malformed",
    offset: 2,
  },
];

type Tree = string | number | boolean | null | Tree[] | { entries: [string, Tree][] };

const someText = fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom(...TRICKY));
const someName = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 6 }),
  fc.constantFrom("a", "b", "c", "d", "e", "f", "10", "9", ...TRICKY),
);

const { map: someMap } = fc.letrec<{ map: Tree; value: Tree }>((tie) => ({
  map: fc
    .array(fc.tuple(someName, tie("value")), { maxLength: 6 })
    .map((entries): Tree => ({ entries })),
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    someText,
    fc.constantFrom<Tree>("", null, true, 0, -1.5e10),
    tie("map"),
    fc.array(tie("value"), { maxLength: 4 }),
  ),
}));

interface Style {
  readonly mark: boolean;
  readonly newline: string;
  /** undefined: all on one line. */
  readonly unit: string | undefined;
  readonly colon: string;
  readonly padding: string;
  readonly trailingComma: boolean;
  readonly escapeAll: boolean;
  readonly finalNewline: boolean;
  /** Consumed one a place where a comment may stand. */
  readonly comments: readonly ("none" | "line" | "block" | "own")[];
}

const someStyle: fc.Arbitrary<Style> = fc.record({
  mark: fc.boolean(),
  newline: fc.constantFrom("\n", "\r\n"),
  unit: fc.constantFrom(undefined, "", "  ", "    ", "\t"),
  colon: fc.constantFrom(":", ": ", " : ", ":\t", "/* c */:"),
  padding: fc.constantFrom("", " "),
  trailingComma: fc.boolean(),
  escapeAll: fc.boolean(),
  finalNewline: fc.boolean(),
  comments: fc.oneof(
    fc.constant([]),
    fc.array(fc.constantFrom("none", "line", "block", "own"), { maxLength: 12 }),
  ),
});

/** Random objects, printed in random styles. */
export const generatedJson: fc.Arbitrary<string> = fc
  .tuple(someMap, someStyle)
  .map(([tree, style]) => print(tree, style));

function print(tree: Tree, style: Style): string {
  const comments = [...style.comments];
  const tail = style.finalNewline ? style.newline : "";
  return (style.mark ? "\ufeff" : "") + value(tree, style.newline) + tail;

  function value(tree: Tree, line: string): string {
    if (typeof tree === "string") return literal(tree);
    if (Array.isArray(tree))
      return container(
        "[",
        "]",
        tree.map((item) => () => value(item, line + (style.unit ?? ""))),
        line,
      );
    if (typeof tree !== "object" || tree === null) return JSON.stringify(tree);
    const entries = tree.entries.map(
      ([name, item]) =>
        () =>
          literal(name) + style.colon + value(item, line + (style.unit ?? "")),
    );
    return container("{", "}", entries, line);
  }

  function container(open: string, close: string, items: (() => string)[], line: string): string {
    if (items.length === 0) return open + close;
    const isOneLine = style.unit === undefined;
    const inner = line + (style.unit ?? "");
    const parts = items.map((item, index) => {
      const isLast = index === items.length - 1;
      const comma = isLast && !style.trailingComma ? "" : ",";
      const comment = isOneLine ? "none" : (comments.pop() ?? "none");
      const own = comment === "own" ? `${inner}// own "x": 1,` : "";
      const behind = comment === "line" ? ' // behind, "y"' : "";
      const block = comment === "block" ? "/* block, */ " : "";
      const lead = isOneLine ? style.padding : inner;
      return own + lead + block + item() + comma + behind;
    });
    return open + parts.join("") + (isOneLine ? style.padding : line) + close;
  }

  function literal(text: string): string {
    const raw = JSON.stringify(text);
    if (!style.escapeAll) return raw;
    return raw.replaceAll(
      /[^\0-\u007f]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  }
}
