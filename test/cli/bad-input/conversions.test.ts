import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runCli } from "../../support/cli.ts";
import type { TestRepository } from "../../support/repository.ts";
import { CONFIG, checkoutOf, errorsIn, expectRefusal, reportOf, workTreeOf } from "../checkout.ts";

const SOURCE = { k: "Text", l: "Other" };
const PSEUDO_ONLY = CONFIG.replace("de, ", "");

/** What must hold whatever git does to the files on their way: told by the ledger, never guessed. */
async function expectInStepAfterClone(repository: TestRepository): Promise<void> {
  expect(await reportOf(repository, "sync", 0)).toMatchObject({ written: ["l/en-XA/a.json"] });
  await repository.commit("Translate");
  expect(await reportOf(repository, "check", 0)).toMatchObject({
    locales: { "en-XA": { total: 2, translated: 2 } },
    findings: [],
  });
}

async function expectOneStale(repository: TestRepository): Promise<void> {
  const { findings } = await reportOf(repository, "check", 0);
  expect(findings).toMatchObject([{ code: "stale", key: ["l"], change: { from: "Other" } }]);
  expect(await reportOf(repository, "sync", 0)).toMatchObject({
    translations: [{ key: ["l"], outcome: "written" }],
    findings: [],
  });
}

describe.each(["true", "input"])("with core.autocrlf=%s", (setting) => {
  test("files with CRLF keep it, and the ledger knows them as git stores them", async () => {
    const crlf = '{\r\n  "k": "Text",\r\n  "l": "Other"\r\n}\r\n';
    const repository = checkoutOf(
      { "l/en/a.json": crlf, "l/en-XA/a.json": '{\r\n  "k": ""\r\n}\r\n' },
      PSEUDO_ONLY,
    );
    await repository.git("config", "core.autocrlf", setting);
    await repository.commit("Write");
    await expectInStepAfterClone(repository);
    expect(repository.read("l/en-XA/a.json").replaceAll("\r\n", "")).not.toContain("\n");
    expect(await repository.git("show", "HEAD:l/en-XA/a.json")).not.toContain("\r");

    // Another machine, with other line ends, knows the same.
    const clone = await repository.clone();
    expect(await reportOf(clone, "check", 0)).toMatchObject({ findings: [] });
    repository.write("l/en/a.json", crlf.replace("Other", "Changed"));
    await expectOneStale(repository);
  });
});

/** A filter made of two programs in the git directory, set for all JSON files. */
async function setFilter(
  repository: TestRepository,
  programs: { readonly clean: string; readonly smudge: string },
): Promise<void> {
  for (const [name, script] of Object.entries(programs)) {
    const path = join(repository.root, ".git", `${name}.sh`);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    await repository.git("config", `filter.test.${name}`, path);
  }
  await repository.git("config", "filter.test.required", "true");
  repository.write(".gitattributes", "*.json filter=test\n");
}

test("a filter that encrypts: what git stores is unreadable, and the ledger knows it all the same", async () => {
  const repository = checkoutOf({ "l/en/a.json": SOURCE }, PSEUDO_ONLY);
  await setFilter(repository, { clean: "base64", smudge: "base64 -d" });
  await repository.commit("Write");
  expect(await repository.git("show", "HEAD:l/en/a.json")).not.toContain("Text");
  await expectInStepAfterClone(repository);
  repository.write("l/en/a.json", { ...SOURCE, l: "Changed" });
  await expectOneStale(repository);
});

test("a filter whose program fails is told with the remedy, and nothing is written", async () => {
  const repository = checkoutOf({ "l/en/a.json": SOURCE }, PSEUDO_ONLY);
  await setFilter(repository, { clean: "cat", smudge: "cat" });
  await repository.commit("Write");
  writeFileSync(join(repository.root, ".git/clean.sh"), "#!/bin/sh\nexit 3\n");
  repository.write("l/en/a.json", { ...SOURCE, l: "Changed" });
  const before = workTreeOf(repository);
  for (const command of ["check", "sync"]) {
    const result = await runCli([command], { cwd: repository.root });
    expectRefusal(
      result,
      3,
      "filter",
      "Install the program that the filter in .gitattributes names",
    );
  }
  expect(workTreeOf(repository)).toEqual(before);
});

describe("with Git LFS", () => {
  /** What `git lfs` does, with its store in the git directory. */
  async function setLfs(repository: TestRepository): Promise<void> {
    const store = join(repository.root, ".git/store");
    mkdirSync(store);
    await setFilter(repository, {
      clean: [
        `cat > "${store}/new" && id=$(git hash-object --no-filters "${store}/new")`,
        `cp "${store}/new" "${store}/$id"`,
        `printf 'version https://git-lfs.github.com/spec/v1\\noid sha256:%s\\nsize 1\\n' "$id"`,
      ].join("\n"),
      smudge: `cat "${store}/$(sed -n 's/^oid sha256://p')"`,
    });
  }

  test("the ledger knows pointers, and an older source is read through them", async () => {
    const repository = checkoutOf({ "l/en/a.json": SOURCE }, PSEUDO_ONLY);
    await setLfs(repository);
    await repository.commit("Write");
    expect(await repository.git("show", "HEAD:l/en/a.json")).toMatch(/^version https:\/\/git-lfs/u);
    await expectInStepAfterClone(repository);
    repository.write("l/en/a.json", { ...SOURCE, l: "Changed" });
    await expectOneStale(repository);
  });

  test("a pointer in place of the file is told with `git lfs pull`, and kept", async () => {
    const repository = checkoutOf({ "l/en/a.json": SOURCE, "l/en/b.json": SOURCE }, PSEUDO_ONLY);
    await setLfs(repository);
    await repository.commit("Write");
    await reportOf(repository, "sync", 0);
    await repository.commit("Translate");
    // A clone on a machine without the filter. The ids alone say that it is in step.
    const clone = await repository.clone();
    expect(await reportOf(clone, "check", 0)).toMatchObject({ findings: [] });
    // What has to be looked into cannot be.
    clone.write("l/en/b.json", clone.read("l/en/a.json").replace(/oid .*/u, "oid sha256:0"));
    const before = workTreeOf(clone);
    const errors = errorsIn(await reportOf(clone, "sync", 1));
    expect(errors).toEqual([expect.stringMatching(/^l\/en\/b\.json:1:1 .+ run `git lfs pull`/u)]);
    expect(workTreeOf(clone)).toEqual(before);
  });
});
