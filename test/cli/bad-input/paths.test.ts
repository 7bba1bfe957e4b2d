import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runCli } from "../../support/cli.ts";
import { temporaryFolder } from "../../support/repository.ts";
import {
  ACTS_ON_TERMINALS,
  checkoutOf,
  errorsIn,
  expectEnd,
  reportOf,
  shown,
  treeOf,
  workTreeOf,
} from "../checkout.ts";

const TEXT = { k: "Text" };

describe("a symbolic link out of the repository", () => {
  const SECRET = '{ "k": "SECRET", "l": "SECRET" }\n';

  function outside(): string {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "secret.json"), SECRET);
    return folder;
  }

  test.each([
    ["a source", "l/en/b.json"],
    ["a target", "l/de/b.json"],
    ["a target that the provider can fill", "l/en-XA/b.json"],
  ])(
    "in place of %s is refused and told; nothing behind it is read or written",
    async (_, path) => {
      const folder = outside();
      const files = {
        "l/en/b.json": TEXT,
        "l/de/b.json": { k: "Wort" },
        "l/en-XA/b.json": { k: "[x]" },
      };
      const repository = checkoutOf({ ...files, "l/en/a.json": TEXT });
      repository.remove(path);
      symlinkSync(join(folder, "secret.json"), join(repository.root, path));
      const before = workTreeOf(repository);

      for (const command of ["check", "sync"] as const) {
        const report = await reportOf(repository, command, 1);
        expect(errorsIn(report)).toEqual([
          `${path}:1:1 ${path} cannot be read: it is a symbolic link that leads out of the repository, or nowhere → correct the file; until then locstep leaves it as it is`,
        ]);
        expect(JSON.stringify(report)).not.toContain("SECRET");
      }
      const text = await runCli(["check"], { cwd: repository.root });
      expectEnd(text, 1);
      expect(text.stdout).not.toContain("SECRET");
      // The rest of the repository is translated all the same.
      expect(existsSync(join(repository.root, "l/en-XA/a.json"))).toBe(true);
      expect(workTreeOf(repository)).toMatchObject(before);
      expect(Object.values(workTreeOf(repository)).join()).not.toContain("SECRET");
      expect(treeOf(folder)).toEqual({ "secret.json": expect.any(String) });
    },
  );

  test("in place of a folder of targets is refused and told", async () => {
    const folder = outside();
    const repository = checkoutOf({ "l/en/secret.json": TEXT });
    symlinkSync(folder, join(repository.root, "l/en-XA"));
    const before = treeOf(folder);
    const report = await reportOf(repository, "sync", 1);
    expect(errorsIn(report).join()).toMatch(/^l\/en-XA\/secret\.json:1:1 .+ lies behind a link/u);
    const text = await runCli(["check"], { cwd: repository.root });
    expect(text.stdout).not.toContain("SECRET");
    expect(treeOf(folder)).toEqual(before);
  });

  test("in place of the ledger is refused before anything is read", async () => {
    const repository = checkoutOf({ "l/en/a.json": TEXT });
    const folder = outside();
    symlinkSync(folder, join(repository.root, ".locstep"));
    const before = treeOf(folder);
    for (const command of ["check", "sync", "init"]) {
      const result = await runCli([command], { cwd: repository.root });
      expectEnd(result, 2);
      expect(result.stderr).toContain(".locstep/ledger leads out of the repository");
    }
    expect(treeOf(folder)).toEqual(before);
  });
});

test("a symbolic link inside the repository stays a link; the file that it leads to is written", async () => {
  const repository = checkoutOf({ "l/en/a.json": TEXT, "shared/xa.json": {} });
  mkdirSync(join(repository.root, "l/en-XA"));
  symlinkSync("../../shared/xa.json", join(repository.root, "l/en-XA/a.json"));
  await repository.commit("Link");
  await reportOf(repository, "sync", 0);
  expect(lstatSync(join(repository.root, "l/en-XA/a.json")).isSymbolicLink()).toBe(true);
  expect(repository.read("shared/xa.json")).toContain('"k": "[Ţéẋţ]"');
  // It is known by what it holds, so the next check has nothing to read.
  expect(await reportOf(repository, "check", 0)).toMatchObject({
    locales: { "en-XA": { translated: 1 } },
  });
});

test.each([
  ["a named pipe", (path: string) => void execFileSync("mkfifo", [path])],
  ["a folder", (path: string) => void mkdirSync(path)],
  ["a link that leads nowhere", (path: string) => symlinkSync("nowhere.json", path)],
  ["a link to itself", (path: string) => symlinkSync("a.json", path)],
])("%s in place of a locale file is told, and no run waits for it", async (_, put) => {
  const repository = checkoutOf({ "l/en/a.json": TEXT, "l/en-XA/a.json": {}, "l/en/b.json": TEXT });
  await repository.commit("Write");
  repository.remove("l/en-XA/a.json");
  put(join(repository.root, "l/en-XA/a.json"));
  for (const command of ["check", "sync"] as const) {
    const errors = errorsIn(await reportOf(repository, command, 1));
    expect(errors).toEqual([
      expect.stringMatching(/^l\/en-XA\/a\.json:1:1 .+ → correct the file/u),
    ]);
  }
  expectEnd(await runCli(["check"], { cwd: repository.root }), 1);
  expect(repository.read("l/en-XA/b.json")).toContain("[Ţéẋţ]");
});

test("a locale file that git ignores is told: no clone would have it", async () => {
  const repository = checkoutOf({ "l/en/a.json": TEXT, "l/en-XA/a.json": { k: "Mine" } });
  repository.write(".gitignore", "l/en-XA/\n");
  const before = workTreeOf(repository);
  const errors = errorsIn(await reportOf(repository, "sync", 1));
  expect(errors).toEqual([
    expect.stringContaining("l/en-XA/a.json cannot be read: git does not list it"),
  ]);
  expect(workTreeOf(repository)).toEqual(before);
});

const NAMES = [
  "-rf",
  "--help",
  "a b",
  "'single' \"double\"",
  "$(touch pwned)",
  "`touch pwned`;touch pwned",
  "new\nline",
  "tab\t",
  "back\\slash",
  "*[a]?",
  ":(top)x",
  "%2F..",
  "日本 👍",
  "\u001b[31mred",
  "::error::injected",
  "__proto__",
  "# locstep 1",
];

test("names are only names, whatever they would mean to a shell, to git or to a terminal", async () => {
  const repository = checkoutOf({});
  for (const name of NAMES) repository.write(`l/en/${name}.json`, TEXT);
  await repository.commit("Name files");
  const { written } = await reportOf(repository, "sync", 0);
  expect([...written].sort()).toEqual(NAMES.map((name) => `l/en-XA/${name}.json`).sort());
  await repository.commit("Translate");
  const { locales } = await reportOf(repository, "check", 0);
  expect(locales["en-XA"]).toMatchObject({ total: NAMES.length, translated: NAMES.length });

  for (const format of ["text", "github", "sarif"]) {
    const { stdout } = await runCli(["check", "--format", format], { cwd: repository.root });
    expect(stdout).not.toMatch(ACTS_ON_TERMINALS);
    expect(stdout).not.toMatch(/^::error::injected/mu);
  }
  expect(existsSync(join(repository.root, "pwned"))).toBe(false);
});

test("a folder with a hostile name is a place to work in like any other", async () => {
  const repository = checkoutOf({ "l/en/a.json": TEXT });
  const root = join(temporaryFolder(), "-x '$(touch pwned)'\n\"");
  renameSync(repository.root, root);
  expectEnd(await runCli(["sync"], { cwd: root }), 0);
  expectEnd(await runCli(["check", "--cwd", root], { cwd: "/" }), 0);
  expect(existsSync(join(root, "l/en-XA/a.json"))).toBe(true);
});

test.skipIf(process.platform !== "linux")("a name that is no UTF-8 is told", async () => {
  const repository = checkoutOf({ "l/en/a.json": TEXT });
  const folder = Buffer.from(`${repository.root}/l/en/`);
  writeFileSync(Buffer.concat([folder, Buffer.from([0xff]), Buffer.from(".json")]), "{}");
  const { findings } = await reportOf(repository, "sync", 1);
  const [error] = findings.filter(({ code }) => code === "unreadable").map(shown);
  expect(error).toContain("its name is not UTF-8");
  expect(repository.read("l/en-XA/a.json")).toContain("[Ţéẋţ]");
});
