import fc from "fast-check";
import { expect, test } from "vitest";
import { align } from "../../../core/catalog/align.ts";
import { type Catalog, isMessage, keyOf, textOf } from "../../../core/catalog/catalog.ts";
import { buildKeyIndex, findRow } from "../../../core/catalog/key-index.ts";
import { scanJson } from "../../../core/formats/json/scan.ts";
import type { Key } from "../../../core/model/key.ts";

const awkward = fc.constantFrom(
  "a",
  "b",
  "a.b",
  "__proto__",
  "constructor",
  "0",
  "1",
  "é",
  '"',
  "\n",
);
const names = fc.oneof(awkward, fc.string({ unit: "grapheme", maxLength: 4 }));
const trees = fc.letrec<{ tree: unknown; value: unknown }>((tie) => ({
  tree: fc.array(fc.tuple(names, tie("value")), { maxLength: 6 }).map(own),
  value: fc.oneof(
    { depthSize: "small" },
    fc.string(),
    fc.array(fc.string(), { maxLength: 3 }),
    tie("tree"),
  ),
})).tree;

/** Like JSON.parse, and unlike Object.fromEntries with setters, `__proto__` is a key here. */
function own(entries: readonly (readonly [string, unknown])[]): unknown {
  const object = {};
  for (const [name, value] of entries) {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true });
  }
  return object;
}

function read(value: unknown): Catalog {
  return scanJson(Buffer.from(JSON.stringify(value)));
}

/** The independent oracle: every text that `JSON.parse` shows, by path. */
function flatten(value: unknown, key: Key = []): [Key, string][] {
  if (typeof value === "string") return [[key, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.keys(value).flatMap((name) => flatten(Reflect.get(value, name), [...key, name]));
}

test("every key that JSON.parse knows is found, with its text, and no other", () => {
  fc.assert(
    fc.property(trees, fc.array(names), (tree, key) => {
      const catalog = read(tree);
      const index = buildKeyIndex(catalog);
      const texts = flatten(tree);
      for (const [path, text] of texts) expect(textOf(catalog, findRow(index, path))).toBe(text);
      const known = texts.some(([path]) => JSON.stringify(path) === JSON.stringify(key));
      const row = findRow(index, key);
      expect(row > 0 && [0, 1].includes(catalog.kind[row] as number)).toBe(known);
    }),
  );
});

test("of twins the runtime reads the last, and a container is replaced as a whole", () => {
  const bytes = Buffer.from('{"a":{"x":"1","y":"2"},"b":"3","a":{"y":"4"},"b":"5"}');
  const catalog = scanJson(bytes);
  const index = buildKeyIndex(catalog);
  expect(textOf(catalog, findRow(index, ["a", "y"]))).toBe("4");
  expect(findRow(index, ["a", "x"])).toBe(-1);
  expect(textOf(catalog, findRow(index, ["b"]))).toBe("5");
  expect(index.duplicates.map((row) => keyOf(catalog, row))).toEqual([["a"], ["b"]]);
  const live = [...index.shadowed.keys()].filter((row) => index.shadowed[row] === 0);
  expect(live.filter((row) => isMessage(catalog, row)).map((row) => textOf(catalog, row))).toEqual([
    "4",
    "5",
  ]);
});

test("a target is matched to its source by key whatever the order, and the rest are orphans", () => {
  fc.assert(
    fc.property(trees, trees, fc.boolean(), (a, b, related) => {
      const target = related
        ? own([...Object.entries(a as object), ["more", "x"]].reverse() as never)
        : b;
      const [source, other] = [read(a), read(target)];
      const { rows, orphans } = align(buildKeyIndex(source), other);
      const texts = new Map(flatten(a).map(([key]) => [JSON.stringify(key), key]));
      const found = [...rows.keys()].filter((row) => (rows[row] as number) > 0);
      for (const row of found)
        expect(keyOf(other, rows[row] as number)).toEqual(keyOf(source, row));
      const expected = flatten(target).filter(
        ([key, text]) => text !== "" && isOrphan(key, target, a),
      );
      expect(orphans.map((row) => keyOf(other, row))).toEqual(expected.map(([key]) => key));
      expect(texts.size).toBe(flatten(a).length);
    }),
  );
});

/** A text's key is an orphan unless the source has something at each step of it, and no keys there. */
function isOrphan(key: Key, target: unknown, source: unknown): boolean {
  let [there, here] = [target, source];
  for (const name of key) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, name)) return true;
    if (Array.isArray(here) !== Array.isArray(there)) return true;
    [there, here] = [Reflect.get(there as object, name), Reflect.get(here, name)];
  }
  return typeof here === "object" && here !== null;
}

test("names with and without escapes are the same name", () => {
  const source = scanJson(Buffer.from('{"ab":"1"}'));
  const target = scanJson(Buffer.from('{"\\u0061b":"2"}'));
  expect([...align(buildKeyIndex(source), target).rows]).toEqual([0, 1]);
});
