import { describe, expect, test } from "vitest";
import { json } from "../../../core/formats/json/json.ts";
import type { Edit } from "../../../core/formats/format.ts";

function splice(target: string, edits: readonly Edit[], order: string = target): string {
  const catalog = json.scan(Buffer.from(target));
  const result = json.splice(catalog, edits, json.scan(Buffer.from(order)));
  if (result.outcome === "refused") return `${result.reason} ${result.key.join(".")}`;
  return Buffer.from(result.bytes).toString();
}

function set(path: string, text: string): Edit {
  return { kind: "set", key: path.split("."), text };
}

function remove(path: string): Edit {
  return { kind: "remove", key: path.split(".") };
}

describe("a new entry", () => {
  const order = '{\n  "z": "1",\n  "m": "2",\n  "n": "3",\n  "a": "4"\n}\n';

  test("follows its nearest preceding sibling of the source", () => {
    expect(splice('{\n  "a": "4",\n  "z": "1"\n}\n', [set("n", "3")], order)).toBe(
      '{\n  "a": "4",\n  "z": "1",\n  "n": "3"\n}\n',
    );
  });

  test("stands at the head when nothing precedes it", () => {
    expect(splice('{\n  "n": "3",\n  "a": "4"\n}\n', [set("z", "1")], order)).toBe(
      '{\n  "z": "1",\n  "n": "3",\n  "a": "4"\n}\n',
    );
  });

  test("keeps the source's order among many, whatever the order of the edits", () => {
    const edits = [set("a", "4"), set("n", "3"), set("m", "2")];
    expect(splice('{\n  "z": "1"\n}\n', edits, order)).toBe(order);
  });

  test("of which the source knows nothing follows the edit before it, else all others", () => {
    expect(splice(order, [set("m", "2"), set("m_few", "x"), set("m_many", "y")])).toContain(
      '"m": "2",\n  "m_few": "x",\n  "m_many": "y",\n  "n": "3"',
    );
    expect(splice(order, [set("x", "5")])).toContain('"a": "4",\n  "x": "5"\n}');
  });

  test("keeps a sorted object sorted, by code unit or without regard to case", () => {
    const byUnit = '{\n  "B": "1",\n  "a": "2",\n  "c": "3"\n}\n';
    expect(splice(byUnit, [set("b", "x"), set("A", "y")])).toBe(
      '{\n  "A": "y",\n  "B": "1",\n  "a": "2",\n  "b": "x",\n  "c": "3"\n}\n',
    );
    const byLetter = '{\n  "a": "1",\n  "B": "2",\n  "c": "3"\n}\n';
    expect(splice(byLetter, [set("b2", "x"), set("D", "y")])).toBe(
      '{\n  "a": "1",\n  "B": "2",\n  "b2": "x",\n  "c": "3",\n  "D": "y"\n}\n',
    );
    expect(splice(byLetter, [set("b", "x")])).toContain('"B": "2",\n  "b": "x",\n  "c"');
  });

  test("takes two entries in order for chance", () => {
    expect(splice('{\n  "a": "4",\n  "z": "1"\n}\n', [set("m", "2")], order)).toBe(
      '{\n  "a": "4",\n  "z": "1",\n  "m": "2"\n}\n',
    );
  });

  test("takes its neighbour's indentation, colon and line end", () => {
    expect(splice('{\r\n\t"b" : "1",\r\n\t"a":"2"\r\n}', [set("b", "1"), set("c", "3")])).toBe(
      '{\r\n\t"b" : "1",\r\n\t"c" : "3",\r\n\t"a":"2"\r\n}',
    );
  });

  test("stands behind its neighbour's comment", () => {
    const target = '{\n  "b": "1", // about b\n  // about a\n  "a": "2" // end\n}\n';
    expect(splice(target, [set("b", "1"), set("c", "3"), set("a", "2"), set("d", "4")])).toBe(
      '{\n  "b": "1", // about b\n  "c": "3",\n  // about a\n  "a": "2", // end\n  "d": "4"\n}\n',
    );
  });

  test("does not part a comment of several lines from what it is about", () => {
    const target = '{\n  "b": "1", /* about\n  a */\n  "a": "2"\n}\n';
    expect(splice(target, [set("b", "1"), set("c", "3")])).toBe(
      '{\n  "b": "1", "c": "3", /* about\n  a */\n  "a": "2"\n}\n',
    );
  });

  test("keeps trailing commas trailing and absent ones absent", () => {
    expect(splice('{\n  "b": "1",\n}\n', [set("a", "2")])).toBe('{\n  "b": "1",\n  "a": "2",\n}\n');
    expect(splice('{\n  "b": "1"\n}\n', [set("a", "2")])).toBe('{\n  "b": "1",\n  "a": "2"\n}\n');
  });

  test("keeps an object on its line", () => {
    expect(splice('{ "b": "1", "m": { "x": "2" } }', [set("m.a", "3"), set("a", "4")])).toBe(
      '{ "b": "1", "m": { "x": "2", "a": "3" }, "a": "4" }',
    );
    expect(splice('{"b":"1"}', [set("m.a", "3")])).toBe('{"b":"1","m":{"a":"3"}}');
  });

  test("brings its parents along, with the source's kinds", () => {
    const source = '{\n  "a": "1",\n  "l": [\n    { "t": "2" },\n    "3"\n  ]\n}\n';
    expect(splice('{\n    "a": "1"\n}\n', [set("l.0.t", "x"), set("l.1", "y")], source)).toBe(
      '{\n    "a": "1",\n    "l": [\n        {\n            "t": "x"\n        },\n        "y"\n    ]\n}\n',
    );
  });

  test("opens an empty object in the file's indentation and keeps its comments", () => {
    expect(splice('{\n\t"m": {},\n\t"b": "1"\n}\n', [set("m.a", "2")])).toBe(
      '{\n\t"m": {\n\t\t"a": "2"\n\t},\n\t"b": "1"\n}\n',
    );
    expect(splice("{\n  // later\n}\n", [set("a", "1")])).toBe('{\n  // later\n  "a": "1"\n}\n');
  });

  test("turns a null into the object that its key needs", () => {
    expect(splice('{\n  "m": null\n}\n', [set("m.a", "1")])).toBe(
      '{\n  "m": {\n    "a": "1"\n  }\n}\n',
    );
  });
});

describe("a new file", () => {
  const source = '{\r\n\t"a" : {\r\n\t\t"b" : "B"\r\n\t},\r\n\t"l" : ["i", "j"]\r\n}\r\n';

  test("is written like its source", () => {
    const expected =
      '{\r\n\t"a" : {\r\n\t\t"b" : "x"\r\n\t},\r\n\t"l" : [\r\n\t\t"y",\r\n\t\t"z"\r\n\t]\r\n}\r\n';
    const edits = [set("a.b", "x"), set("l.0", "y"), set("l.1", "z")];
    for (const blank of ["{}", "{}\n", "\n{ }"]) {
      expect(splice(blank, edits, source).trimStart()).toBe(expected);
    }
  });

  test("has all on one line, or no final line end, when its source has", () => {
    expect(splice("{}\n", [set("a", "x")], '{"a":"A"}')).toBe('{"a":"x"}');
    expect(splice(json.blank, [set("a", "x")], '{\n  "a": "A"\n}')).toBe('{\n  "a": "x"\n}');
  });

  test("keeps its source's empty, null and other items between those of a list", () => {
    const months = '{"m": [null, "January", "", 3, "April"]}';
    expect(splice(json.blank, [set("m.1", "Januar"), set("m.4", "April")], months)).toBe(
      '{"m": [null, "Januar", "", 3, "April"]}',
    );
  });
});

test("a new list copies no text that a later twin overrides", () => {
  const source = '{"l": [{"a": "lost", "a": 1}, "x"]}';
  expect(splice(json.blank, [set("l.1", "y")], source)).toBe('{"l": [{"a": 1}, "y"]}');
});

describe("a removed entry", () => {
  test("takes its line and the comment on it, and leaves comments of other lines", () => {
    const target = '{\n  // about a\n  "a": "1", // first\n  "b": "2", // second\n  "c": "3"\n}\n';
    expect(splice(target, [remove("a")])).toBe(
      '{\n  // about a\n  "b": "2", // second\n  "c": "3"\n}\n',
    );
  });

  test("takes the comma before it when it was the last, unless commas trail", () => {
    expect(splice('{\n  "a": "1", // a\n  "b": "2"\n}\n', [remove("b")])).toBe(
      '{\n  "a": "1" // a\n}\n',
    );
    expect(splice('{\n  "a": "1",\n  "b": "2",\n}\n', [remove("b")])).toBe('{\n  "a": "1",\n}\n');
  });

  test("leaves its neighbours on a line in place", () => {
    const target = '{ "a": "1", "b": "2", "c": "3" }';
    expect(splice(target, [remove("a")])).toBe('{ "b": "2", "c": "3" }');
    expect(splice(target, [remove("b")])).toBe('{ "a": "1", "c": "3" }');
    expect(splice(target, [remove("b"), remove("c")])).toBe('{ "a": "1" }');
    expect(splice(target, [remove("a"), remove("b"), remove("c")])).toBe("{}");
  });

  test("can be followed by a new one in its place", () => {
    expect(splice('{\n  "a": "1",\n  "b": "2"\n}\n', [remove("b"), set("c", "3")])).toBe(
      '{\n  "a": "1",\n  "c": "3"\n}\n',
    );
    expect(splice('{ "a": "1" }', [remove("a"), set("c", "3")])).toBe('{ "c": "3" }');
  });

  test("takes all rows of its name", () => {
    const target = '{\n  "a": "1",\n  "b": "2",\n  "a": "3"\n}\n';
    expect(splice(target, [remove("a")])).toBe('{\n  "b": "2"\n}\n');
  });

  test("takes the containers that it empties, where the source has none", () => {
    const target = '{\n  "a": {\n    "b": {\n      "c": "1"\n    }\n  },\n  "z": "2"\n}\n';
    expect(splice(target, [remove("a.b.c")], '{"z": "2"}')).toBe('{\n  "z": "2"\n}\n');
    expect(splice(target, [remove("a.b.c")], '{"a": {}, "z": "2"}')).toBe(
      '{\n  "a": {},\n  "z": "2"\n}\n',
    );
    expect(splice(target, [remove("a.b.c")])).toContain('"b": {}');
  });

  test("can make way for an object, and an object for a text", () => {
    expect(splice('{\n  "a": "1"\n}\n', [remove("a"), set("a.b", "2")])).toBe(
      '{\n  "a": {\n    "b": "2"\n  }\n}\n',
    );
    expect(splice('{\n  "a": { "b": "1" }\n}\n', [remove("a.b"), set("a", "2")])).toBe(
      '{\n  "a": "2"\n}\n',
    );
  });
});

describe("a list", () => {
  const list = '{ "l": ["a", "b"] }';

  test("grows and shrinks at its end", () => {
    expect(splice(list, [set("l.2", "c"), set("l.3", "d")])).toBe('{ "l": ["a", "b", "c", "d"] }');
    expect(splice(list, [remove("l.1")])).toBe('{ "l": ["a"] }');
  });

  test("is refused any other change of its length", () => {
    expect(splice(list, [remove("l.0")])).toMatch(/^list/u);
    expect(splice(list, [set("l.3", "d")])).toMatch(/^list/u);
    expect(splice(list, [set("l.x", "d")])).toMatch(/^list/u);
    expect(splice(list, [set("l.02", "d")])).toMatch(/^list/u);
  });
});

describe("a text", () => {
  test("is escaped like its file", () => {
    const escaping = '{\n  "a": "\\u00fc",\n  "b": "x\\/y"\n}\n';
    expect(splice(escaping, [set("b", "ß/😀")])).toContain('"b": "\\u00df\\/\\ud83d\\ude00"');
    const upper = '{"a": "\\u00FC", "b": "x"}';
    expect(splice(upper, [set("b", "ß")])).toContain('"b": "\\u00DF"');
    expect(splice('{"a": "ü\\u00fc", "b": "x/y"}', [set("b", "ß/é")])).toContain('"b": "ß/é"');
    expect(splice('{"a": "x\\/y", "b": "x/y"}', [set("b", "p/q")])).toContain('"b": "p/q"');
    expect(splice('{"a": "\\\\u00fc"}', [set("a", "ß")])).toBe('{"a": "ß"}');
  });

  test("with a lone surrogate is written as an escape", () => {
    expect(splice('{"a": "b"}', [set("a", "\ud800ü")])).toBe('{"a": "\\ud800ü"}');
  });

  test("replaces the twin that the runtime reads", () => {
    const target = '{"a": "1", "m": {"x": "2"}, "a": "3", "m": {"y": "4"}}';
    expect(splice(target, [set("a", "5"), set("m.y", "6")])).toBe(
      '{"a": "1", "m": {"x": "2"}, "a": "5", "m": {"y": "6"}}',
    );
    expect(splice(target, [set("m.x", "7")])).toContain('"m": {"y": "4", "x": "7"}}');
  });

  test("takes the place of a null, an empty text and a number", () => {
    expect(
      splice('{"a": null, "b": "", "c": 1}', [set("a", "x"), set("b", "y"), set("c", "z")]),
    ).toBe('{"a": "x", "b": "y", "c": "z"}');
  });
});

test("a splice is linear in the edits and the file", () => {
  spliceAll(5000);
  const small = cpuOf(() => spliceAll(5000));
  const large = cpuOf(() => spliceAll(20_000));
  // Quadratic would be 16 times.
  expect(large / small).toBeLessThan(10);
});

/** Sets or removes every entry of a file and inserts one behind each. */
function spliceAll(count: number): void {
  const indices = Array.from({ length: count }, (_, index) => index);
  const target = `{\n${indices.map((index) => `  "key ${index}": "text"`).join(",\n")}\n}\n`;
  const edits = indices.flatMap((index): Edit[] => [
    index % 2 === 0 ? set(`key ${index}`, "new") : remove(`key ${index}`),
    set(`key ${index} b`, "inserted"),
  ]);
  const result = JSON.parse(splice(target, edits)) as Record<string, string>;
  expect(Object.keys(result)).toHaveLength(count * 1.5);
}

/** Microseconds of this process: other processes on the machine do not count. */
function cpuOf(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}
