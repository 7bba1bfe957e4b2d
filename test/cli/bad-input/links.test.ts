import { execFileSync } from "node:child_process";
import { lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runCli } from "../../support/cli.ts";
import { temporaryFolder } from "../../support/repository.ts";
import {
  CONFIG,
  checkoutOf,
  errorsIn,
  expectEnd,
  expectRefusal,
  reportOf,
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

  test("in place of a locale file is refused and told; nothing behind it is read or written", async () => {
    const folder = outside();
    const repository = checkoutOf({ "l/en/good.json": { k: "Good" } });
    const linked = ["l/de/target.json", "l/en-XA/filled.json", "l/en/source.json"];
    for (const name of ["source", "target", "filled"]) {
      repository.write(`l/en/${name}.json`, TEXT);
      repository.write(`l/de/${name}.json`, { k: "Wort" });
      repository.write(`l/en-XA/${name}.json`, { k: "[x]" });
    }
    for (const path of linked) {
      repository.remove(path);
      symlinkSync(join(folder, "secret.json"), join(repository.root, path));
    }
    const before = workTreeOf(repository);

    for (const command of ["check", "sync"] as const) {
      const report = await reportOf(repository, command, 1);
      expect([...errorsIn(report)].sort()).toEqual(
        linked.map(
          (path) =>
            `${path}:1:1 ${path} cannot be read: it is a symbolic link that leads out of the repository, or nowhere → correct the file; until then locstep leaves it as it is`,
        ),
      );
      expect(JSON.stringify(report)).not.toContain("SECRET");
    }
    // Nor shows a code frame what stands there.
    const text = await runCli(["check"], { cwd: repository.root });
    expectEnd(text, 1);
    expect(text.stdout).not.toContain("SECRET");
    expect(workTreeOf(repository)).toMatchObject(before);
    expect(repository.read("l/en-XA/good.json")).toContain('"k": "[Ĝ');
    expect(treeOf(folder)).toEqual({ "secret.json": expect.any(String) });
  });

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
    for (const command of ["check", "sync"]) {
      const result = await runCli([command], { cwd: repository.root });
      expectRefusal(result, 2, ".locstep/ledger leads out of the repository");
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

test("a pipe, a folder, a broken link in place of a locale file is told, and no run waits for it", async () => {
  const put: Readonly<Record<string, (path: string) => void>> = {
    folder: (path) => mkdirSync(path),
    loop: (path) => symlinkSync("loop.json", path),
    nowhere: (path) => symlinkSync("nowhere-at-all.json", path),
    pipe: (path) => void execFileSync("mkfifo", [path]),
  };
  const names = Object.keys(put);
  const repository = checkoutOf({ "l/en/good.json": TEXT });
  for (const name of names) {
    repository.write(`l/en/${name}.json`, TEXT);
    repository.write(`l/en-XA/${name}.json`, {});
  }
  await repository.commit("Write");
  for (const name of names) {
    const path = join(repository.root, `l/en-XA/${name}.json`);
    rmSync(path);
    put[name]?.(path);
  }
  for (const command of ["check", "sync"] as const) {
    const errors = [...errorsIn(await reportOf(repository, command, 1))].sort();
    expect(errors).toHaveLength(names.length);
    for (const [at, name] of names.entries()) {
      expect(errors[at]).toMatch(
        new RegExp(`^l/en-XA/${name}\\.json:1:1 .+ → correct the file`, "u"),
      );
    }
  }
  expectEnd(await runCli(["check"], { cwd: repository.root }), 1);
  expect(repository.read("l/en-XA/good.json")).toContain("[Ţéẋţ]");
});

test.each<[string, (path: string) => void]>([
  ["a file", (path) => writeFileSync(path, "x")],
  ["a link that leads to itself", (path) => symlinkSync("en-XA", path)],
  ["a link that leads nowhere", (path) => symlinkSync("nowhere-at-all", path)],
  ["a link to another folder", (path) => symlinkSync("en", path)],
])(
  "%s in place of a target's folder is told, and the other locales are translated",
  async (_, put) => {
    const repository = checkoutOf({ "l/en/a.json": TEXT }, CONFIG.replace("de", "ar-XB"));
    put(join(repository.root, "l/en-XA"));
    await repository.commit("Put something in the way");
    expect(errorsIn(await reportOf(repository, "sync", 1))).toEqual([
      "l/en-XA/a.json:1:1 l/en-XA/a.json cannot be read: it lies behind a link, or behind a file in a folder's place → correct the file; until then locstep leaves it as it is",
    ]);
    expect(repository.read("l/ar-XB/a.json")).toContain("Text");
  },
);

test("a target whose name would be longer than a name can be is told, and ends no run", async () => {
  const repository = checkoutOf(
    { [`l/${"n".repeat(247)}.en.json`]: TEXT },
    CONFIG.replace("{locale}/{namespace}", "{namespace}.{locale}"),
  );
  const errors = errorsIn(await reportOf(repository, "sync", 1));
  expect(errors).toEqual([
    expect.stringContaining("cannot be read: ENAMETOOLONG: name too long →"),
  ]);
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
