import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { CONFIG, checkoutOf, expectEnd, expectRefusal, reportOf, workTreeOf } from "./checkout.ts";

const BASELINE = ".locstep/baseline.json";

test("--write-baseline makes what is found today known, so that only what is new is told", async () => {
  const config = `${CONFIG}checks: { missing: error }\n`.replace(", en-XA", "");
  const repository = checkoutOf({ "l/en/a.json": { k: "Text" }, "l/de/a.json": {} }, config);
  const before = workTreeOf(repository);
  const written = await runCli(["check", "--write-baseline"], { cwd: repository.root });
  expectEnd(written, 0);
  expect(written.stdout).toContain(BASELINE);
  expect(workTreeOf(repository)).toEqual({ ...before, [BASELINE]: expect.any(String) });

  const { findings, notes } = await reportOf(repository, "check", 0);
  expect(findings).toEqual([]);
  expect(notes).toContainEqual(expect.stringContaining(BASELINE));
  repository.write("l/en/a.json", { k: "Text", l: "New" });
  expect((await reportOf(repository, "check", 1)).findings).toMatchObject([{ key: ["l"] }]);
});

test("--write-baseline takes the findings of all locales, once, and tells a program so as well", async () => {
  const repository = checkoutOf({ "l/en/a.json": { k: "Text" } });
  for (const beside of [["--locale", "de"], ["--watch"], ["--format", "sarif"]]) {
    const args = ["check", "--write-baseline", ...beside];
    const words = `--write-baseline and ${beside[0]} do not go together`;
    expectRefusal(await runCli(args, { cwd: repository.root }), 2, words, "all locales");
  }
  const written = await runCli(["check", "--write-baseline", "--json"], { cwd: repository.root });
  expectEnd(written, 0);
  expect(JSON.parse(written.stdout)).toEqual({ version: 1, baseline: BASELINE, findings: 2 });
});

test("a configuration by another name has a baseline of its own", async () => {
  const repository = checkoutOf({ "l/en/a.json": { k: "Text" }, "m/en/a.json": { k: "Text" } });
  repository.write("other.yaml", CONFIG.replace("l/{", "m/{"));
  const { root } = repository;
  const other = ["--config", "other.yaml"];
  expectEnd(await runCli(["check", "--write-baseline"], { cwd: root }), 0);
  expectEnd(await runCli(["check", "--write-baseline", ...other], { cwd: root }), 0);
  for (const args of [["check"], ["check", ...other]]) {
    const { stdout } = await runCli([...args, "--json"], { cwd: root });
    expect(JSON.parse(stdout)).toMatchObject({ findings: [] });
  }
  repository.write(".locstep/baseline.other.json", "{");
  const broken = await runCli(["check", ...other], { cwd: root });
  expectRefusal(broken, 2, ".locstep/baseline.other.json is not JSON");
});

test("a baseline that is none is refused, with the remedy", async () => {
  const repository = checkoutOf({ "l/en/a.json": { k: "Text" } });
  for (const content of ["", "{", '{ "version": 2 }', "[]", "<<<<<<< HEAD\n"]) {
    repository.write(BASELINE, content);
    const result = await runCli(["check"], { cwd: repository.root });
    expectRefusal(result, 2, BASELINE, "Restore it from git, or delete it.");
  }
  rmSync(join(repository.root, BASELINE));
  symlinkSync("/dev/zero", join(repository.root, BASELINE));
  const result = await runCli(["check"], { cwd: repository.root });
  expectRefusal(result, 2, "leads out of the repository");
});
