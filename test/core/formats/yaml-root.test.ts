import { describe, expect, test } from "vitest";
import { keyOf } from "../../../core/catalog/catalog.ts";
import { yaml } from "../../../core/formats/yaml/yaml.ts";
import { formatKey } from "../../../core/model/key.ts";

function keys(text: string, root?: string): string[] {
  const catalog = yaml.scan(Buffer.from(text), root);
  expect(catalog.problems).toEqual([]);
  const rows = Array.from({ length: catalog.size - 1 }, (_, index) => index + 1);
  return rows.map((row) => formatKey(keyOf(catalog, row)));
}

function insert(text: string, root: string, order: string, orderRoot: string): string {
  const source = yaml.scan(Buffer.from(order), orderRoot);
  const target = yaml.scan(Buffer.from(text), root);
  const result = yaml.splice(
    target,
    [{ kind: "set", key: ["nav", "home"], text: "Start" }],
    source,
  );
  return result.outcome === "spliced" ? Buffer.from(result.bytes).toString() : result.reason;
}

describe("the root key is left out of keys", () => {
  test.each([
    ["as spelled", "de:\n  a: A\n", "de"],
    ["in quotes", "'de':\n  a: A\n", "de"],
    ["in other case and with an underscore", "pt_br:\n  a: A\n", "pt-BR"],
    ["that YAML 1.1 takes for a boolean", "no:\n  a: A\n", "no"],
    ["that has an anchor", "de: &de\n  a: A\n", "de"],
    ["beside texts", "version: v1\nde:\n  a: A\n", "de"],
    ["beside stores of defaults", "x: &x\n  b: B\nde:\n  a: A\n", "de"],
  ])("%s", (_, text, root) => {
    expect(keys(text, root)).toEqual(["a"]);
  });
});

describe("the whole map is read", () => {
  test.each([
    ["without a root", "de:\n  a: A\n", undefined],
    ["where the only key is another one", "en:\n  a: A\n", "de"],
    ["where the key holds a text", "de: A\n", "de"],
    ["where several locales share the file", "de:\n  a: A\nen:\n  a: A\n", "de"],
  ])("%s", (_, text, root) => {
    const names = keys(text, root);
    expect(names.some((name) => name === "de" || name === "en")).toBe(true);
  });
});

const english = "---\nen:\n  nav:\n    home: Home\n";

describe("a target without entries is written like its source", () => {
  test.each([
    ["an empty file", "", "---\nde:\n  nav:\n    home: Start\n"],
    ["comments alone", "# Deutsch", "# Deutsch\n---\nde:\n  nav:\n    home: Start"],
    ["a document mark alone", "---\n", "---\nde:\n  nav:\n    home: Start\n"],
    ["an empty root", "de: # later\n", "de: # later\n  nav:\n    home: Start\n"],
    ["a root with a null", "de: ~ # later\n", "de: # later\n  nav:\n    home: Start\n"],
    ["a root with an empty map", "de: {}\n", "de:\n  nav:\n    home: Start\n"],
  ])("%s", (_, text, expected) => {
    expect(insert(text, "de", english, "en")).toBe(expected);
  });

  test("a root that YAML 1.1 takes for a boolean is quoted", () => {
    expect(insert("", "no", english, "en")).toBe('---\n"no":\n  nav:\n    home: Start\n');
  });

  test("without a root key where the source has none", () => {
    expect(insert("", "de", "nav:\n  home: Home\n", "en")).toBe("nav:\n  home: Start\n");
  });

  test("with the source's line ends and indentation", () => {
    const order = "en:\r\n    nav:\r\n        home: Home\r\n";
    expect(insert("", "de", order, "en")).toBe("de:\r\n    nav:\r\n        home: Start\r\n");
  });
});

test("entries from below a root key never enter a file that has another one", () => {
  expect(insert("en:\n  nav:\n    about: About\n", "de", english, "en")).toBe("root");
});
