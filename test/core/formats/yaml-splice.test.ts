import { describe, expect, test } from "vitest";
import type { Edit } from "../../../core/formats/format.ts";
import { yaml } from "../../../core/formats/yaml/yaml.ts";
import { liveTexts } from "../../contract/rows.ts";

function splice(text: string, edits: readonly Edit[], order: string = text): string {
  const catalog = yaml.scan(Buffer.from(text));
  expect(catalog.problems).toEqual([]);
  const result = yaml.splice(catalog, edits, yaml.scan(Buffer.from(order)));
  return result.outcome === "spliced" ? Buffer.from(result.bytes).toString() : result.reason;
}

function set(path: string, text: string): Edit {
  return { kind: "set", key: path.split("."), text };
}

function remove(path: string): Edit {
  return { kind: "remove", key: path.split(".") };
}

describe("a text keeps the style of the one that stood there", () => {
  test.each([
    ["plain", "a: Old # c\n", "New", "a: New # c\n"],
    ["plain, unsafe", "a: Old\n", "No: yes", 'a: "No: yes"\n'],
    ["plain, a boolean to Psych", "a: Old\n", "Yes", 'a: "Yes"\n'],
    ["plain, two lines", "a: Old\n", "one\ntwo", 'a: "one\\ntwo"\n'],
    ["single", "a: 'Old'\n", "It's", "a: 'It''s'\n"],
    ["single, two lines", "a: 'Old'\n", "one\ntwo", 'a: "one\\ntwo"\n'],
    ["double", 'a: "Old"\n', 'A "b"', 'a: "A \\"b\\""\n'],
    ["double on two lines", 'a: "Old\n  text"\nb: B\n', "New", 'a: "New"\nb: B\n'],
    ["literal", "a: | # c\n   one\n   two\nb: B\n", "x\n\n y\n", "a: | # c\n   x\n\n    y\nb: B\n"],
    [
      "literal, now without a final line end",
      "a: |\n  one\nb: B\n",
      "x\ny",
      "a: |-\n  x\n  y\nb: B\n",
    ],
    ["literal, stripped", "a: |-\n  one\n\nb: B\n", "x", "a: |-\n  x\n\nb: B\n"],
    ["literal, kept", "a: |+\n  one\n\nb: B\n", "x\n", "a: |\n  x\nb: B\n"],
    ["literal, indicated", "a: |2\n   one\nb: B\n", "x\n", "a: |2\n  x\nb: B\n"],
    ["literal, that takes more than it can", "a: |\n  one\nb: B\n", " x\n", 'a: " x\\n"\nb: B\n'],
    ["literal, blank lines at the end", "a: |\n  one\nb: B\n", "x\n\n", 'a: "x\\n\\n"\nb: B\n'],
    ["folded", "a: >\n  one\n  two\nb: B\n", "x y\nz\n", "a: >\n  x y\n\n  z\nb: B\n"],
    ["folded, now indented", "a: >-\n  one\nb: B\n", "x\n y", "a: |-\n  x\n   y\nb: B\n"],
    ["empty", "a: ''\nb: 'B'\n", "New", "a: 'New'\nb: 'B'\n"],
    ["nothing", "a:  # c\nb: B\n", "New", "a: New  # c\nb: B\n"],
    ["nothing, among quoted texts", 'a:\nb: "B"\n', "New", 'a: "New"\nb: "B"\n'],
    ["a null", "a: ~ # c\n", "New", "a: New # c\n"],
    ["in a flow", "{a: Old, b: B}\n", "x, y", '{a: "x, y", b: B}\n'],
    ["in a flow, without a value", "{a, b: B}\n", "New", "{a: New, b: B}\n"],
    ["behind an anchor", "a: &x Old\n", "New", "a: &x New\n"],
    ["behind a tag", "a: !!str 1\n", "2", 'a: !!str "2"\n'],
    ["with CRLF", "a: |\r\n  one\r\nb: B\r\n", "x\ny\n", "a: |\r\n  x\r\n  y\r\nb: B\r\n"],
  ])("%s", (_, text, value, expected) => {
    expect(splice(text, [set("a", value)])).toBe(expected);
  });

  test("a plain text is wrapped where the file wraps, as Psych does", () => {
    const words =
      "Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore";
    const text = `m:\n  a: one\n    two\n  b: B\n`;
    expect(splice(text, [set("m.b", words)])).toBe(
      `m:\n  a: one\n    two\n  b: ${words.replace("tempor incididunt", "tempor\n    incididunt")}\n`,
    );
    expect(splice("b: B\n", [set("b", words)])).toBe(`b: ${words}\n`);
  });

  test("a plain text of several lines is replaced whole", () => {
    expect(splice("a: one\n  two\n\n  three # c\nb: B\n", [set("a", "New")])).toBe(
      "a: New # c\nb: B\n",
    );
  });
});

describe("a new entry", () => {
  const order = "a: A\nm:\n  x: X\n  y: Yes\n  z: Z\nb: B\nl:\n- i\n- j\n";
  test.each<[string, string, Edit[], string]>([
    [
      "goes behind its nearest preceding sibling",
      "b: B\na: A\n",
      [set("m.x", "X")],
      "b: B\na: A\nm:\n  x: X\n",
    ],
    [
      "goes in front where it has none",
      "m:\n  # about z\n  z: Z\n",
      [set("m.x", "X")],
      "m:\n  x: X\n  # about z\n  z: Z\n",
    ],
    [
      "goes in front of the document's first",
      "# head\n\nb: B\n",
      [set("a", "A")],
      "# head\n\na: A\nb: B\n",
    ],
    [
      "stands behind a nested sibling and its comments",
      "m:\n  z: Z\n  # end of m\n# about c\nc: C\n",
      [set("b", "B")],
      "m:\n  z: Z\n  # end of m\nb: B\n# about c\nc: C\n",
    ],
    [
      "stands behind a block scalar",
      "a: |+\n  one\n\nc: C\n",
      [set("b", "B")],
      "a: |+\n  one\n\nb: B\nc: C\n",
    ],
    [
      "stands behind a trailing comment",
      "a: A # c\nc: C\n",
      [set("b", "B")],
      "a: A # c\nb: B\nc: C\n",
    ],
    ["takes its neighbours' quotes", "'a': 'A'\n", [set("b", "B")], "'a': 'A'\n'b': 'B'\n"],
    [
      "takes its neighbours' indentation",
      "m:\n     x: X\n",
      [set("m.y", "Yes")],
      'm:\n     x: X\n     "y": "Yes"\n',
    ],
    [
      "stands behind comments that stand deeper, where a block would swallow them",
      "m:\n  # x: X\n\n  # y: Y\nc: C\n",
      [set("b", "one\ntwo")],
      "m:\n  # x: X\n\n  # y: Y\nb: |-\n  one\n  two\nc: C\n",
    ],
    ["opens a null", "m: # c\nc: C\n", [set("m.x", "X")], "m: # c\n  x: X\nc: C\n"],
    ["opens an empty map", "m: {} # c\nc: C\n", [set("m.x", "X")], "m: # c\n  x: X\nc: C\n"],
    ["joins a flow", "m: {x: X} # c\n", [set("m.z", "Z: z")], 'm: {x: X, z: "Z: z"} # c\n'],
    ["joins a flow in front", 'm: {"z": "Z"}\n', [set("m.x", "X")], 'm: {"x": "X", "z": "Z"}\n'],
    [
      "joins a flow on lines",
      'm: {\n  "x": "X"\n}\n',
      [set("m.z", "Z")],
      'm: {\n  "x": "X",\n  "z": "Z"\n}\n',
    ],
    [
      "of several lines is a block",
      "a: A\n",
      [set("b", "one\ntwo\n")],
      "a: A\nb: |\n  one\n  two\n",
    ],
    [
      "makes its list, dashes as in the source",
      "a: A\n",
      [set("l.0", "i"), set("l.1", "j")],
      "a: A\nl:\n- i\n- j\n",
    ],
    [
      "is added to a list's end",
      "l:\n  - i # c\n  # end\n",
      [set("l.1", "j")],
      "l:\n  - i # c\n  - j\n  # end\n",
    ],
    ["is added to a flow list's end", "l: [i]\n", [set("l.1", "j")], "l: [i, j]\n"],
    ["leaves no gap in a list", "l: [i]\n", [set("l.3", "j")], "list"],
    ["never turns a text into a map", "m: M\n", [set("m.x", "X")], "text"],
    ["needs no final line end", "a: A", [set("b", "B")], "a: A\nb: B"],
  ])("%s", (_, text, edits, expected) => {
    expect(splice(text, edits, order)).toBe(expected);
  });

  test("keeps a strictly sorted map sorted", () => {
    const text = "a: A\nc: C\ne: E\n";
    expect(splice(text, [set("d", "D"), set("b", "B"), set("f", "F")], "b: B\nd: D\nf: F\n")).toBe(
      "a: A\nb: B\nc: C\nd: D\ne: E\nf: F\n",
    );
  });

  test("takes a few entries in order for chance where its source has none, and many for meant", () => {
    const unsorted = "title: T\nz: Z\na: A\nc: C\ne: E\ng: G\ni: I\nk: K\nm: M\n";
    expect(splice("a: A\nc: C\ne: E\n", [set("z", "Z")], unsorted)).toBe(
      "z: Z\na: A\nc: C\ne: E\n",
    );
    const many = "a: A\nc: C\ne: E\ng: G\ni: I\nk: K\nm: M\n";
    expect(splice(many, [set("title", "T")], unsorted)).toBe(`${many}title: T\n`);
  });

  test("that needs quotes among plain texts has those that its file uses most", () => {
    const single = "a: '%{n}: A'\nb: \"\\u00e9\"\nc: 'x: y'\nd: D\n";
    expect(splice(single, [set("e", "it's: new")])).toBe(`${single}e: 'it''s: new'\n`);
    expect(splice(single, [set("d", "x: 1")])).toBe(single.replace("d: D", "d: 'x: 1'"));
    expect(splice(single, [set("e", "a\tb")])).toBe(`${single}e: "a\\tb"\n`);
    expect(splice("d: D\n", [set("e", "x: 1")], single)).toBe("d: D\ne: 'x: 1'\n");
    expect(splice("d: D\n", [set("e", "x: 1")])).toBe('d: D\ne: "x: 1"\n');
  });

  test("longer than an implicit key may be is an explicit one", () => {
    const name = "k".repeat(1100);
    expect(splice("a: A\n", [{ kind: "set", key: [name], text: "K" }])).toBe(
      `a: A\n? ${name}\n: K\n`,
    );
  });

  test("several in one new map come in the source's order", () => {
    expect(splice("a: A\n", [set("m.z", "Z"), set("m.x", "X")], order)).toBe(
      "a: A\nm:\n  x: X\n  z: Z\n",
    );
  });

  test("a list that starts with nulls is made with them, as Rails' month names need it", () => {
    const months = "months:\n- \n- Jan\n- Feb\n";
    expect(splice("a: A\n", [set("months.1", "Jänner"), set("months.2", "Feber")], months)).toBe(
      "months:\n-\n- Jänner\n- Feber\na: A\n",
    );
  });
});

describe("a removed entry", () => {
  test.each<[string, string, Edit[], string]>([
    [
      "goes with its lines and trailing comment",
      "a: A\nb: one\n  two # c\n# about d\nd: D\n",
      [remove("b")],
      "a: A\n# about d\nd: D\n",
    ],
    [
      "goes with its block",
      "a: A\nm:\n  x: |\n    one\n\nd: D\n",
      [remove("m.x")],
      "a: A\nm: {}\n\nd: D\n",
    ],
    ["takes all its twins", "a: 1st\nb: B\na: 2nd\n", [remove("a")], "b: B\n"],
    [
      "leaves a map that the source has",
      "m: # c\n  x: X\nd: D\n",
      [remove("m.x")],
      "m: {} # c\nd: D\n",
    ],
    ["leaves a list that the source has", "l:\n- i\n", [remove("l.0")], "l: []\n"],
    ["leaves an empty document", "# head\na: A\n", [remove("a")], "# head\n{}\n"],
    ["from a flow", "m: {x: X, y: Yes, z: Z}\n", [remove("m.x"), remove("m.z")], "m: {y: Yes}\n"],
    ["from a flow on lines", "m: {\n  x: X,\n  z: Z\n}\n", [remove("m.z")], "m: {\n  x: X\n}\n"],
    ["the only one of a flow", "m: { x: X }\n", [remove("m.x")], "m: {}\n"],
    ["first behind a dash", "l:\n- x: X\n  y: Yes\n", [remove("l.0.x")], "l:\n- y: Yes\n"],
    [
      "first and second behind a dash",
      "l:\n- x: X\n  y: Yes\n  z: Z\n",
      [remove("l.0.x"), remove("l.0.y")],
      "l:\n- z: Z\n",
    ],
    ["from the end of a list", "l:\n- i\n- j # c\n", [remove("l.1")], "l:\n- i\n"],
    ["never from inside a list", "l:\n- i\n- j\n", [remove("l.0")], "list"],
    ["last without a final line end", "a: A\nb: B", [remove("b")], "a: A"],
    ["not there", "a: A\n", [remove("b.c")], "a: A\n"],
  ])("%s", (_, text, edits, expected) => {
    expect(splice(text, edits)).toBe(expected);
  });

  test("takes along the containers that it empties and that the source does not have", () => {
    const text = "a: A\nm:\n  n:\n    x: X # c\nd: D\n";
    expect(splice(text, [remove("m.n.x")], "a: A\nd: D\n")).toBe("a: A\nd: D\n");
  });

  test("makes room for another one", () => {
    const text = "m:\n  x: X\nd: D\n";
    expect(splice(text, [remove("m.x"), set("m.y", "New")])).toBe('m:\n  "y": New\nd: D\n');
    expect(splice("l:\n- x: X\n", [remove("l.0.x"), set("l.0.y", "New")])).toBe('l:\n- "y": New\n');
  });
});

test("what is no text passes through, unless it is set", () => {
  const text = "n: 1\nb: yes\nd: 2001-12-14\ns: :sym\nt: !ruby/object:A\n  x: X\n";
  expect(splice(text, [set("n", "One")])).toBe(text.replace("n: 1", "n: One"));
  expect(splice(text, [set("t", "T")])).toBe("container");
  expect(splice(text, [set("t.x", "T")])).toBe("text");
});

test("behind a lone ! nothing is written that Psych would read as no text", () => {
  const text = "a: ! 'A'\nb: ! \"no\"\nc: !  1\n";
  expect([...liveTexts(yaml.scan(Buffer.from(text)))]).toEqual([['["a"]', "A"]]);
  expect(splice(text, [set("a", "B: b")])).toBe(text.replace("'A'", "'B: b'"));
  for (const read of ["12", "yes", ":sym", "null"]) {
    expect(splice(text, [set("a", read)])).toBe("unproven");
  }
});

test("a text with a lone surrogate, which YAML cannot hold, is refused", () => {
  expect(splice("a: A\n", [set("a", "\ud800")])).toBe("unproven");
});
