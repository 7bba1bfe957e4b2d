import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { type TestRepository, createRepository } from "../support/repository.ts";

const SCRIPT = join(import.meta.dirname, "../../scripts/release-action.js");

const BUILT = [
  "THIRD-PARTY-NOTICES.md",
  "action.js",
  "parser/THIRD-PARTY-NOTICES.md",
  "parser/parser.js",
  "parser/parser.wasm",
];

async function release(repository: TestRepository, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [SCRIPT, "--keep-bundle", ...args],
    { cwd: repository.root, timeout: 60_000 },
  );
  return stdout;
}

/** A project with a bundle that was built, and its remote. */
async function project(): Promise<{ work: TestRepository; remote: TestRepository }> {
  const seed = createRepository();
  seed.write(".gitignore", "dist/\n");
  seed.write("package.json", { version: "1.2.3" });
  await seed.commit("Begin");
  const remote = await seed.clone({ bare: true });
  const work = await remote.clone();
  await work.git("config", "user.name", "Ada");
  await work.git("config", "user.email", "ada@example.org");
  for (const name of BUILT) work.write(`action/dist/${name}`, name);
  return { work, remote };
}

test("a release is a commit on no branch that holds the bundle; main holds none", async () => {
  const { work, remote } = await project();
  const told = await release(work, "--push", "origin");
  const main = await remote.git("rev-parse", "main");
  const commit = await remote.git("rev-parse", "v1.2.3^{commit}");
  expect(told).toContain(`v1.2.3 is ${commit}`);
  expect(await remote.git("rev-parse", "v1^{commit}")).toBe(commit);
  expect(await remote.git("rev-parse", `${commit}^`)).toBe(main);
  expect(await remote.git("branch", "--contains", commit)).toBe("");
  const user = await remote.clone({ branch: "v1", depth: 1 });
  const released = (await user.git("ls-files", "action/dist")).split("\n");
  expect(released).toEqual(BUILT.map((name) => `action/dist/${name}`));
  for (const name of BUILT) expect(user.read(`action/dist/${name}`)).toBe(name);
  expect(existsSync(join((await remote.clone()).root, "action/dist"))).toBe(false);
  expect(await work.git("status", "--porcelain")).toBe("");
  expect(await work.git("rev-parse", "HEAD")).toBe(main);
});

test("the next release moves the tag of its major version, and no other", async () => {
  const { work, remote } = await project();
  await release(work, "--push", "origin");
  const first = await remote.git("rev-parse", "v1.2.3");
  work.write("package.json", { version: "1.3.0" });
  await work.commit("Raise the version");
  await work.git("push", "-q", "origin", "main");
  await release(work, "--push", "origin");
  expect(await remote.git("rev-parse", "v1.2.3")).toBe(first);
  const [major, newest] = [await remote.git("rev-parse", "v1^{commit}"), "v1.3.0^{commit}"];
  expect(major).toBe(await remote.git("rev-parse", newest));
});

test("a version is released once, and nothing that is not committed", async () => {
  const { work } = await project();
  await release(work);
  await expect(release(work)).rejects.toThrow("v1.2.3 exists");
  work.write("package.json", { version: "1.2.4" });
  await expect(release(work)).rejects.toThrow("has changes");
});

test("nothing is released where a file of the action was not built", async () => {
  const { work } = await project();
  work.remove("action/dist/parser/parser.wasm");
  await expect(release(work)).rejects.toThrow("parser.wasm was not built");
});

test("without --push nothing leaves the machine, and the command to do it is told", async () => {
  const { work, remote } = await project();
  expect(await release(work)).toContain("git push --atomic origin refs/tags/v1.2.3 +refs/tags/v1");
  expect(await remote.git("tag")).toBe("");
});
