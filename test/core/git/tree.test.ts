import { expect, test } from "vitest";
import { keepTrees, openTree } from "../../../core/git/tree.ts";

function treeOf(entries: readonly (readonly [mode: string, name: string])[]): Uint8Array {
  const parts = entries.flatMap(([mode, name], at) => [
    Buffer.from(`${mode} ${name}\0`),
    Buffer.alloc(20, at + 1),
  ]);
  return Buffer.concat(parts);
}

test("entries are found in any order and again, and what is no entry is not", () => {
  const tree = openTree(
    treeOf([
      ["100644", "a b"],
      ["100755", "b"],
      ["40000", "日本"],
      ["120000", "link"],
      ["160000", "module"],
    ]),
    20,
  );
  const id = (byte: string) => byte.repeat(20);
  for (let round = 0; round < 2; round++) {
    expect(tree.find("日本")).toEqual({ kind: "folder", id: id("03") });
    expect(tree.find("a b")).toEqual({ kind: "file", id: id("01") });
    expect(tree.find("module")).toEqual({ kind: "other", id: id("05") });
    expect(tree.find("link")?.kind).toBe("other");
    expect(tree.find("b")?.kind).toBe("file");
    for (const none of ["", "a", "c", "__proto__"]) expect(tree.find(none)).toBeUndefined();
  }
  for (const broken of ["", "100644", "100644 a", "100644 a\0"]) {
    expect(openTree(Buffer.from(broken), 20).find("b")).toBeUndefined();
  }
});

test("trees are read once while there is room, and the longest unused goes first", async () => {
  const treeNamed = keepTrees();
  const read: string[] = [];
  const ask = (id: string) =>
    treeNamed(id, async () => {
      read.push(id);
      return openTree(new Uint8Array(1024 * 1024), 20);
    });
  for (const id of ["a", "b", "c", "d", "a", "e", "a", "b"]) await ask(id);
  expect(read).toEqual(["a", "b", "c", "d", "e", "b"]);
  await treeNamed("none", async () => undefined);
  await ask("none");
  expect(read.at(-1)).toBe("none");
});
