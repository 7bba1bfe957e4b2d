import { expect, test } from "vitest";
import { adapters } from "../../../core/usage/adapters/adapters.ts";
import type { Parser } from "../../../core/usage/parse.ts";
import { scanSource } from "../../../core/usage/scan.ts";

test("code that is nested deeper than the stack is a fault, not a crash", () => {
  // As oxc does on Node 24, from some four thousand levels on.
  const parser: Parser = {
    children: new Map(),
    parse: () => {
      throw new RangeError("Maximum call stack size exceeded");
    },
  };
  const uses = scanSource("a.ts", `t("deep")`, { adapters: [adapters.i18next], parser });
  expect(uses).toMatchObject({ uses: [], fault: "Maximum call stack size exceeded" });
});
