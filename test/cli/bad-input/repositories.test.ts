import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../../support/cli.ts";
import { createRepository, temporaryFolder } from "../../support/repository.ts";
import {
  CONFIG,
  checkoutOf,
  expectEnd,
  expectRefusal,
  reportOf,
  shown,
  syncedCheckout,
  treeOf,
  workTreeOf,
} from "../checkout.ts";

const COMMANDS = ["check", "sync", "init"];
const ADD_SUBMODULE = ["-c", "protocol.file.allow=always", "submodule", "add", "-q", "--"];

test("without a git repository every command says so, and writes nothing", async () => {
  const root = temporaryFolder();
  writeFileSync(join(root, "locstep.yaml"), CONFIG);
  const before = treeOf(root);
  for (const command of COMMANDS) {
    const result = await runCli([command], { cwd: root });
    expectRefusal(result, 2, `${root} is not inside a git repository`, "git init");
  }
  expect(treeOf(root)).toEqual(before);
});

test("a folder that does not exist and a file are no place to work in", async () => {
  const root = temporaryFolder();
  writeFileSync(join(root, "file"), "");
  for (const name of ["nowhere", "file"]) {
    const result = await runCli(["check", "--cwd", name], { cwd: root });
    expectRefusal(result, 2, `${name} is not a folder`, "--cwd");
  }
});

test("an empty repository is told that nothing was found", async () => {
  const repository = createRepository();
  for (const command of COMMANDS) {
    expectRefusal(await runCli([command], { cwd: repository.root }), 2);
  }
  expect(workTreeOf(repository)).toEqual({});
});

test("a repository without commits is synced, and its translations stand after the first one", async () => {
  const repository = checkoutOf({ "l/en/a.json": { k: "Text" } }, CONFIG.replace("de, ", ""));
  const { written } = await reportOf(repository, "sync", 0);
  expect(written).toEqual(["l/en-XA/a.json"]);
  await repository.commit("First commit");
  const { locales } = await reportOf(repository, "check", 0);
  expect(locales["en-XA"]).toMatchObject({ total: 1, translated: 1 });
});

test("a bare repository and the .git folder are told as such", async () => {
  const repository = await syncedCheckout({ "l/en/a.json": { k: "Text" } });
  const bare = await repository.clone({ bare: true });
  const before = treeOf(bare.root);
  for (const cwd of [bare.root, join(repository.root, ".git")]) {
    const result = await runCli(["sync"], { cwd });
    expectRefusal(result, 3, "is a bare repository or a .git folder", "git worktree add");
  }
  expect(treeOf(bare.root)).toEqual(before);
});

test("a shallow clone knows from the ledger what is stale, and sends only that", async () => {
  const repository = await syncedCheckout({ "l/en/a.json": { k: "Text", l: "More" } });
  repository.write("l/en/a.json", { k: "Text", l: "Changed" });
  await repository.commit("Change a text");
  const shallow = await repository.clone({ depth: 1 });
  const { locales, findings } = await reportOf(shallow, "check", 0);
  expect(locales["en-XA"]).toMatchObject({ translated: 1, stale: 1 });
  expect(findings).toMatchObject([{ code: "stale", key: ["l"], change: { from: "More" } }]);
  expect(await reportOf(shallow, "sync", 0)).toMatchObject({ translations: [{ key: ["l"] }] });
});

test("a shallow clone without a ledger sends nothing that stands, and says what it cannot tell", async () => {
  const repository = checkoutOf(
    { "l/en/a.json": { k: "Old" }, "l/en-XA/a.json": { k: "Mine" } },
    CONFIG.replace("de, ", ""),
  );
  await repository.commit("Translate");
  repository.write("l/en/a.json", { k: "New" });
  await repository.commit("Change a text");
  const shallow = await repository.clone({ depth: 1 });
  const before = workTreeOf(shallow);
  const report = await reportOf(shallow, "sync", 0);
  expect(report).toMatchObject({ translations: [], written: [] });
  expect(report.notes).toContainEqual(expect.stringMatching(/^History was too short to tell/u));
  expect(workTreeOf(shallow)).toEqual(before);
});

test("a linked worktree is a checkout of its own, with its own lock and journal", async () => {
  const repository = await syncedCheckout({ "l/en/a.json": { k: "Text" } });
  const root = join(temporaryFolder(), "linked");
  await repository.git("worktree", "add", "-q", root);
  const before = workTreeOf(repository);
  writeFileSync(join(root, "l/en/a.json"), '{ "k": "Changed" }\n');
  writeFileSync(join(repository.root, ".git/locstep/lock"), "the lock of the other checkout");
  expect(await reportOf({ root }, "sync", 0)).toMatchObject({ written: ["l/en-XA/a.json"] });
  expect(readFileSync(join(root, "l/en-XA/a.json"), "utf8")).toContain("[Çĥååñĝééð]");
  expect(workTreeOf(repository)).toEqual(before);
});

test("a submodule is a project of its own, inside and out", async () => {
  const inner = await syncedCheckout({ "l/en/a.json": { k: "Text" } });
  const outer = checkoutOf({ "l/en/a.json": { k: "Text" } }, CONFIG.replace("de, ", ""));
  await outer.git(...ADD_SUBMODULE, inner.root, "vendor/lib");
  await outer.commit("Add a submodule");
  const lib = { root: join(outer.root, "vendor/lib") };
  const before = workTreeOf(lib);
  await reportOf(outer, "sync", 0);
  expect(workTreeOf(lib)).toEqual(before);

  writeFileSync(join(lib.root, "l/en/a.json"), '{ "k": "Changed" }\n');
  expect(await reportOf(lib, "sync", 0)).toMatchObject({ written: ["l/en-XA/a.json"] });
  expect(outer.read("l/en-XA/a.json")).toContain("[Ţéẋţ]");
});

test("no target is written into a submodule that stands in its place", async () => {
  const inner = await syncedCheckout({ "l/en/a.json": { k: "Text" } });
  const outer = checkoutOf({ "l/en/a.json": { k: "Text" } });
  await outer.git(...ADD_SUBMODULE, inner.root, "l/en-XA");
  await outer.commit("Add a submodule");
  const { findings } = await reportOf(outer, "sync", 1);
  const [error] = findings.filter(({ severity }) => severity === "error").map(shown);
  expect(error).toMatch(/^l\/en-XA\/a\.json:1:1 .+ in another repository \(a submodule/u);
  expect(existsSync(join(outer.root, "l/en-XA/a.json"))).toBe(false);
});

test("what a sparse checkout leaves out is read from the index, and written where it changes", async () => {
  const repository = await syncedCheckout({
    "l/en/a.json": { k: "Text" },
    "l/en/b.json": { k: "B" },
  });
  await repository.git("sparse-checkout", "set", "--no-cone", "/*", "!/l/en-XA/");
  expect(existsSync(join(repository.root, "l/en-XA"))).toBe(false);
  const { locales } = await reportOf(repository, "check", 0);
  expect(locales["en-XA"]).toMatchObject({ total: 2, translated: 2 });

  repository.write("l/en/a.json", { k: "Changed" });
  expect(await reportOf(repository, "sync", 0)).toMatchObject({ written: ["l/en-XA/a.json"] });
  expect(repository.read("l/en-XA/a.json")).toContain("[Çĥååñĝééð]");
  expect(existsSync(join(repository.root, "l/en-XA/b.json"))).toBe(false);
});

test("a source that a sparse checkout leaves out is read from the index", async () => {
  const repository = checkoutOf({ "l/en/a.json": { k: "Text" } }, CONFIG.replace("de, ", ""));
  await repository.commit("Write the source");
  await repository.git("sparse-checkout", "set", "--no-cone", "/*", "!/l/en/");
  expect(await reportOf(repository, "sync", 0)).toMatchObject({ written: ["l/en-XA/a.json"] });
  expect(existsSync(join(repository.root, "l/en"))).toBe(false);
});

test("a merge that is under way: conflicted files are told, all others are worked on", async () => {
  const repository = await syncedCheckout({
    "l/en/a.json": { k: "Text" },
    "l/en/b.json": { k: "B" },
  });
  await repository.branch("other");
  repository.write("l/en/a.json", { k: "Theirs" });
  await repository.commit("Change a text");
  await repository.checkout("main");
  repository.write("l/en/a.json", { k: "Ours" });
  await repository.commit("Change it otherwise");
  expect(await repository.merge("other")).toBe("conflicted");
  const before = workTreeOf(repository);
  const { findings, locales } = await reportOf(repository, "sync", 1);
  expect(findings.filter(({ severity }) => severity === "error")).toMatchObject([
    { code: "unreadable", path: "l/en/a.json", line: 2, column: 1 },
  ]);
  expect(locales["en-XA"]).toMatchObject({ translated: 1 });
  expect(workTreeOf(repository)).toEqual(before);
});

test("a damaged repository is told in git's words, not in a stack trace", async () => {
  const repository = await syncedCheckout({ "l/en/a.json": { k: "Text" } });
  writeFileSync(join(repository.root, ".git/index"), "no index");
  const result = await runCli(["check"], { cwd: repository.root });
  expectRefusal(result, 3, "git could not list the files", "git read-tree HEAD");
  const path = temporaryFolder();
  const without = await runCli(["check"], { cwd: repository.root, env: { PATH: path } });
  expectEnd(without, 3);
  expect(without.stderr).toContain("there is no git on the PATH");
});
