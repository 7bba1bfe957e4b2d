import fc from "fast-check";
import { expect, test } from "vitest";
import { type Catalog, keyOf } from "../../../core/catalog/catalog.ts";
import { buildKeyIndex } from "../../../core/catalog/key-index.ts";
import { diffCatalogs } from "../../../core/diff/diff.ts";
import { findMoves } from "../../../core/diff/moves.ts";
import { scanJson } from "../../../core/formats/json/scan.ts";

function read(value: object): Catalog {
  return scanJson(Buffer.from(JSON.stringify(value)));
}

const texts = fc.constantFrom("Home", "Away", "Save", "Send");
const flat = fc.dictionary(fc.constantFrom("a", "b", "c", "d.e", "__proto__x"), texts);

test("added, changed and removed are what comparing two plain objects says", () => {
  fc.assert(
    fc.property(flat, flat, (before, after) => {
      const [old, now] = [read(before), read(after)];
      const diff = diffCatalogs(old, buildKeyIndex(now));
      const names = (rows: readonly number[], catalog: Catalog) =>
        rows.map((row) => keyOf(catalog, row)[0]);
      const added = Object.keys(after).filter((key) => !(key in before));
      const removed = Object.keys(before).filter((key) => !(key in after));
      const changed = Object.keys(after).filter(
        (key) => key in before && before[key] !== after[key],
      );
      expect(names(diff.added, now)).toEqual(added);
      expect(names(diff.removed, old)).toEqual(removed);
      expect(names(diff.changed, now)).toEqual(changed);
    }),
  );
});

test("a text written with other escapes has not changed", () => {
  const old = scanJson(Buffer.from('{"a":"caf\\u00e9"}'));
  expect(diffCatalogs(old, buildKeyIndex(read({ a: "café" }))).changed).toEqual([]);
});

test("an overridden twin was never a message, so its end is no removal", () => {
  const old = scanJson(Buffer.from('{"a":"1","a":"2"}'));
  expect(diffCatalogs(old, buildKeyIndex(read({ b: "x" }))).removed).toEqual([2]);
});

test("a move keeps the text; of several, the one with the same last segment comes first", () => {
  const old = read({ nav: { home: "Home", start: "Home" }, x: "Gone" });
  const now = read({ menu: { begin: "Home", home: "Home" }, y: "New" });
  const diff = diffCatalogs(old, buildKeyIndex(now));
  const moves = findMoves(
    diff.removed.map((row) => ({ catalog: old, row })),
    diff.added.map((row) => ({ catalog: now, row })),
  );
  expect(moves.map(({ from, to }) => [keyOf(old, from.row), keyOf(now, to.row)])).toEqual([
    [
      ["nav", "home"],
      ["menu", "home"],
    ],
    [
      ["nav", "start"],
      ["menu", "begin"],
    ],
  ]);
});

test("one text that moved in tens of thousands of places is paired in one walk", () => {
  const count = 20_000;
  const named = (prefix: string): Catalog =>
    read(Object.fromEntries(Array.from({ length: count }, (_, at) => [prefix + at, "To do"])));
  const [old, now] = [named("a"), named("b")];
  const refs = (catalog: Catalog) =>
    Array.from({ length: count }, (_, at) => ({ catalog, row: at + 1 }));
  const moves = findMoves(refs(old), refs(now));
  expect(moves).toHaveLength(count);
  expect(moves.every(({ from, to }) => from.row === to.row)).toBe(true);
});
