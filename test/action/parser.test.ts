import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseSync } from "oxc-parser";
import { type OutputOptions, rolldown } from "rolldown";
import { expect, test } from "vitest";
import { parser } from "../../rolldown.action.config.ts";
import { temporaryFolder } from "../support/repository.ts";

const ROOT = join(import.meta.dirname, "../..");
const SOURCES = join(ROOT, "core/usage");
const ODD = [
  "",
  "#!/usr/bin/env node\n'use strict'; x",
  "\u{feff}const ü = '😀', { a: [b = /[^/]+/giu, ...c] } = d ?? 10n;",
  "@dec() class A<T> extends B<T> implements C { #p?: string; static { t(`${1}`) } }",
  "export default <p title={t('a')} {...rest}>{/* c */}é &amp; <>{x}</></p>;",
  "const half = {{{ t('x",
  "a?.b!.c satisfies D; enum E { F } namespace G { export import H = I.J }",
  "lone surrogate: '\u{d800}'; /(/",
];
const OPTIONS = { sourceType: "unambiguous", preserveParens: false, astType: "js" } as const;

async function built(): Promise<{ readonly parseSync: typeof parseSync }> {
  const folder = temporaryFolder();
  const bundle = await rolldown(parser);
  await bundle.write({ ...(parser.output as OutputOptions), dir: folder, cleanDir: false });
  await bundle.close();
  return import(/* @vite-ignore */ pathToFileURL(join(folder, "parser.js")).href);
}

test("the parser's host is of the version that oxc was built with", () => {
  const manifest = (path: string) => JSON.parse(readFileSync(join(ROOT, path), "utf8"));
  const { devDependencies: ours } = manifest("package.json");
  const { devDependencies: theirs } = manifest("node_modules/oxc-parser/package.json");
  for (const name of ["@emnapi/core", "@emnapi/runtime"]) expect(ours[name]).toBe(theirs[name]);
});

test("the action's parser reads code as the native one does, and outlives what breaks it", async () => {
  const ours = await built();
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  expect(files.length).toBeGreaterThan(30);
  for (const code of [...files.map((name) => readFileSync(join(SOURCES, name), "utf8")), ...ODD]) {
    for (const lang of ODD.includes(code) ? (["jsx", "ts", "tsx"] as const) : (["ts"] as const)) {
      const options = { ...OPTIONS, lang };
      const { program, errors } = ours.parseSync(`source.${lang}`, code, options);
      const native = parseSync(`source.${lang}`, code, options);
      expect(program).toEqual(native.program);
      expect(errors).toEqual(native.errors);
    }
  }

  // The native one takes the whole process with it.
  const listeners = process.listenerCount("beforeExit");
  for (const open of ["(", "[\n", "{", "!", "a=>", "<a>", "f(", "x?", "`${"]) {
    const { errors } = ours.parseSync("source.tsx", open.repeat(100_000), OPTIONS);
    expect(errors).toMatchObject([{ severity: "Error" }]);
    expect(ours.parseSync("source.ts", "t('a')", OPTIONS).errors).toEqual([]);
  }
  expect(process.listenerCount("beforeExit")).toBe(listeners);
});
