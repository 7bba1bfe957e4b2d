import { describe, expect, test } from "vitest";
import { adapters } from "../../../core/usage/adapters/adapters.ts";
import { loadParser } from "../../../core/usage/parse.ts";
import { scanSource } from "../../../core/usage/scan.ts";
import { fitsStack, stackNeed } from "../../../core/usage/stack-need.ts";
import { nestings } from "../../support/nestings.ts";

const loaded = await loadParser(Infinity);
if (loaded === undefined) throw new Error("oxc-parser is not installed");
const parser = loaded;

function scan(path: string, text: string, library: "i18next" | "vue-i18n" | "svelte-i18n") {
  return scanSource(path, text, { adapters: [adapters[library]], parser });
}

const USE = `import { t } from "i18next";\nt("key");\n`;

/** Bytes of stack that a parser is given here. */
const ROOM = 8 * 0.85 * 1024 * 1024;

describe("code as deep as the estimate lets pass is parsed in this process", () => {
  test.each(Object.entries(nestings))("%s", (_, nested) => {
    const level = (stackNeed(nested(2000)) - stackNeed(nested(1000))) / 1000;
    const { program } = parser.parse(nested(Math.floor((ROOM * 0.95) / level)), "tsx");
    expect(program.type).toBe("Program");
  });
});

test("code fits a stack that has room for all that it needs, and no smaller one", () => {
  const words = "in a new as do is ".repeat(1000);
  for (const code of ["", "a", words, ...Object.values(nestings).map((nested) => nested(100))]) {
    expect(fitsStack(code, stackNeed(code))).toBe(true);
    expect(fitsStack(code, stackNeed(code) - 1)).toBe(false);
  }
});

test.each(["parentheses", "else if", "elements"])(
  "%s deeper than that takes no process down, and what stands beside it is known",
  (name) => {
    const nested = nestings[name] as (depth: number) => string;
    const { uses } = scan("a.tsx", `${USE}${nested(30_000)};\nt("below");\n`, "i18next");
    expect(uses.map(({ line }) => line)).toEqual([2, 4]);
  },
  120_000,
);

test("what no parser can read in time or room is a fault of its file", () => {
  const { fault, faultLine } = scan("a.ts", `${USE}x = ${"(".repeat(500_000)}`, "i18next");
  expect(fault).toMatch(/nested too deep/u);
  expect(faultLine).toBe(3);
});

test("the time for deep code is one for all sources, and what comes later is a fault that says so", async () => {
  const hurried = await loadParser(1);
  if (hurried === undefined) throw new Error("oxc-parser is not installed");
  const scanner = { adapters: [adapters.i18next], parser: hurried };
  const deep = `${USE}x = ${"(".repeat(500_000)}`;
  expect(scanSource("a.ts", USE, scanner).uses).toHaveLength(1);
  expect(hurried.isSpent()).toBe(false);
  for (const path of ["a.ts", "b.ts"]) {
    const { uses, fault, faultLine } = scanSource(path, deep, scanner);
    expect([uses, faultLine]).toEqual([[], 3]);
    expect(fault).toMatch(/the time for such code is over/u);
    expect(hurried.isSpent()).toBe(true);
  }
  expect(scanSource("c.ts", USE, scanner).uses).toHaveLength(1);
});

test("a component with deep code tells what its other parts use", () => {
  const deep = "(".repeat(500_000);
  const text = `<script setup>\nconst x = ${deep}\n</script>\n<template>{{ $t("key") }}</template>\n`;
  const { uses, fault, faultLine } = scan("a.vue", text, "vue-i18n");
  expect(uses).toHaveLength(1);
  expect(faultLine).toBe(2);
  expect(fault).toMatch(/nested too deep/u);
});

describe("markup that nothing closes takes no longer than its length", () => {
  const forms = ["{", "{{", "<a {", "<a b={", '<a b="{', "<a b='", "<!--", "{`", "{t(", "{{t("];
  test.each(forms)("%s", (form) => {
    for (const [path, library] of [
      ["a.vue", "vue-i18n"],
      ["a.svelte", "svelte-i18n"],
    ] as const) {
      const text = form.repeat(Math.floor(30_000 / form.length) | 1);
      expect(scan(path, text, library).uses).toEqual([]);
    }
  });
});
