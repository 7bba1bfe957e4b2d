import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { UsageError } from "../../../core/model/errors.ts";
import { resolveConfig } from "../../../core/project/config.ts";
import { findConfig } from "../../../core/project/find-config.ts";
import { parseConfigFile } from "../../../core/project/parse-config.ts";

const TEXT = "sourceLocale: en\nfiles: ['{locale}.json']\n";
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "locstep-load-"));
  mkdirSync(join(root, "web/src"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

test("the nearest configuration upwards is taken; its folder is what templates are relative to", async () => {
  expect(await findConfig(root, { folder: "web/src" })).toBeUndefined();
  writeFileSync(join(root, "locstep.yml"), TEXT);
  expect(await findConfig(root, { folder: "web/src" })).toMatchObject({ path: "locstep.yml" });
  writeFileSync(join(root, "web/locstep.yaml"), `\uFEFF${TEXT}`);
  const found = await findConfig(root, { folder: "web/src" });
  expect(found?.path).toBe("web/locstep.yaml");
  const config = resolveConfig(parseConfigFile(found?.text ?? "", found?.path ?? ""), found?.path);
  expect(config.families[0]?.template.match("web/de.json")?.spelling).toBe("de");
});

test("two configurations in one folder are refused: one would be edited and never read", async () => {
  writeFileSync(join(root, "web/locstep.yaml"), TEXT);
  writeFileSync(join(root, "web/locstep.yml"), TEXT);
  await expect(findConfig(root, { folder: "web" })).rejects.toThrow(
    "web/locstep.yaml and web/locstep.yml both stand",
  );
  const named = { folder: "web", path: "web/locstep.yml" };
  expect(await findConfig(root, named)).toMatchObject({ path: "web/locstep.yml" });
});

test("what is named outside of the repository is refused with a remedy that is about it", async () => {
  for (const path of ["..", "../x.yaml"]) {
    await expect(findConfig(root, { folder: "", path })).rejects.toThrow(
      `the configuration ${path} leads out of the repository`,
    );
  }
});

test("a folder is no configuration", async () => {
  await expect(findConfig(root, { folder: "", path: "" })).rejects.toThrow("is a folder");
  await expect(findConfig(root, { folder: "", path: "web" })).rejects.toThrow("web is a folder");
});

test("a file that the user names must exist", async () => {
  await expect(findConfig(root, { folder: "", path: "none.yaml" })).rejects.toThrow(UsageError);
});

test("a configuration that is a link out of the repository is refused", async () => {
  symlinkSync("/etc/hostname", join(root, "locstep.yaml"));
  await expect(findConfig(root, { folder: "" })).rejects.toThrow("leads out of the repository");
});

test("a configuration that is not UTF-8 is refused", async () => {
  writeFileSync(join(root, "locstep.yaml"), Buffer.from(TEXT, "utf16le"));
  writeFileSync(join(root, "web/locstep.yaml"), Buffer.from([0xff, 0xfe]));
  await expect(findConfig(root, { folder: "web" })).rejects.toThrow("is not UTF-8");
});
