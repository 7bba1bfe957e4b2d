import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { yaml } from "../../../core/formats/yaml/yaml.ts";
import { textsOf } from "../../contract/plain-value.ts";
import { liveTexts } from "../../contract/rows.ts";
import { parseYaml } from "./yaml-samples.ts";

function problem(text: string): unknown {
  return yaml.scan(Buffer.from(text)).problems[0];
}

/** Each level holds the one before nine times. */
function bomb(levels: number, first: string, level: (name: string) => string): string {
  const lines = [`a0: &a0 ${first}`];
  for (let at = 1; at <= levels; at++) lines.push(`a${at}: &a${at} ${level(`*a${at - 1}`)}`);
  return `${lines.join("\n")}\n`;
}

describe("an alias bomb is told before it goes off", () => {
  test.each([
    ["of lists", bomb(12, "[x]", (name) => `[${Array<string>(9).fill(name).join(", ")}]`)],
    [
      "of merged maps",
      bomb(12, "{x: X}", (name) => `{<<: [${Array<string>(9).fill(name).join(", ")}]}`),
    ],
    [
      "of merges of nothing",
      bomb(12, "{}", (name) => `{<<: [${Array<string>(9).fill(name).join(", ")}]}`),
    ],
    ["of one map in another", bomb(2000, "{x: X}", (name) => `{x: ${name}}`)],
  ])("%s", (_, text) => {
    const before = process.memoryUsage().heapUsed;
    const start = process.cpuUsage();
    expect(problem(text)).toMatchObject({ code: "alias-limit" });
    const { user } = process.cpuUsage(start);
    expect(user / 1e6).toBeLessThan(2);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100e6);
  });

  test("a long chain of aliases is no bomb", () => {
    const text = bomb(500, "text", (name) => name).replaceAll(/&a[1-9]\d* /gu, "");
    expect(problem(text.replaceAll(/\*a\d+/gu, "*a0"))).toBeUndefined();
  });
});

describe("deep nesting neither overflows nor takes long", () => {
  test.each([
    ["in flow lists", `a: ${"[".repeat(10_000)}`],
    ["in flow maps", `a: ${"{a: ".repeat(10_000)}`],
    ["in compact lists", `${"- ".repeat(10_000)}a\n`],
    ["in blocks", Array.from({ length: 2000 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join("")],
  ])("%s", (_, text) => {
    expect(problem(text)).toMatchObject({ code: "too-deep" });
  });

  test("what is less deep can be read and edited", () => {
    const text = Array.from({ length: 900 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join("");
    const catalog = yaml.scan(Buffer.from(text));
    expect(catalog.size).toBe(901);
    const key = Array<string>(900).fill("a");
    const result = yaml.splice(catalog, [{ kind: "set", key, text: "A" }], catalog);
    expect(result.outcome).toBe("spliced");
  });
});

describe("the time to read a file grows with its size alone", () => {
  const many = 100_000;
  test.each([
    ["comments", "# comment\n".repeat(many)],
    ["blank lines", `a: A${"\n".repeat(many)}b: B\n`],
    ["blank lines in a block", `a: |\n${"\n".repeat(many)}  x\n${"\n".repeat(many)}b: B\n`],
    ["blocks of nothing", "a: |\n\n\n".repeat(many / 4)],
    ["one long plain text", `a: ${"x ".repeat(many)}\n`],
    ["one plain text of many lines", `a: x\n${"  x\n".repeat(many)}`],
    ["one quoted text of many lines", `a: "x\n${"  \\\\x\n".repeat(many)}  "\n`],
    ["quotes in quotes", `a: '${"''".repeat(many)}'\n`],
    ["open quotes", 'a: "\n'.repeat(many)],
    ["a long flow", `a: [${"x, ".repeat(many)}]\n`],
    ["many anchors", Array.from({ length: many / 4 }, (_, at) => `a${at}: &a${at} x\n`).join("")],
    ["many aliases", `a: &a x\n${"b: *a\n".repeat(many / 4)}`],
    ["the same key", "a: A\n".repeat(many)],
    ["numbers that are none", `a: ${"1".repeat(many)}x\n`.repeat(3)],
    ["dates that are none", `a: 2001-12-14${" ".repeat(many)}x\n`],
    ["tabs", `a:${"\t".repeat(many)}x\n`],
  ])("%s", (_, text) => {
    const start = process.cpuUsage();
    const catalog = yaml.scan(Buffer.from(text));
    for (const row of catalog.problems.length === 0 ? [1, catalog.size - 1] : []) {
      if (row < catalog.size && catalog.kind[row] === 0) catalog.reader.text(catalog, row);
    }
    const { user } = process.cpuUsage(start);
    expect(user / 1e6).toBeLessThan(5);
  });
});

test("whatever is read without a problem reads as the yaml package reads it", () => {
  const pieces = fc.constantFrom(
    ..."a: |b: |c:|- |? |  |    |\n|\n|\n|\n  |\n    |\n- |# c| #|'|\"|\\n|''|{|}|[|]|, |,|&x |*x|!!str |! |\\|-\n|>\n|>+\n|%YAML 1.1\n|---\n|...\n|x|y z|1|~|\r\n|é|:|@".split(
      /(?<!\\)\|/u,
    ),
    "|\n",
    "|-\n",
    "|2\n",
    "a: |\n  b\n",
    "a:\n  b: c\n",
    "a: {b: c}\n",
  );
  const document = fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(document, (text) => {
      const catalog = yaml.scan(Buffer.from(text));
      if (catalog.problems.length > 0) return;
      expect(liveTexts(catalog)).toEqual(textsOf(parseYaml(text)));
      const result = yaml.splice(catalog, [{ kind: "set", key: ["new"], text: "New" }], catalog);
      if (result.outcome === "refused") return;
      const after = textsOf(parseYaml(Buffer.from(result.bytes).toString()));
      expect(after).toEqual(new Map([...liveTexts(catalog), ['["new"]', "New"]]));
    }),
    { numRuns: 3000 },
  );
});
