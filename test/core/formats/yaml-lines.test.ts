import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changed, changes, expectSameLines } from "./yaml-lines.ts";
import { yamlDocuments } from "./yaml-samples.ts";

function isTaken(text: string): boolean {
  return expectSameLines(Buffer.from(text));
}

const TAKEN: readonly (readonly [string, string])[] = [
  ["maps", "a:\n  b:\n    c: C\n  d: D\ne: E\n"],
  ["a mark at the start and at the end", "--- # c\na: A\n... \n# c"],
  ["comments and empty lines", "# c\n\na: A # c\n  # c\n\n   \nb: # c\n  c: C\n# c"],
  ["quoted names and texts", "'a''b': 'it''s'\n\"c\\td\": \"\\u00e9 \\\"\"\ne: ''\n"],
  ["lists", "a:\n- x\n-\n- 'y'\nb:\n  - :year\n  -\n    c: C\n"],
  ["nothing, numbers, booleans and dates", "a:\nb: ~\nc: 1_000\nd: no\ne: 2001-01-01\nf: 1:30\n"],
  ["texts on several lines", "a: x\n  y\n\n  z # c\nb: 'x\n\n  y'\nc: \"x\\\n  \\ y\"\n"],
  ["texts below their keys", "a:\n  x y\n  z\nb:\n    'x\n  y'\n"],
  ["blocks", "a: |\n  x\n\n    y\n\nb: >-\n  x\nc: |2-\n    x\n   y\nd:\n- |\n x\n"],
  ["keys behind a question mark", 'a:\n  ? "no"\n  : No\n  ? "yes"\n  : "yes"\n'],
  ["a blank in front of the colon", "a : A\n'b' : B\n"],
  ["a byte order mark", "\ufeffa: A\n"],
];

describe("what a plain locale file consists of is read by its lines", () => {
  test.each(TAKEN)("%s", (_, text) => {
    expect(isTaken(text)).toBe(true);
  });
});

test.each([
  ["a tab", "a:\tA\n"],
  ["CRLF", "a: A\r\n"],
  ["an anchor", "a: &x A\n"],
  ["a merge key", "a:\n  <<: b\n"],
  ["a tag", "a: !!str A\n"],
  ["a flow", "a: [x]\n"],
  ["an entry behind the mark", "---  a: A\nb: B\n"],
  ["an entry behind the mark at the end", "a: A\n... b: B\n"],
  ["a second document", "a: A\n---\nb: B\n"],
  ["a key out of line", "a:\n    b: B\n  c: C\n"],
  ["a colon in a text", "a: b: c\n"],
  ["a text below a comment", "a:\n#c\n  x\ny: Y\n"],
  ["nothing", "# c\n"],
])("%s is left to the tokens", (_, text) => {
  expect(isTaken(text)).toBe(false);
});

test("whatever is read by its lines says what its tokens say", () => {
  const texts = [...yamlDocuments.map(({ text }) => text), ...TAKEN.map(([, text]) => text)];
  let taken = 0;
  fc.assert(
    fc.property(fc.constantFrom(...texts), changes, (text, all) => {
      if (isTaken(changed(text, all))) taken++;
    }),
    { numRuns: 8000 },
  );
  expect(taken).toBeGreaterThan(800);
});
