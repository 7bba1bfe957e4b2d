import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { OutsideError, UsageError } from "../../../core/model/errors.ts";
import { objectFormat, openRepository, privateFolder } from "../../../core/git/repository.ts";
import { headCommit } from "../../../core/git/history.ts";
import { listFiles } from "../../../core/git/files.ts";
import { createRepository, temporaryFolder } from "../../support/repository.ts";

beforeEach(() => {
  // Without a git on the PATH only the fast path can answer.
  vi.stubEnv("PATH", "");
});
afterEach(() => {
  vi.unstubAllEnvs();
});

test("a repository is found from any folder of its work tree, without a process", () => {
  const { root } = createRepository();
  mkdirSync(join(root, "a/b"), { recursive: true });
  const found = openRepository(join(root, "a/b"));
  expect(found).toEqual({
    root,
    gitDir: join(root, ".git"),
    commonDir: join(root, ".git"),
    shallow: false,
  });
});

test("a folder that is reached by a symbolic link is the folder that it names", () => {
  const { root } = createRepository();
  mkdirSync(join(root, "a"));
  const link = join(temporaryFolder(), "link");
  symlinkSync(join(root, "a"), link);
  expect(openRepository(link)?.root).toBe(root);
});

test("outside of any repository there is none", () => {
  expect(openRepository(temporaryFolder())).toBeUndefined();
});

test("an empty .git folder is no repository, as for git", () => {
  const { root } = createRepository();
  mkdirSync(join(root, "a/.git"), { recursive: true });
  expect(openRepository(join(root, "a"))?.root).toBe(root);
});

test("a folder that does not exist is the user's fault", () => {
  expect(() => openRepository(join(temporaryFolder(), "none"))).toThrow(UsageError);
});

test("a repository without commits opens, and has no head", async () => {
  vi.unstubAllEnvs();
  const repo = openRepository(createRepository().root);
  expect(repo && (await headCommit(repo))).toBeUndefined();
});

test("a linked worktree has its own folder and shares the rest", async () => {
  vi.unstubAllEnvs();
  const main = createRepository();
  main.write("a", "a");
  await main.commit("a");
  const folder = join(temporaryFolder(), "linked");
  await main.git("worktree", "add", "-q", folder);
  vi.stubEnv("PATH", "");
  const repo = openRepository(folder);
  expect(repo).toMatchObject({ root: folder, commonDir: join(main.root, ".git") });
  expect(repo?.gitDir).toBe(join(main.root, ".git/worktrees/linked"));
});

test("a submodule is a repository of its own", async () => {
  vi.unstubAllEnvs();
  const inner = createRepository();
  inner.write("a", "a");
  await inner.commit("a");
  const outer = createRepository();
  const args = ["submodule", "--quiet", "add", inner.root, "lib/inner"];
  await outer.git("-c", "protocol.file.allow=always", ...args);
  const folder = join(outer.root, "lib/inner");
  const answer = await outer.git("-C", folder, "rev-parse", "--git-path", "locstep");
  vi.stubEnv("PATH", "");
  const repo = openRepository(folder);
  expect(repo?.root).toBe(folder);
  expect(repo && privateFolder(repo)).toBe(answer);
});

test("the private folder is git's own answer in a clone and in a worktree", async () => {
  vi.unstubAllEnvs();
  const main = createRepository();
  main.write("a", "a");
  await main.commit("a");
  const folder = join(temporaryFolder(), "linked");
  await main.git("worktree", "add", "-q", folder);
  for (const root of [main.root, folder]) {
    const repo = openRepository(root);
    const args = ["-C", root, "rev-parse", "--path-format=absolute", "--git-path", "locstep"];
    expect(repo && privateFolder(repo)).toBe(await main.git(...args));
  }
});

test("a worktree of a bare repository is a checkout like any other", async () => {
  vi.unstubAllEnvs();
  const main = createRepository();
  main.write("a", "a");
  await main.commit("a");
  const bare = await main.clone({ bare: true });
  const folder = join(temporaryFolder(), "linked");
  await bare.git("worktree", "add", "-q", folder, "main");
  vi.stubEnv("PATH", "");
  expect(openRepository(folder)).toMatchObject({ root: folder, commonDir: bare.root });
});

test("a bare repository, and the inside of .git, have no work tree, and the error says what to do", async () => {
  vi.unstubAllEnvs();
  const main = createRepository();
  const bare = await main.clone({ bare: true });
  for (const folder of [bare.root, join(main.root, ".git"), join(main.root, ".git/refs")]) {
    expect(() => openRepository(folder)).toThrow(OutsideError);
    expect(() => openRepository(folder)).toThrow(/holds no files/u);
  }
});

test("core.bare and core.worktree in the configuration are left to git", async () => {
  vi.unstubAllEnvs();
  const main = createRepository();
  const other = temporaryFolder();
  await main.git("config", "core.worktree", other);
  expect(openRepository(main.root)?.root).toBe(other);
  await main.git("config", "--unset", "core.worktree");
  await main.git("config", "core.bare", "true");
  expect(() => openRepository(main.root)).toThrow(/holds no files/u);
});

test("GIT_DIR and GIT_WORK_TREE name the repository, as in a hook", async () => {
  vi.unstubAllEnvs();
  const main = createRepository();
  main.write("a", "a");
  const work = temporaryFolder();
  writeFileSync(join(work, "b"), "b");
  vi.stubEnv("GIT_DIR", join(main.root, ".git"));
  vi.stubEnv("GIT_WORK_TREE", work);
  const repo = openRepository(work);
  expect(repo).toMatchObject({ root: work, gitDir: join(main.root, ".git") });
  const files = repo && (await listFiles(repo, []));
  expect(files?.map(({ path }) => path)).toEqual(["b"]);
});

test("a GIT_DIR that is none is git's error, not silence", () => {
  vi.unstubAllEnvs();
  vi.stubEnv("GIT_DIR", join(temporaryFolder(), "none"));
  expect(() => openRepository(temporaryFolder())).toThrow(/not a git repository/u);
});

test("a .git file that points nowhere is git's error, not silence", () => {
  vi.unstubAllEnvs();
  const folder = temporaryFolder();
  writeFileSync(join(folder, ".git"), "gitdir: ../gone\n");
  expect(() => openRepository(folder)).toThrow(/not a git repository/u);
});

test("a clone of depth 1 is shallow, until it is completed", async () => {
  vi.unstubAllEnvs();
  const main = createRepository();
  main.write("a", "1");
  await main.commit("1");
  main.write("a", "2");
  await main.commit("2");
  const clone = await main.clone({ depth: 1 });
  expect(openRepository(clone.root)?.shallow).toBe(true);
  await clone.git("fetch", "-q", "--unshallow");
  expect(openRepository(clone.root)?.shallow).toBe(false);
});

test("the object format is the configuration's", () => {
  for (const format of ["sha1", "sha256"] as const) {
    const repo = openRepository(createRepository({ objectFormat: format }).root);
    expect(repo && objectFormat(repo)).toBe(format);
  }
});

test("a git that is not installed is the outside's fault, with its remedy", async () => {
  const { root } = createRepository();
  const repo = openRepository(root);
  const failure = repo && listFiles(repo, []);
  await expect(failure).rejects.toThrow(OutsideError);
  await expect(failure).rejects.toMatchObject({
    message: expect.stringContaining("no git on the PATH"),
    hint: expect.stringContaining("Install git"),
  });
  rmSync(root, { recursive: true });
  await expect(repo && listFiles(repo, [])).rejects.toThrow(/is gone/u);
});
