import { expect, test } from "vitest";
import { indexKeys } from "../../../core/usage/known-keys.ts";
import type { Pieces } from "../../../core/usage/use.ts";

function namespaceOf(names: Iterable<string>) {
  const [namespace] = indexKeys(
    [...names].map((name) => ({ namespace: "", key: [name] })),
  ).namespaces;
  if (namespace === undefined) throw new Error("no names");
  return namespace;
}

/** Every text of up to `length` of these letters. */
function textsOf(letters: string, length: number): readonly string[] {
  if (length === 0) return [""];
  const shorter = textsOf(letters, length - 1);
  return [
    ...new Set([...shorter, ...shorter.flatMap((text) => [...letters].map((one) => text + one))]),
  ];
}

test("a pattern matches the names that have its pieces in order, with something in each gap", () => {
  const names = textsOf("ab", 6).filter((name) => name !== "");
  const namespace = namespaceOf(names);
  const pieces = textsOf("ab", 2);
  const patterns = pieces.flatMap((first) =>
    pieces.flatMap((last) => [[first, last], ...pieces.slice(1).map((one) => [first, one, last])]),
  ) as unknown as readonly Pieces[];
  for (const pattern of patterns) {
    const matching = new RegExp(`^${pattern.join(".+?")}$`, "u");
    expect(
      namespace
        .matching(pattern)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(names.filter((name) => matching.test(name)).sort());
  }
});

test("no name and no pattern makes the search slow", () => {
  const namespace = namespaceOf(["x".repeat(500), ".".repeat(200_000)]);
  const pieces = ["", ...Array.from({ length: 50 }, () => "x"), "y"] as unknown as Pieces;
  expect(namespace.matching(pieces)).toEqual([]);
  expect(namespace.below("x")).toEqual([]);
});
