import { expect, test } from "vitest";
import { runCli } from "../../support/cli.ts";
import { CONFIG, checkoutOf, expectRefusal, reportOf, shown, workTreeOf } from "../checkout.ts";

const FILES = { "l/en/a.json": { k: "Text" }, "l/de/a.json": { k: "Wort" } };

const configOf = (...templates: readonly string[]) =>
  `sourceLocale: en\nfiles:\n${templates.map((text) => `  - ${JSON.stringify(text)}\n`).join("")}`;

test.each([
  ["../{locale}.json", 'leaves its folder with ".."'],
  ["l/../../x/{locale}.json", 'leaves its folder with ".."'],
  ["/etc/{locale}.json", "is absolute"],
  ["C:\\{locale}.json", "is absolute"],
  [".git/{locale}.json", "points into .git"],
  ["l/{locale}/.git/hooks.json", "points into .git"],
])("a template that escapes is refused with its place: %s", async (template, reason) => {
  const repository = checkoutOf(FILES, configOf(template));
  const before = workTreeOf(repository);
  const result = await runCli(["sync"], { cwd: repository.root });
  expect(result.stderr).toMatch(/^locstep: locstep\.yaml:3:5: /u);
  expect(result.stderr).toContain(reason);
  expect(result).toMatchObject({ code: 2, stdout: "" });
  expect(workTreeOf(repository)).toEqual(before);
});

test("two templates that claim one file are both named, with the file", async () => {
  const templates = ["l/{locale}/{namespace}.json", "l/{locale}/a*.json"];
  const repository = checkoutOf(FILES, configOf(...templates));
  const before = workTreeOf(repository);
  for (const command of ["check", "sync", "init"]) {
    const result = await runCli([command], { cwd: repository.root });
    expectRefusal(result, 2, "l/de/a.json", ...templates, "Narrow one of them");
  }
  expect(workTreeOf(repository)).toEqual(before);
});

test("templates that match nothing are an error: nothing would be checked, and nothing told", async () => {
  const repository = checkoutOf(FILES, configOf("m/{locale}/{namespace}.json", "~/{locale}.json"));
  const result = await runCli(["check"], { cwd: repository.root });
  expectRefusal(result, 2, "m/{locale}/{namespace}.json", "~/{locale}.json", "locstep.yaml");
});

test("one template among others that matches nothing is told in a note", async () => {
  const config = configOf("l/{locale}/{namespace}.json", "m/{locale}.yml");
  const { notes } = await reportOf(checkoutOf(FILES, config), "check", 0);
  expect(notes).toContain("No file matches m/{locale}.yml.");
});

test("a target without its source is told as orphaned, and kept", async () => {
  const config = CONFIG.replace("en-XA", "fr");
  const repository = checkoutOf({ ...FILES, "l/de/alone.json": { k: "Wort" } }, config);
  await repository.commit("Write");
  const before = workTreeOf(repository);
  for (const command of ["check", "sync"] as const) {
    const { findings } = await reportOf(repository, command, 0);
    const orphans = findings.filter(({ code }) => code === "orphaned");
    expect(orphans.map(shown)).toEqual([
      expect.stringMatching(/^l\/de\/alone\.json:1:1 l\/de\/alone\.json .+ → delete it, or bring/u),
    ]);
    expect(workTreeOf(repository)).toMatchObject(before);
  }
});

test("a source that is gone takes along what the ledger knew of its targets", async () => {
  const repository = checkoutOf({ ...FILES, "l/en/b.json": { k: "Other" } });
  await runCli(["sync"], { cwd: repository.root });
  await repository.commit("Translate");
  repository.remove("l/en/a.json");
  const { findings, written } = await reportOf(repository, "sync", 0);
  expect([...written].sort()).toEqual(["l/de/a.json", "l/en-XA/a.json"]);
  expect(findings.filter(({ code }) => code === "orphaned")).toEqual([]);
  const left = Object.keys(workTreeOf(repository)).filter((path) => path.startsWith("l/"));
  expect(left.filter((path) => path.endsWith("/a.json"))).toEqual([]);
});

test("a configuration that is no file, no YAML or no UTF-8 is told with its place", async () => {
  const repository = checkoutOf(FILES);
  for (const [content, place] of [
    ["sourceLocale: [", "locstep.yaml:1:"],
    ["sourceLocale: en\nflies: []\n", "locstep.yaml:2:1"],
    [Buffer.from([0xff, 0xfe, 0x00]), "locstep.yaml"],
    ["", "locstep.yaml:1:1"],
  ] as const) {
    repository.write("locstep.yaml", content);
    const result = await runCli(["check"], { cwd: repository.root });
    expect(result.stderr).toContain(place);
    expect(result).toMatchObject({ code: 2, stdout: "" });
  }
  expect((await runCli(["check", "--config", "l"], { cwd: repository.root })).stderr).toContain(
    "l is a folder",
  );
});
