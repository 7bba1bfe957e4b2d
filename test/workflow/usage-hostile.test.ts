import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSession } from "../../core/workflow/session.ts";
import { createRepository, temporaryFolder } from "../support/repository.ts";

const USE = 'import { t } from "i18next";\nt("gone");\n';
/** Keys of which most are undefined would be another application's. */
const BOTH = `${USE}t("k"); t("k"); t("k");\n`;

test("malformed, generated, minified, binary, linked and ignored sources are passed over or told, never a crash", async () => {
  const repository = createRepository();
  repository.write("package.json", { dependencies: { i18next: "25", "vue-i18n": "11" } });
  repository.write("locstep.yaml", "sourceLocale: en\nfiles: ['l/{locale}.json']\n");
  repository.write("l/en.json", { k: "K" });
  repository.write("l/de.json", { k: "K" });
  repository.write("src/good.ts", USE);
  repository.write("src/half.ts", `${USE}export const = {{{ t("x\n`);
  repository.write(
    "src/half.vue",
    `<template><p :a="t('x'" {{ $t('gone') }}\n<script setup>const {`,
  );
  repository.write("src/deep.ts", `${USE}${"[".repeat(20_000)}${"]".repeat(20_000)};\n`);
  repository.write(
    "src/flow.js",
    `// @flow\nimport { t } from "i18next";\nconst x: ?string = t("flow");\n`,
  );
  repository.write("src/crlf.ts", USE.replaceAll("\n", "\r\n"));
  repository.write("src/bom.ts", `\u{feff}${USE}`);
  repository.write("src/bytes.ts", Buffer.from([0xff, 0xfe, 0x74, 0x28, 0x22, 0x00, 0xd8]));
  repository.write("src/generated.ts", `${USE}${"export const a = 1;\n".repeat(300_000)}`);
  repository.write("src/packed.js", `${USE}${"function a(){return t('x')}".repeat(5_000)}`);
  repository.write("dist/out.js", USE);
  repository.write("src/app.test.ts", USE);
  repository.write("ignored/a.ts", USE);
  repository.write(".gitignore", "ignored/\n");
  repository.write("src/broken/package.json", "{ not json");
  repository.write("src/broken/a.ts", USE);
  symlinkSync("..", join(repository.root, "src/loop"));
  symlinkSync("/etc/passwd", join(repository.root, "src/out.ts"));
  symlinkSync("good.ts", join(repository.root, "src/link.ts"));
  execFileSync("mkfifo", [join(repository.root, "src/pipe.ts")]);
  const session = await openSession({ cwd: repository.root, environment: {} });
  const { findings, notes } = await session.check();
  const places = findings
    .filter(({ code }) => code === "undefined-key")
    .map(({ path, line, column }) => `${path}:${line}:${column}`);
  expect(places).toEqual(
    expect.arrayContaining([
      "src/bom.ts:2:3",
      "src/broken/a.ts:2:3",
      "src/crlf.ts:2:3",
      "src/flow.js:3:22",
      "src/good.ts:2:3",
    ]),
  );
  expect(
    places.filter((place) => /dist|test|ignored|loop|out|link|generated|packed/u.test(place)),
  ).toEqual([]);
  expect(notes.join("\n")).toMatch(/src\/\w+\.\w+:\d first, cannot be read as code/u);
});

test("a second run parses nothing, and one changed source is the only one that is read", async () => {
  const repository = createRepository();
  repository.write("package.json", { dependencies: { i18next: "25" } });
  repository.write("locstep.yaml", "sourceLocale: en\nfiles: ['l/{locale}.json']\n");
  repository.write("l/en.json", { k: "K" });
  repository.write("l/de.json", { k: "K" });
  for (let at = 0; at < 20; at++) repository.write(`src/a${at}.ts`, `${BOTH}// ${at}\n`);
  await repository.commit("Start");
  const check = async () => {
    const session = await openSession({ cwd: repository.root, environment: {} });
    const { findings } = await session.check();
    return findings.filter(({ code }) => code === "undefined-key").length;
  };
  expect(await check()).toBe(20);
  const kept = () => JSON.parse(repository.read(".git/locstep/usage.json")).value;
  const before = kept();
  expect(before).toHaveLength(20);
  // What a run believes shows where it comes from.
  const forged = before.map(([entry, uses]: [string, object]) => [entry, { ...uses, uses: [] }]);
  const whole = JSON.parse(repository.read(".git/locstep/usage.json"));
  repository.write(".git/locstep/usage.json", JSON.stringify({ ...whole, value: forged }));
  expect(await check()).toBe(0);
  repository.write("src/a3.ts", `${BOTH}// changed\n`);
  expect(await check()).toBe(1);

  // So does a first one in a work tree beside it, such as that of a review's base.
  const beside = join(temporaryFolder(), "base");
  await repository.git("worktree", "add", "-q", beside, "HEAD");
  const session = await openSession({ cwd: beside, environment: {} });
  const { findings } = await session.check();
  const told = findings.filter(({ code }) => code === "undefined-key");
  expect(told.map(({ path }) => path)).toEqual(["src/a3.ts"]);
});
