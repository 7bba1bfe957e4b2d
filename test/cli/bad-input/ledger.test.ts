import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { runCli } from "../../support/cli.ts";
import type { TestRepository } from "../../support/repository.ts";
import { expectEnd, expectRefusal, reportOf, syncedCheckout, workTreeOf } from "../checkout.ts";

let repository: TestRepository;
/** Path of the one segment, and its text. */
let segment: string;
let text: string;

beforeAll(async () => {
  const files = { "l/en/a.json": { k: "Text" }, "l/en/b.json": { k: "B" } };
  repository = await syncedCheckout(files, { keep: true });
  const [name] = readdirSync(join(repository.root, ".locstep/ledger"));
  segment = `.locstep/ledger/${name}`;
  text = repository.read(segment);
});

afterEach(async () => {
  await repository.git("checkout", "-q", "--", ".");
  await repository.git("clean", "-q", "-ffdx");
});

afterAll(() => repository.dispose());

/** Translations that count as such, and the lines that are told to be damaged. */
async function checked(): Promise<{ translated: number | undefined; note: string | undefined }> {
  const before = workTreeOf(repository);
  const { locales, notes } = await reportOf(repository, "check", 0);
  expect(workTreeOf(repository)).toEqual(before);
  const note = notes.find((sentence) => sentence.includes("failed the check"));
  return { translated: locales["en-XA"]?.translated, note };
}

test("conflict markers cost only their own lines, and are told with the folder and the remedy", async () => {
  const [header, ...facts] = text.trimEnd().split("\n");
  repository.write(
    segment,
    `${header}\n<<<<<<< HEAD\n${facts[0]}\n=======\n${facts[1]}\n>>>>>>> other\n`,
  );
  const { translated, note } = await checked();
  expect(translated).toBe(2);
  expect(note).toMatch(/^3 lines in \.locstep\/ledger .+ restore the folder from git/u);
});

test("a line that was cut or edited is no fact any more, and nothing becomes translated by it", async () => {
  repository.write(segment, text.slice(0, -20));
  expect(await checked()).toEqual({ translated: 1, note: expect.stringMatching(/^One line in /u) });
  repository.write(segment, text.replaceAll("en-XA", "de"));
  expect(await checked()).toMatchObject({ translated: 0 });
  repository.write(segment, "");
  expect(await checked()).toEqual({ translated: 0, note: undefined });
});

test("a damaged ledger is mended by init, without a change to any locale file", async () => {
  repository.write(segment, text.slice(0, 60));
  const before = workTreeOf(repository);
  expectEnd(await runCli(["init"], { cwd: repository.root }), 0);
  expect(workTreeOf(repository)).toMatchObject(before);
  expect(await checked()).toMatchObject({ translated: 2 });
});

test("random bytes for a segment are told, and read no further", async () => {
  repository.write(
    segment,
    Uint8Array.from({ length: 100_000 }, (_, at) => (at * 7919) % 256),
  );
  expect(await checked()).toEqual({ translated: 0, note: expect.stringMatching(/lines? in /u) });
});

test("what a newer locstep wrote is read and never written to", async () => {
  repository.write(segment, text.replace("# locstep 1", "# locstep 2"));
  repository.write("l/en/a.json", { k: "Changed" });
  const before = workTreeOf(repository);
  for (const args of [["sync"], ["accept", "**"], ["redo", "**"], ["init"]]) {
    const result = await runCli(args, { cwd: repository.root });
    expectRefusal(result, 3, ".locstep/ledger was written by a newer locstep", "npm install");
  }
  expect(workTreeOf(repository)).toEqual(before);
  const { locales, notes } = await reportOf(repository, "check", 0);
  expect(locales["en-XA"]).toMatchObject({ translated: 1, stale: 1 });
  expect(notes).toContainEqual(expect.stringContaining("newer locstep: update"));
});

test("what is no segment is passed over: folders, pipes, links and strangers", async () => {
  const folder = join(repository.root, ".locstep/ledger");
  mkdirSync(join(folder, "0".repeat(32)));
  execFileSync("mkfifo", [join(folder, "1".repeat(32))]);
  symlinkSync("/dev/zero", join(folder, "2".repeat(32)));
  writeFileSync(join(folder, "README.md"), "# locstep 99\n");
  expect(await checked()).toEqual({ translated: 2, note: undefined });
});

test("line ends that a checkout made CRLF leave every fact true", async () => {
  repository.write(segment, text.replaceAll("\n", "\r\n"));
  expect(await checked()).toEqual({ translated: 2, note: undefined });
});

test("whatever is damaged in locstep's own folder of the git directory, the next run works", async () => {
  const own = join(repository.root, ".git/locstep");
  await reportOf(repository, "check", 0);
  for (const name of readdirSync(own, { recursive: true, withFileTypes: true })) {
    if (name.isFile()) appendFileSync(join(name.parentPath, name.name), "}damage");
  }
  writeFileSync(join(own, "write-journal.jsonl"), "cut o");
  repository.write("l/en/a.json", { k: "Changed" });
  expect(await reportOf(repository, "sync", 0)).toMatchObject({ written: ["l/en-XA/a.json"] });
});
