import { expect, test } from "vitest";
import { UsageError } from "../../../core/model/errors.ts";
import { compileGlobs } from "../../../core/model/glob.ts";

test("globs mean what people write", () => {
  const matches = compileGlobs(["src/**/*.{ts,tsx}", "**/{*.a,*.b,*.c,*.d}.js", "x/*/*/*/*/y*"]);
  const paths = ["src/a.ts", "src/.b/c.tsx", "src/a.js", "lib/e.c.js", "x/1/2/3/4/yes"];
  expect(paths.filter(matches)).toEqual([
    "src/a.ts",
    "src/.b/c.tsx",
    "lib/e.c.js",
    "x/1/2/3/4/yes",
  ]);
  expect(compileGlobs([])("a")).toBe(false);
  expect(["", "a", "b"].filter(compileGlobs(["", "a"]))).toEqual(["", "a"]);
});

test.each([
  "**/*a*a*a*b",
  "*a*{b*,c}{d,*e}",
  "x/***a**a*a*b/y",
  "{a,{*b*,c}*}*d",
  "}*a}*a*a*",
  "*a,*a,*a,*b",
  "{*a,*a,*a,*b",
])("%s, which a long name would keep busy for minutes, is refused", (glob) => {
  expect(() => compileGlobs(["src/**", glob])).toThrow(UsageError);
});
