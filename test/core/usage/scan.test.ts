import { expect, test } from "vitest";
import { adapters } from "../../../core/usage/adapters/adapters.ts";
import { type Parser, loadParser } from "../../../core/usage/parse.ts";
import { scanSource } from "../../../core/usage/scan.ts";

test("code that is nested deeper than the stack is a fault, not a crash", () => {
  // As oxc does on Node 24, from some four thousand levels on.
  const parser: Parser = {
    children: new Map(),
    parse: () => {
      throw new RangeError("Maximum call stack size exceeded");
    },
    isSpent: () => false,
  };
  const uses = scanSource("a.ts", `t("deep")`, { adapters: [adapters.i18next], parser });
  expect(uses).toMatchObject({ uses: [], fault: "Maximum call stack size exceeded" });
});

test("what cannot be read is told with its line", async () => {
  const parser = await loadParser();
  if (parser === undefined) throw new Error("oxc-parser is not installed");
  const code = `import { t } from "i18next";\nconst say = t; say("\u{1f600} é");\nconst = x;\n`;
  const inScript = scanSource("a.ts", code, { adapters: [adapters.i18next], parser });
  expect(inScript).toMatchObject({ fault: "Unexpected token", faultLine: 3 });
  const component = `<template>x</template>\n<script>\n${code}</script>\n`;
  const inMarkup = scanSource("a.vue", component, { adapters: [adapters["vue-i18n"]], parser });
  expect(inMarkup).toMatchObject({ fault: "Unexpected token", faultLine: 5 });
});
