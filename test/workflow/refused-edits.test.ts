import { expect, test } from "vitest";
import { freshProvider, syncIn } from "../support/in-process.ts";
import { createRepository } from "../support/repository.ts";

test("an edit that a file has no room for is told with its key, and the others are made", async () => {
  const repository = createRepository();
  repository.write("l/locales/en.json", { a: { x: "X" }, b: "B", c: { y: "Y" }, d: "D" });
  repository.write("l/locales/de.json", { a: "Text", c: "Text" });
  await repository.commit("Write");
  const { findings, written } = await syncIn(
    repository.root,
    freshProvider((locale, text) => `${locale} ${text}`),
  );
  expect(written).toEqual(["l/locales/de.json"]);
  expect(JSON.parse(repository.read("l/locales/de.json"))).toEqual({
    a: "Text",
    b: "de B",
    c: "Text",
    d: "de D",
  });
  const failed = findings.filter(({ code }) => code === "failed");
  expect(failed.map(({ key, remark }) => [key, remark])).toEqual([
    [["a", "x"], "shape"],
    [["c", "y"], "shape"],
  ]);
});
