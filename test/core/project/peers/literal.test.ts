import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readLiteral } from "../../../../core/project/peers/literal.ts";

test("JSON reads as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (value) => {
      // Escapes such as \u2028 are JSON's own; the configurations of peers hold none.
      const text = JSON.stringify(value);
      fc.pre(!/\\[ubf]|-0|e[+-]/u.test(text));
      expect(readLiteral(text)).toEqual(JSON.parse(text));
    }),
  );
});

describe("what is no literal reads as undefined, and its neighbours are read:", () => {
  test.each([
    ["export default { a: f({ b: 1 }), c: 2 }", { a: undefined, c: 2 }],
    ["export default { a: x ? 'y' : [1, 2], c: 2 }", { a: undefined, c: 2 }],
    ["export default { a: 'x' + y, c: 2 }", { a: undefined, c: 2 }],
    ["export default { a: `x${y}`, c: `z` }", { a: undefined, c: "z" }],
    ["export default { ...base, a, b() { return 1 }, [k]: 3, c: 2 }", { c: 2 }],
    ["export default { a: (x) => ({ y: '}' }), c: 2 }", { a: undefined, c: 2 }],
    ["const c = { a: 1 }\nexport default c", { a: 1 }],
    ["const $c: Config = { a: 1 };\nmodule.exports = $c;", { a: 1 }],
    ["export default defineConfig({ a: ['x'] as const, b: {} satisfies B })", { a: ["x"], b: {} }],
    ["export default { 'a-b': 'it\\'s', \"c\": /* no */ 1, // d: 2\n}", { "a-b": "it's", c: 1 }],
    ["export default { a: 'http://x/*y*/' }", { a: "http://x/*y*/" }],
    ["export default () => 1", undefined],
    ["", undefined],
  ])("%j", (text, expected) => {
    expect(readLiteral(text)).toEqual(expected);
  });
});

test("no text makes it throw or hang", () => {
  const piece = fc.constantFrom(
    ..."{}[](),:'\"`\\/*$ \nab1".split(""),
    "export default ",
    "${",
    "//",
    "as const",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      readLiteral(pieces.join(""));
      readLiteral(`export default {${pieces.join("")}`);
    }),
    { numRuns: 500 },
  );
  const started = performance.now();
  for (const text of [
    "{a:",
    "[",
    "{a:[",
    "export default ",
    "'\\",
    "/*",
    "`${",
    "{a:'b',",
    "const a =",
  ]) {
    readLiteral(`export default {${text.repeat(20_000)}`);
    readLiteral(text.repeat(20_000));
  }
  expect(performance.now() - started).toBeLessThan(3000);
});
