import { expect, test } from "vitest";
import { describe } from "../../core/report/describe.ts";
import { type Group, groupFindings } from "../../core/report/groups.ts";
import { startTold } from "../../plugin/check/told.ts";

/** "pay" is used once, and these locales lack it. */
function lacking(...locales: readonly string[]): readonly Group[] {
  const place = { path: "src/a.ts", line: 2, column: 3 };
  const seen = { code: "missing-at-use", ...place, locales, namespace: "", key: ["pay"] } as const;
  const finding = describe(seen, {});
  return finding === undefined ? [] : groupFindings([finding]);
}

test("one more locale at a use is told, one fewer is counted as fixed", () => {
  const told = startTold();
  expect(told.compare(lacking("de"))).toMatchObject({ fresh: [{ locales: ["de"] }], fixed: 0 });
  expect(told.compare(lacking("de"))).toEqual({ fresh: [], fixed: 0 });
  expect(told.compare(lacking("de", "fr"))).toMatchObject({
    fresh: [{ locales: ["de", "fr"] }],
    fixed: 0,
  });
  expect(told.compare(lacking("fr"))).toEqual({ fresh: [], fixed: 1 });
});
