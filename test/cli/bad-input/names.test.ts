import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../../support/cli.ts";
import { createRepository, temporaryFolder } from "../../support/repository.ts";
import { ACTS_ON_TERMINALS, checkoutOf, expectEnd, reportOf, shown } from "../checkout.ts";

const TEXT = { k: "Text" };

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

const HOSTILE = "\u001b[31m\u202e\n::error::injected\n##[group]";

test("an error that quotes a stranger's configuration or folder acts on nothing", async () => {
  const repository = checkoutOf({ "l/en/a.json": TEXT });
  for (const config of [
    `${JSON.stringify(HOSTILE)}: 1\n`,
    `sourceLocale: en\nfiles: [${JSON.stringify(`${HOSTILE}.json`)}]\n`,
    `sourceLocale: en\nfiles: ["l/{locale}/a.json"]\nterms: { ${JSON.stringify(HOSTILE)}: 1 }\n`,
    `sourceLocale: en\nfiles: [a.json]\n# ${HOSTILE}: {\n`,
  ]) {
    repository.write("locstep.yaml", config);
    const { code, stderr } = await runCli(["check"], { cwd: repository.root });
    expect(code).toBe(2);
    expectInert(stderr);
  }
});

test("what init finds in a stranger's folders acts on nothing when it is told", async () => {
  const repository = createRepository();
  repository.write(`${HOSTILE}/locales/en.json`, TEXT);
  repository.write(`${HOSTILE}/locales/de.json`, TEXT);
  await repository.commit("Name a folder");
  const { stdout, stderr } = await runCli(["init"], { cwd: repository.root });
  expectInert(stdout + stderr);
});

function expectInert(told: string): void {
  expect(told).not.toBe("");
  expect(told).not.toMatch(ACTS_ON_TERMINALS);
  expect(told).not.toMatch(/^\s*::|##\w*\[/mu);
}

test.skipIf(process.platform !== "linux")("a name that is no UTF-8 is told", async () => {
  const repository = checkoutOf({ "l/en/a.json": TEXT });
  const folder = Buffer.from(`${repository.root}/l/en/`);
  writeFileSync(Buffer.concat([folder, Buffer.from([0xff]), Buffer.from(".json")]), "{}");
  const { findings } = await reportOf(repository, "sync", 1);
  const [error] = findings.filter(({ code }) => code === "unreadable").map(shown);
  expect(error).toContain("its name is not UTF-8");
  expect(repository.read("l/en-XA/a.json")).toContain("[Ţéẋţ]");
});
