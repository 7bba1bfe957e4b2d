import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type CliResult, cliPath, runCli } from "../../support/cli.ts";
import type { TestRepository } from "../../support/repository.ts";
import {
  checkoutOf,
  expectEnd,
  expectRefusal,
  reportOf,
  syncedCheckout,
  treeOf,
  workTreeOf,
} from "../checkout.ts";

test("a read-only target is told and kept; the other files are written, and no later run is blocked", async () => {
  const names = ["a", "b", "c"];
  const repository = await syncedCheckout(
    Object.fromEntries(names.map((name) => [`l/en/${name}.json`, { k: name }])),
  );
  for (const name of names) repository.write(`l/en/${name}.json`, { k: `${name} now` });
  for (const name of ["a", "c"]) chmodSync(join(repository.root, `l/en-XA/${name}.json`), 0o444);
  const before = workTreeOf(repository);

  const result = await runCli(["sync"], { cwd: repository.root });
  expectRefusal(
    result,
    3,
    "cannot write l/en-XA/a.json: it is read-only",
    "l/en-XA/c.json",
    "chmod",
  );
  const after = workTreeOf(repository);
  for (const name of ["a", "c"]) {
    const path = `l/en-XA/${name}.json`;
    expect(after[path]).toBe(before[path]);
    expect(statSync(join(repository.root, path)).mode & 0o777).toBe(0o444);
  }
  expect(repository.read("l/en-XA/b.json")).toContain("ñööŵ");

  expectEnd(await runCli(["init"], { cwd: repository.root }), 0);
  for (const name of ["a", "c"]) chmodSync(join(repository.root, `l/en-XA/${name}.json`), 0o644);
  await reportOf(repository, "sync", 0);
  for (const name of names) expect(repository.read(`l/en-XA/${name}.json`)).toContain("ñööŵ");
});

/** A disk that takes no file of more than `blocks` (of 512 or 1024 bytes): the next write fails. */
function runOnFullDisk({ root }: TestRepository, blocks: number): CliResult {
  const script = 'ulimit -f "$0"; exec "$@"';
  const args = ["-c", script, String(blocks), process.execPath, cliPath(), "sync"];
  const run = spawnSync("sh", args, { cwd: root, encoding: "utf8", timeout: 60_000 });
  return { code: run.status ?? -1, stdout: run.stdout, stderr: run.stderr };
}

function largeSource(): object {
  return Object.fromEntries(Array.from({ length: 4000 }, (_, at) => [`key${at}`, `Text ${at}`]));
}

test("a disk that is full before the journal stands: nothing is written, nothing is lost", async () => {
  const repository = checkoutOf({ "l/en/a.json": largeSource() });
  await repository.commit("Write the source");
  const before = treeOf(repository.root);
  const result = runOnFullDisk(repository, 64);
  expectRefusal(result, 3, "write-journal.jsonl", "EFBIG", "ulimit");
  const after = Object.entries(treeOf(repository.root));
  // What the engine answered is kept in there, so that it need not be asked again.
  expect(Object.fromEntries(after.filter(([path]) => !path.startsWith(".git/locstep/")))).toEqual(
    before,
  );
  expect(existsSync(join(repository.root, ".git/locstep/write-journal.jsonl"))).toBe(false);
  const { locales } = await reportOf(repository, "sync", 0);
  expect(locales["en-XA"]).toMatchObject({ total: 4000, translated: 4000 });
});

test("a disk that fills up at one target: it keeps its bytes, and the next run finishes it", async () => {
  const repository = checkoutOf({ "l/en/z.json": { k: "Text" } });
  const padding = "x".repeat(256 * 1024);
  repository.write("l/en/a.json", { k: "Text" });
  // Large only in what stands already: the journal and the ledger stay small.
  repository.write("l/en-XA/a.json", { old: padding });
  const before = workTreeOf(repository);
  const result = runOnFullDisk(repository, 128);
  expectRefusal(result, 3, "cannot write l/en-XA/a.json: EFBIG", "ulimit");
  expect(workTreeOf(repository)).toMatchObject(before);
  expect(readdirSync(join(repository.root, "l/en-XA")).sort()).toEqual(["a.json", "z.json"]);
  expect(repository.read("l/en-XA/z.json")).toContain("[Ţéẋţ]");
  await reportOf(repository, "sync", 0);
  expect(repository.read("l/en-XA/a.json")).toContain('"k": "[Ţéẋţ]"');
});

test("something else in the ledger's place is told, and nothing is written", async () => {
  for (const path of [".locstep", ".locstep/ledger"]) {
    const repository = checkoutOf({ "l/en/a.json": { k: "Text" }, [path]: "a file" });
    const before = workTreeOf(repository);
    const result = await runCli(["sync"], { cwd: repository.root });
    expectEnd(result, 3);
    expect(result.stderr).toContain(".locstep/ledger");
    expect(workTreeOf(repository)).toEqual(before);
  }
});

test("another locstep at work in the checkout is named, and waited for by nobody", async () => {
  const repository = checkoutOf({ "l/en/a.json": { k: "Text" } });
  mkdirSync(join(repository.root, ".git/locstep"));
  const lock = join(repository.root, ".git/locstep/lock");
  const holder = { pid: process.pid, started: null, host: "elsewhere.example", token: "t" };
  writeFileSync(lock, JSON.stringify(holder));
  const result = await runCli(["sync"], { cwd: repository.root });
  expectRefusal(result, 3, `process ${process.pid} on elsewhere.example`, lock);
  expect(existsSync(join(repository.root, "l/en-XA"))).toBe(false);
  // To read needs no lock.
  await reportOf(repository, "check", 0);
});
